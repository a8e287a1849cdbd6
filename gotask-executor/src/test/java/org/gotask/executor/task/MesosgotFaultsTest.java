package org.gotask.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.gotask.TaskFunction;
import org.gotask.TaskMsg;
import org.gotask.executor.agent.TaskReport;
import org.gotask.launch.TaskLaunch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The faults of mesosgot's executor, after which the tests are named: none of them may occur here. */
class MesosgotFaultsTest {

    private static final TaskFunction ECHO = (in, out, args, env) -> {
        for (TaskMsg message : in) {
            out.send(message);
        }
    };

    private final ExecutorRig rig = new ExecutorRig().with("echo", ECHO);
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void closeRig() {
        release.countDown();
        rig.close();
    }

    @Test
    void killFollowedByShutdownCrashesTheExecutor() throws Exception {
        rig.start();
        rig.launch("echo", 0);
        rig.launch("echo", 1);

        rig.kill("echo-0");
        rig.agent.executor().shutdown();

        assertThat(rig.awaitExitCode()).isZero();
        assertThat(rig.agent.states("echo-0")).containsExactly(TaskReport.State.RUNNING, TaskReport.State.KILLED);
        assertThat(rig.agent.states("echo-1")).containsExactly(TaskReport.State.RUNNING, TaskReport.State.KILLED);
    }

    @Test
    void disconnectFollowedByShutdownCrashesTheExecutor() throws Exception {
        rig.start();
        rig.launch("echo", 0);

        rig.agent.executor().disconnected();
        rig.agent.executor().shutdown();

        assertThat(rig.awaitExitCode()).isZero();
        assertThat(rig.agent.states("echo-0")).containsExactly(TaskReport.State.RUNNING, TaskReport.State.KILLED);
    }

    @Test
    void taskLaunchedAfterAllEarlierOnesEndedCrashesTheExecutor() {
        rig.with("talker", (in, out, args, env) -> out.send(TaskMsg.of("hello")));
        rig.start();
        rig.launch("talker", 0);
        rig.awaitEnd("talker-0");

        rig.launch("talker", 1);
        rig.awaitEnd("talker-1");

        assertThat(rig.agent.datagrams()).contains("talker-0^hello", "talker-1^hello");
        assertThat(rig.agent.states("talker-1")).containsExactly(TaskReport.State.RUNNING, TaskReport.State.FINISHED);
    }

    @Test
    void killWhileADeliveryIsBlockedCrashesTheExecutor() {
        rig.with("slow", (in, out, args, env) -> {
            release.await();
            for (TaskMsg message : in) {
                seen.add(message.text());
            }
        });
        rig.start();
        rig.launch("echo", 0);
        rig.launch("slow", 0);
        IntStream.range(0, 300).forEach(i -> rig.message("slow-0^" + i));

        rig.kill("slow-0");
        rig.message("slow-0^after the kill");
        release.countDown();

        assertThat(rig.awaitEnd("slow-0").state()).isEqualTo(TaskReport.State.KILLED);
        assertThat(seen).hasSizeLessThanOrEqualTo(257).doesNotContain("after the kill");
        assertStillRuns("echo-0");
    }

    @Test
    void unregisteredTaskNameCrashesTheExecutor() {
        rig.start();
        rig.launch("echo", 0);

        rig.launchAsMesosgot("ekko-0");

        assertThat(rig.awaitEnd("ekko-0").state()).isEqualTo(TaskReport.State.FAILED);
        assertStillRuns("echo-0");
    }

    @Test
    void panicInsideATaskTakesAllTasksAlong() {
        rig.with("overflow", (in, out, args, env) -> seen.add(endless(0)));
        rig.with("asserting", (in, out, args, env) -> {
            throw new AssertionError("impossible");
        });
        rig.start();
        rig.launch("echo", 0);

        rig.launch("overflow", 0);
        rig.launch("asserting", 0);

        assertThat(rig.awaitEnd("overflow-0").reason()).startsWith("StackOverflowError (");
        assertThat(rig.awaitEnd("asserting-0").reason()).startsWith("AssertionError: impossible (");
        assertStillRuns("echo-0");
    }

