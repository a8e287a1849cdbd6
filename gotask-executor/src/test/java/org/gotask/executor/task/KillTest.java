package org.gotask.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.Received;
import org.gotask.executor.agent.TaskReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How one task is killed that heeds it. */
class KillTest {

    private final ExecutorRig rig = new ExecutorRig();
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void closeRig() {
        release.countDown();
        rig.close();
    }

    @Test
    void reportsKilledThoughTheFunctionReturns() {
        rig.with("worker", (in, out, args, env) -> {
            for (TaskMsg message : in) {
                seen.add(message);
            }
        });
        rig.start();
        rig.launch("worker", 0);

        rig.kill("worker-0");

        TaskReport end = rig.awaitEnd("worker-0");
        assertThat(end.state()).isEqualTo(TaskReport.State.KILLED);
        assertThat(end.reason()).isEqualTo("killed on request of the scheduler");
    }

    @Test
    void reportsKilledWhateverTheFunctionThrowsThen() {
        rig.with("worker", (in, out, args, env) -> {
            in.receiveOrClosed();
            throw new IllegalStateException("too late");
        });
        rig.start();
        rig.launch("worker", 0);

        rig.kill("worker-0");

        assertThat(rig.awaitEnd("worker-0").state()).isEqualTo(TaskReport.State.KILLED);
    }

    @Test
    void letsAKilledTaskReadWhatItHasAndSayFarewell() {
        CountDownLatch killed = new CountDownLatch(1);
        rig.with("worker", (in, out, args, env) -> {
            out.send(TaskMsg.of("first " + in.receive().text()));
            killed.await();
            for (TaskMsg message : in) {
                out.send(TaskMsg.of("then " + message.text()));
            }
            out.send(TaskMsg.of("farewell"));
        });
        rig.start();
        rig.launch("worker", 0);
        rig.message("worker-0^a");
        await().until(() -> rig.agent.datagrams().contains("worker-0^first a"));

        rig.kill("worker-0");
        killed.countDown();

        rig.awaitEnd("worker-0");
        assertThat(rig.agent.datagrams()).endsWith("worker-0^farewell", "^end^2^worker-0");
    }

    @Test
    void finishesATaskThatReturnedBeforeItWasKilledIfItsLastWordsGetThrough() throws InterruptedException {
        BlockingQueue<ReceiveChannel<TaskMsg>> ins = new LinkedBlockingQueue<>();
        rig.with("worker", (in, out, args, env) -> {
            ins.add(in);
            out.send(TaskMsg.of("slow"));
        });
        rig.agent.jam();
        rig.start();
        rig.launch("worker", 0);
        ReceiveChannel<TaskMsg> in = ins.take();
        // it is closed when the function has returned: only then is the kill certainly later
        await().until(() -> in.tryReceive() instanceof Received.Closed);

        rig.kill("worker-0");
        rig.agent.unjam();

        assertThat(rig.awaitEnd("worker-0").state()).isEqualTo(TaskReport.State.FINISHED);
        assertThat(rig.agent.datagrams()).containsExactly("worker-0^slow", "^end^1^worker-0");
    }

    @Test
    void answersTheKillOfATaskItNeverGotAndDoesNotRunItLater() {
        rig.with("worker", (in, out, args, env) -> seen.add("ran"));
        rig.start();

        rig.kill("worker-0");
        rig.launch("worker", 0);
        rig.launch("worker", 1);

        assertThat(rig.awaitEnd("worker-0").reason()).isEqualTo("killed before its launch reached the executor");
        rig.awaitEnd("worker-1");
        assertThat(rig.agent.states("worker-0")).containsExactly(TaskReport.State.KILLED);
        assertThat(seen).hasSize(1);
    }

    @Test
    void saysNothingMoreOfAnEndedTaskThatIsKilled() {
        rig.with("worker", (in, out, args, env) -> {});
        rig.start();
        rig.launch("worker", 0);
        rig.awaitEnd("worker-0");

        rig.kill("worker-0");
        rig.kill("worker-0");
        rig.launch("worker", 1);
        rig.awaitEnd("worker-1");

        assertThat(rig.agent.states("worker-0")).containsExactly(TaskReport.State.RUNNING, TaskReport.State.FINISHED);
    }

    @Test
    void killsOnlyTheTaskThatIsMeant() {
        rig.with("worker", (in, out, args, env) -> {
            for (TaskMsg message : in) {
                out.send(message);
            }
        });
        rig.start();
        rig.launch("worker", 0);
        rig.launch("worker", 1);

        rig.kill("worker-0");
        rig.awaitEnd("worker-0");
        rig.message("worker-1^alive");

        await().until(() -> rig.agent.datagrams().contains("worker-1^alive"));
    }
}
