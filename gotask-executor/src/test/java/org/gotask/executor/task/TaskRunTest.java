package org.gotask.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.gotask.Task;
import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.Received;
import org.gotask.channel.SendChannel;
import org.gotask.executor.agent.TaskReport;
import org.gotask.launch.TaskLaunch;
import org.gotask.link.LinkKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The context of a task and the reports on it, if nothing fails or only its own function does. */
class TaskRunTest {

    private final ExecutorRig rig = new ExecutorRig();
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void closeRig() {
        rig.close();
    }

    @Test
    void givesNameThenArgumentsAndTheEnvironmentWithOurOwnEntries() throws InterruptedException {
        rig.with("worker", (in, out, args, env) -> {
            seen.add(args);
            seen.add(env);
        });
        rig.start();

        rig.launch(new TaskLaunch("worker", 2, 5, List.of("--fast", ""), Map.of("COLOUR", "red", "GOTASK_INDEX", "9")));

        assertThat(seen.take()).isEqualTo(List.of("worker-2", "--fast", ""));
        assertThat(seen.take())
                .isEqualTo(
                        Map.of("COLOUR", "red", "GOTASK_NAME", "worker-2", "GOTASK_INDEX", "2", "GOTASK_COUNT", "5"));
    }

    @Test
    void givesATaskWithAContextTheSameInMethods() throws InterruptedException {
        rig.withBody("worker", task -> {
            seen.add(List.of(task.name(), task.index(), task.count(), task.args()));
            seen.add(task.env());
            for (TaskMsg message : task.in()) {
                task.out().send(message.withText(message.text() + " back"));
            }
        });
        rig.start();
        ExecutorRig.SchedulerSide scheduler = rig.openAtScheduler("worker-2");

        rig.launch(new TaskLaunch("worker", 2, 5, List.of("--fast", ""), Map.of("COLOUR", "red")));
        scheduler.toTask().send(TaskMsg.of("worker-2", "there and"));
        scheduler.toTask().close();

        assertThat(seen.take()).isEqualTo(List.of("worker-2", 2, 5, List.of("--fast", "")));
        assertThat(seen.take())
                .isEqualTo(
                        Map.of("COLOUR", "red", "GOTASK_NAME", "worker-2", "GOTASK_INDEX", "2", "GOTASK_COUNT", "5"));
        assertThat(scheduler.fromTask().receive()).isEqualTo(TaskMsg.of("worker-2", "there and back"));
        assertThat(rig.awaitEnd("worker-2").state()).isEqualTo(TaskReport.State.FINISHED);
    }

    @Test
    void failsATaskWhoseFactoryMakesNone() {
        rig.withTask("worker", () -> null);
        rig.start();

        rig.launch("worker", 0);

        assertThat(rig.awaitEnd("worker-0").reason()).contains("the factory of worker returned no task");
    }

    @Test
    void runsEachTaskOnAVirtualThreadOfItsName() throws InterruptedException {
        rig.with("worker", (in, out, args, env) -> seen.add(Thread.currentThread()));
        rig.start();

        rig.launch("worker", 0);

        assertThat(seen.take()).isInstanceOfSatisfying(Thread.class, thread -> {
            assertThat(thread.isVirtual()).isTrue();
            assertThat(thread.getName()).isEqualTo("worker-0");
        });
    }

    @Test
    void makesANewObjectForEveryTask() throws InterruptedException {
        rig.withTask("counter", () -> new Task() {
            private int runs;

            @Override
            public void run(
                    ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, List<String> args, Map<String, String> env) {
                runs++;
                seen.add(runs);
            }
        });
        rig.start();

        rig.launch("counter", 0);
        rig.launch("counter", 1);

        assertThat(seen.take()).isEqualTo(1);
        assertThat(seen.take()).isEqualTo(1);
    }

