package org.gotask.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.gotask.channel.Channel;
import org.gotask.executor.agent.TaskReport;
import org.gotask.scope.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that a task starts in a scope belong to it: they fail it, and they end with it. */
class ScopeInTaskTest {

    private final ExecutorRig rig = ExecutorRig.hasty();
    private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

    @AfterEach
    void closeRig() {
        rig.close();
    }

    @Test
    void aThreadThatFailsFailsItsTask() {
        rig.with(
                "worker",
                (in, out, args, env) -> Scope.run(scope -> {
                    scope.fork("reader", () -> {
                        throw new IOException("disk full");
                    });
                    in.forEach(message -> {}); // waits, for nothing comes
                }));
        rig.start();

        rig.launch("worker", 0);

        TaskReport end = rig.awaitEnd("worker-0");
        assertThat(end.state()).isEqualTo(TaskReport.State.FAILED);
        assertThat(end.reason())
                .startsWith("ScopeFailedException: thread 'worker-0/reader' failed; caused by IOException: disk full"
                        + " (ScopeInTaskTest.java:");
    }

    @Test
    void aKilledTaskLeavesNoThreadBehind() throws InterruptedException {
        rig.with(
                "worker",
                (in, out, args, env) -> Scope.run(scope -> {
                    for (int i = 0; i < 10; i++) {
                        scope.fork(() -> {
                            threads.add(Thread.currentThread());
                            Channel.never().receive(); // does not look at `in`, so only an interrupt ends it
                        });
                    }
                }));
        rig.start();
        rig.launch("worker", 0);
        List<Thread> started = new ArrayList<>();
        while (started.size() < 10) {
            started.add(threads.take());
        }

        rig.kill("worker-0");

        assertThat(rig.awaitEnd("worker-0").state()).isEqualTo(TaskReport.State.KILLED);
        for (Thread thread : started) {
            assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        }
    }
}
