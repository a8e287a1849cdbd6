package org.gotask.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.gotask.TaskFunction;
import org.gotask.TaskMsg;
import org.gotask.executor.agent.TaskReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an executor ends, for each reason it has to. */
class ShutdownTest {

    private static final TaskFunction ECHO = (in, out, args, env) -> {
        for (TaskMsg message : in) {
            out.send(message);
        }
    };

    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(2);

    /** The grace period of the tasks: longer than any test, so that no test ends by it. */
    private static final Duration LONG_GRACE = Duration.ofHours(1);

    private final ExecutorRig rig =
            new ExecutorRig(SHUTDOWN_GRACE, new ExecutorSettings(LONG_GRACE, ExecutorRig.SMALL_LINK));
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void closeRig() {
        release.countDown();
        rig.close();
    }

    @Test
    void endsTasksReportsThemKilledAndLeavesWithZero() throws Exception {
        rig.with("echo", ECHO).start();
        rig.launch("echo", 0);
        rig.launch("echo", 1);

        rig.agent.executor().shutdown();

        assertThat(rig.awaitExitCode()).isZero();
        assertThat(rig.agent.states("echo-0")).containsExactly(TaskReport.State.RUNNING, TaskReport.State.KILLED);
        assertThat(rig.agent.states("echo-1")).containsExactly(TaskReport.State.RUNNING, TaskReport.State.KILLED);
        assertThat(rig.agent.reports("echo-1").getLast().reason()).isEqualTo("the agent ends this executor or is lost");
        assertThat(rig.agent.said).last().isEqualTo(new FakeAgent.Said.Stopped());
    }

    @Test
    void leavesAtOnceWhenNoTaskRuns() throws Exception {
        rig.with("echo", ECHO).start();

        rig.agent.executor().shutdown();

        assertThat(rig.awaitExitCode()).isZero();
    }

    @Test
    void leavesWithTheGraceOfItsAgentThoughTasksDoNotHeed() throws Exception {
        rig.with("deaf", (in, out, args, env) -> awaitUninterruptibly()).start();
        rig.launch("deaf", 0);
        rig.launch("deaf", 1);

        rig.agent.executor().shutdown();

        assertThat(rig.awaitExitCode()).isZero();
        assertThat(rig.agent.reports("deaf-1").getLast().reason())
                .isEqualTo("the agent ends this executor or is lost; it did not end when interrupted");
        assertThat(rig.agent.said).last().isEqualTo(new FakeAgent.Said.Stopped());
    }

    @Test
    void leavesWithTheGraceOfItsAgentThoughNothingCanBeSent() throws Exception {
        rig.with("talker", (in, out, args, env) -> {
            while (true) {
                out.send(TaskMsg.of("data"));
            }
        });
        rig.agent.jam();
        rig.agent.jamStop();
        rig.start();
        rig.launch("talker", 0);

        rig.agent.executor().shutdown();

        assertThat(rig.awaitExitCode()).isZero();
        assertThat(rig.agent.states("talker-0")).containsExactly(TaskReport.State.RUNNING, TaskReport.State.KILLED);
    }

    @Test
    void leavesWithOneWhenTheAgentIsGivenUp() throws Exception {
        rig.with("echo", ECHO).start();
        rig.launch("echo", 0);

        rig.agent.executor().error("agent refuses this executor");

        assertThat(rig.awaitExitCode()).isEqualTo(1);
        assertThat(rig.agent.reports("echo-0").getLast().reason())
                .isEqualTo("the connection to the agent was abandoned: agent refuses this executor");
    }

    @Test
    void goesOnWhileTheAgentIsOutOfReach() {
        rig.with("echo", ECHO).start();
        rig.launch("echo", 0);

        rig.agent.executor().disconnected();
        rig.message("echo-0^during");
        rig.agent.executor().reregistered("host7");
        rig.message("echo-0^after");

        await().until(() -> rig.agent.datagrams().contains("echo-0^after"));
        assertThat(rig.agent.datagrams()).containsExactly("echo-0^during", "echo-0^after");
        assertThat(rig.agent.states("echo-0")).containsExactly(TaskReport.State.RUNNING);
    }

    @Test
    void startsNoTaskOnceItHasToEnd() throws Exception {
        rig.with("echo", ECHO).start();
        rig.agent.executor().shutdown();

        rig.launch("echo", 0);

        assertThat(rig.awaitExitCode()).isZero();
        assertThat(rig.agent.reports("echo-0"))
                .singleElement()
                .satisfies(update -> assertThat(update.reason()).isEqualTo("launched while the executor was ending"));
    }

    @Test
    void leavesWithOneWhenATaskRunsOutOfMemory() throws Exception {
        rig.with("echo", ECHO);
        rig.with("greedy", (in, out, args, env) -> {
            throw new OutOfMemoryError("Java heap space");
        });
        rig.start();
        rig.launch("echo", 0);

        rig.launch("greedy", 0);

        assertThat(rig.awaitExitCode()).isEqualTo(1);
        assertThat(rig.agent.reports("greedy-0").getLast().state()).isEqualTo(TaskReport.State.FAILED);
        assertThat(rig.agent.reports("greedy-0").getLast().reason()).startsWith("OutOfMemoryError: Java heap space");
        assertThat(rig.agent.reports("echo-0").getLast().state()).isEqualTo(TaskReport.State.KILLED);
        assertThat(rig.agent.reports("echo-0").getLast().reason())
                .startsWith("task greedy-0 failed with OutOfMemoryError: Java heap space");
    }

    @Test
    void endsWhenItsOwnThreadIsInterrupted() throws Exception {
        rig.with("echo", ECHO).start();
        rig.launch("echo", 0);

        rig.thread().interrupt();

        assertThat(rig.awaitExitCode()).isEqualTo(1);
        assertThat(rig.agent.states("echo-0")).containsExactly(TaskReport.State.RUNNING, TaskReport.State.KILLED);
    }

    @Test
    void secondInterruptSkipsTheGrace() throws Exception {
        rig.with("deaf", (in, out, args, env) -> awaitUninterruptibly()).start();
        rig.launch("deaf", 0);

        rig.thread().interrupt();
        await().until(() -> !rig.thread().isInterrupted());
        rig.thread().interrupt();

        assertThat(rig.awaitExitCode()).isEqualTo(1);
    }

    private void awaitUninterruptibly() {
        boolean waiting = true;
        while (waiting) {
            try {
                release.await();
                waiting = false;
            } catch (InterruptedException e) {
                waiting = release.getCount() > 0;
            }
        }
    }
}
