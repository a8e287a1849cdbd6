package org.gotask.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.gotask.TaskMsg;
import org.gotask.executor.agent.TaskReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kill of a task that does not return. */
class KillWithoutHeedTest {

    private final ExecutorRig rig = ExecutorRig.hasty();
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void closeRig() {
        release.countDown();
        rig.close();
    }

    @Test
    void interruptsATaskThatDoesNotReadItsInOnceItsGraceIsOver() throws InterruptedException {
        long start = System.nanoTime();
        rig.with("worker", (in, out, args, env) -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                seen.add(System.nanoTime());
                throw e;
            }
        });
        rig.start();
        rig.launch("worker", 0);

        rig.kill("worker-0");

        // whether it then ends in the time that is left for it is the machine's affair
        TaskReport end = rig.awaitEnd("worker-0");
        assertThat(end.state()).isEqualTo(TaskReport.State.KILLED);
        assertThat(end.reason()).startsWith("killed on request of the scheduler");
        assertThat((long) seen.take() - start).isGreaterThanOrEqualTo(ExecutorRig.GRACE.toNanos());
    }

    @Test
    void reportsATaskKilledThatDoesNotHeedTheInterruptAndSaysNoMoreOfIt() {
        rig.with("worker", (in, out, args, env) -> {
            awaitUninterruptibly();
            try {
                out.send(TaskMsg.of("ghost"));
            } finally {
                seen.add("over");
            }
        });
        rig.start();
        rig.launch("worker", 0);

        rig.kill("worker-0");

        assertThat(rig.awaitEnd("worker-0").reason())
                .isEqualTo("killed on request of the scheduler; it did not end when interrupted");
        release.countDown();
        await().until(() -> seen.contains("over"));
        assertThat(rig.agent.states("worker-0")).containsExactly(TaskReport.State.RUNNING, TaskReport.State.KILLED);
        assertThat(rig.agent.datagrams()).isEmpty();
    }

    @Test
    void reportsATaskKilledWhoseLastWordsAreStuck() {
        rig.with("worker", (in, out, args, env) -> out.send(TaskMsg.of("stuck")));
        rig.agent.jam();
        rig.start();
        rig.launch("worker", 0);

        rig.kill("worker-0");

        assertThat(rig.awaitEnd("worker-0").state()).isEqualTo(TaskReport.State.KILLED);
    }

    @Test
    void killsTasksThatKeepAllProcessorsBusy() {
        rig.with("busy", (in, out, args, env) -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
        rig.start();
        int tasks = Runtime.getRuntime().availableProcessors();
        IntStream.range(0, tasks).forEach(i -> rig.launch("busy", i));

        IntStream.range(0, tasks).forEach(i -> rig.kill("busy-" + i));

        IntStream.range(0, tasks)
                .forEach(i -> assertThat(rig.awaitEnd("busy-" + i).state()).isEqualTo(TaskReport.State.KILLED));
    }

    private void awaitUninterruptibly() {
        boolean interrupted = true;
        while (interrupted) {
            try {
                release.await();
                interrupted = false;
            } catch (InterruptedException e) {
                seen.add("interrupted");
            }
        }
    }
}