    @Test
    void caretInATaskNameCorruptsRouting() {
        rig.start();
        rig.launch("echo", 0);

        rig.launch("id-0", "echo-0^x", new TaskLaunch("echo", 0, 1, List.of(), Map.of()).encode());

        assertThat(rig.awaitEnd("id-0").reason()).startsWith("task name cannot be used: name=echo-0^x, expected");
        assertStillRuns("echo-0");
    }

    @Test
    void slowTaskBlocksTheDriverAfter256Messages() {
        rig.with("slow", (in, out, args, env) -> {
            release.await();
            for (TaskMsg message : in) {
                seen.add(message.text());
            }
        });
        rig.start();
        rig.launch("slow", 0);
        rig.launch("echo", 0);

        IntStream.range(0, 2000).forEach(i -> rig.message("slow-0^" + i));
        rig.message("^end^2000^slow-0");
        assertStillRuns("echo-0");
        rig.kill("echo-0");
        assertThat(rig.awaitEnd("echo-0").state()).isEqualTo(TaskReport.State.KILLED);
        release.countDown();

        assertThat(rig.awaitEnd("slow-0").state()).isEqualTo(TaskReport.State.FINISHED);
        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.range(0, 2000).mapToObj(Integer::toString).toList());
    }

    @Test
    void killedTaskReportsFinished() {
        rig.start();
        rig.launchAsMesosgot("echo-0");

        rig.kill("echo-0");

        assertThat(rig.awaitEnd("echo-0").state()).isEqualTo(TaskReport.State.KILLED);
    }

    @Test
    void duplicateTaskNameVanishesWithoutAStatus() {
        rig.start();
        rig.launch("first", "echo-0", new byte[0]);

        rig.launch("second", "echo-0", new byte[0]);

        assertThat(rig.awaitEnd("second").reason())
                .isEqualTo("a task of this name runs in this executor already: name=echo-0, id=second; give each task a"
                        + " unique name");
        assertThat(rig.agent.states("first")).containsExactly(TaskReport.State.RUNNING);
        assertStillRuns("echo-0");
    }

    @Test
    void argumentsAndEnvironmentNeverArrive() throws InterruptedException {
        rig.with("worker", (in, out, args, env) -> {
            seen.add(args);
            seen.add(env);
        });
        rig.start();

        rig.launch(new TaskLaunch("worker", 0, 1, List.of("--level", "3"), Map.of("MODE", "quick")));

        assertThat(seen.take()).isEqualTo(List.of("worker-0", "--level", "3"));
        assertThat(seen.take())
                .isEqualTo(
                        Map.of("MODE", "quick", "GOTASK_NAME", "worker-0", "GOTASK_INDEX", "0", "GOTASK_COUNT", "1"));
    }

    @Test
    void messagesQueuedWhenTheFunctionReturnsAreLost() throws Exception {
        rig.with("talker", (in, out, args, env) -> {
            for (int i = 0; i < 501; i++) {
                out.send(TaskMsg.of(Integer.toString(i)));
            }
        });
        rig.start();
        ExecutorRig.SchedulerSide side = rig.openAtScheduler("talker-0");

        rig.launch("talker", 0);

        assertThat(side.fromTask())
                .map(TaskMsg::text)
                .containsExactlyElementsOf(
                        IntStream.range(0, 501).mapToObj(Integer::toString).toList());
        rig.awaitEnd("talker-0");
        assertThat(rig.agent.said).map(FakeAgent.Said::text).endsWith("talker-0^500", "^end^501^talker-0", "FINISHED");
    }

    @Test
    void orderDownIsNotKept() throws Exception {
        rig.start();
        ExecutorRig.SchedulerSide side = rig.openAtScheduler("echo-0");
        rig.launch("echo", 0);

        Thread sender = Thread.ofVirtual().start(() -> {
            IntStream.range(0, 5000).forEach(i -> rig.message("echo-0^" + i));
            rig.message("^end^5000^echo-0");
        });

        assertThat(side.fromTask())
                .map(TaskMsg::text)
                .containsExactlyElementsOf(
                        IntStream.range(0, 5000).mapToObj(Integer::toString).toList());
        sender.join();
    }

    private void assertStillRuns(String name) {
        rig.message(name + "^still here?");
        await().until(() -> rig.agent.datagrams().contains(name + "^still here?"));
    }

    @SuppressWarnings("InfiniteRecursion") // the fault that is provoked
    private static int endless(int depth) {
        return endless(depth + 1) + 1;
    }
}