    @Test
    void reportsRunningWithItsLinkBeforeAnythingTheTaskSends() {
        rig.with("worker", (in, out, args, env) -> out.send(TaskMsg.of("hello")));
        rig.start();

        rig.launch("worker", 0);
        rig.awaitEnd("worker-0");

        assertThat(rig.agent.reports().getFirst().data()).isEqualTo(LinkKind.MESOSGOT.announcement());
        assertThat(rig.agent.states("worker-0")).containsExactly(TaskReport.State.RUNNING, TaskReport.State.FINISHED);
        assertThat(rig.agent.said.stream().map(FakeAgent.Said::text))
                .containsExactly("RUNNING", "worker-0^hello", "^end^1^worker-0", "FINISHED");
    }

    @Test
    void talksToTheSchedulerUntilItsInIsClosed() throws InterruptedException {
        rig.with("echo", (in, out, args, env) -> {
            for (TaskMsg message : in) {
                out.send(message.withText(message.text().toUpperCase(Locale.ROOT)));
            }
        });
        rig.start();
        ExecutorRig.SchedulerSide side = rig.openAtScheduler("echo-0");
        rig.launch("echo", 0);
        rig.awaitRunning("echo-0");

        side.toTask().send(TaskMsg.of("echo-0", "one"));
        side.toTask().send(TaskMsg.of("echo-0", "two"));
        side.toTask().close();

        assertThat(side.fromTask()).map(TaskMsg::text).containsExactly("ONE", "TWO");
        assertThat(rig.awaitEnd("echo-0").state()).isEqualTo(TaskReport.State.FINISHED);
    }

    @Test
    void failsWithTheExceptionAndItsMessageInOneLine() {
        rig.with("worker", (in, out, args, env) -> {
            throw new IllegalStateException("disk is full:\n\tpath=/data");
        });
        rig.start();

        rig.launch("worker", 0);

        TaskReport end = rig.awaitEnd("worker-0");
        assertThat(end.state()).isEqualTo(TaskReport.State.FAILED);
        assertThat(end.reason()).startsWith("IllegalStateException: disk is full: path=/data (TaskRunTest.java:");
    }

    @Test
    void sendsWhatAFailingTaskSentBefore() {
        rig.with("worker", (in, out, args, env) -> {
            out.send(TaskMsg.of("last words"));
            throw new IOException("gone");
        });
        rig.start();

        rig.launch("worker", 0);
        rig.awaitEnd("worker-0");

        assertThat(rig.agent.said.stream().map(FakeAgent.Said::text))
                .containsExactly("RUNNING", "worker-0^last words", "^end^1^worker-0", "FAILED");
    }

    @Test
    void sendsWhatATaskSentBeforeItFailedInterrupted() throws InterruptedException {
        BlockingQueue<ReceiveChannel<TaskMsg>> ins = new LinkedBlockingQueue<>();
        rig.with("worker", (in, out, args, env) -> {
            ins.add(in);
            out.send(TaskMsg.of("last words"));
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted by its own");
        });
        rig.agent.jam();
        rig.start();
        rig.launch("worker", 0);
        ReceiveChannel<TaskMsg> in = ins.take();
        await("end of the function").until(() -> in.tryReceive() instanceof Received.Closed);

        rig.agent.unjam();

        rig.awaitEnd("worker-0");
        assertThat(rig.agent.datagrams()).containsExactly("worker-0^last words", "^end^1^worker-0");
    }

    @Test
    void failsATaskWhoseFactoryThrowsOrMakesNothing() {
        rig.withTask("thrower", () -> {
            throw new IllegalStateException("no licence");
        });
        rig.withTask("nothing", TaskRunTest::noTask);
        rig.start();

        rig.launch("thrower", 0);
        rig.launch("nothing", 0);

        assertThat(rig.awaitEnd("thrower-0").reason())
                .startsWith("IllegalStateException: no licence (TaskRunTest.java:");
        assertThat(rig.awaitEnd("nothing-0").state()).isEqualTo(TaskReport.State.FAILED);
    }

    @Test
    void refusesAMessageInAnotherTasksName() throws InterruptedException {
        rig.with("worker", (in, out, args, env) -> {
            try {
                out.send(TaskMsg.of("worker-1", "forged"));
            } catch (IllegalArgumentException e) {
                seen.add(String.valueOf(e.getMessage()));
            }
            out.send(TaskMsg.of("worker-0", "own"));
        });
        rig.start();

        rig.launch("worker", 0);

        assertThat(seen.take())
                .isEqualTo(
                        "message in another task's name: task=worker-0, message.taskName=worker-1; leave the name out,"
                                + " it is filled in");
        rig.awaitEnd("worker-0");
        assertThat(rig.agent.datagrams()).containsExactly("worker-0^own", "^end^1^worker-0");
    }

    @Test
    void refusesAMessageAboveTheLimitByNameAndSize() {
        rig.with("worker", (in, out, args, env) -> out.send(TaskMsg.of("x".repeat(1001))));
        rig.start();

        rig.launch("worker", 0);

        assertThat(rig.awaitEnd("worker-0").reason())
                .startsWith(
                        "IllegalArgumentException: message too large: task=worker-0, sizeBytes=1001, maxBytes=1000; send"
                                + " it in parts");
    }

    @Test
    void blocksASenderWhenTheLinkTakesNoMore() {
        CountDownLatch blocked = new CountDownLatch(1);
        rig.with("worker", (in, out, args, env) -> {
            while (out.trySend(TaskMsg.of("data"))) {
                seen.add("sent");
            }
            blocked.countDown();
            out.send(TaskMsg.of("last"));
        });
        rig.start();
        rig.agent.jam();

        rig.launch("worker", 0);
        await().until(() -> blocked.getCount() == 0);
        int sent = seen.size();
        rig.agent.unjam();
        rig.awaitEnd("worker-0");

        // the buffer, and the message that the link may have taken already
        assertThat(sent).isBetween(256, 257);
        assertThat(rig.agent.datagrams())
                .hasSize(sent + 2)
                .endsWith("worker-0^last", "^end^" + (sent + 1) + "^worker-0");
    }

    @Test
    void aTaskMayCloseItsOutAndGoOn() {
        CountDownLatch go = new CountDownLatch(1);
        rig.with("worker", (in, out, args, env) -> {
            out.send(TaskMsg.of("all"));
            out.close();
            go.await();
        });
        rig.start();
        rig.launch("worker", 0);

        await().until(() -> rig.agent.datagrams().equals(List.of("worker-0^all", "^end^1^worker-0")));
        assertThat(rig.agent.states("worker-0")).containsExactly(TaskReport.State.RUNNING);
        go.countDown();

        assertThat(rig.awaitEnd("worker-0").state()).isEqualTo(TaskReport.State.FINISHED);
    }

    @Test
    void failsAllTasksWithTheReasonWhenTheLinkFails() {
        rig.with("worker", (in, out, args, env) -> {
            for (TaskMsg message : in) {
                out.send(message);
            }
        });
        rig.start();
        rig.launch("worker", 0);
        rig.launch("worker", 1);
        rig.agent.breakDown("connection refused");

        rig.message("worker-0^hello");

        String reason = rig.awaitEnd("worker-0").reason();
        assertThat(reason)
                .startsWith("link to the scheduler failed: the messages of task worker-0 cannot be sent,"
                        + " IllegalStateException: connection refused (FakeAgent.java:");
        assertThat(rig.awaitEnd("worker-0").state()).isEqualTo(TaskReport.State.FAILED);
        assertThat(rig.awaitEnd("worker-1"))
                .extracting(TaskReport::state, TaskReport::reason)
                .containsExactly(TaskReport.State.FAILED, reason);
        rig.launch("worker", 2);
        assertThat(rig.awaitEnd("worker-2").reason()).isEqualTo(reason);
    }

    @Test
    void neverFinishesATaskWhoseLastWordsCannotBeSent() {
        rig.agent.breakDown("connection refused");
        rig.with("worker", (in, out, args, env) -> out.send(TaskMsg.of("result")));
        rig.start();

        rig.launch("worker", 0);

        assertThat(rig.awaitEnd("worker-0").state()).isEqualTo(TaskReport.State.FAILED);
    }

    @SuppressWarnings("NullAway") // user programs may pass null
    private static Task noTask() {
        return null;
    }
}
