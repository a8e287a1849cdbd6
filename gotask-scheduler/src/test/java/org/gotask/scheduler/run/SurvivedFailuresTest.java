package org.gotask.scheduler.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gotask.FailureTolerance;
import org.gotask.Resources;
import org.gotask.SchedEvent;
import org.gotask.SchedulerFunction;
import org.gotask.TaskFailure;
import org.gotask.TaskMsg;
import org.gotask.TaskSpec;
import org.gotask.channel.ChannelClosedException;
import org.gotask.link.LinkConfig;
import org.gotask.link.LinkKind;
import org.gotask.scheduler.cluster.AgentLaunch;
import org.gotask.scheduler.cluster.TaskState;
import org.gotask.scheduler.cluster.TaskUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A spec states which failures of its tasks the run survives. */
class SurvivedFailuresTest {

    private static final String BOOM = "IllegalStateException: boom";

    private final BlockingQueue<SchedEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    /** Returns when all tasks have ended and all their messages were received. */
    private final SchedulerFunction reads = (in, out, reported) -> {
        Thread.ofVirtual().start(() -> reported.forEach(events::add));
        in.forEach(message -> received.add(message.taskName() + ": " + message.text()));
    };

    @Test
    void runCompletesAfterATaskHasFailedAndListsIt() throws InterruptedException {
        RunningRun running = RunningRun.start(reads, sweep(2, FailureTolerance.FAILED_TASKS));
        AgentLaunch launch = running.launch();
        FakeCluster.FakeTask failing =
                running.cluster.run(launch, launch.tasks().get(0));
        FakeCluster.FakeTask other = running.cluster.run(launch, launch.tasks().get(1));

        failing.out().send(TaskMsg.of("sweep-0", "last words"));
        failing.out().close();
        running.cluster.update("sweep-0", TaskState.FAILED, BOOM);
        awaitEvent(new SchedEvent.TaskFailed("sweep-0", BOOM));
        other.out().send(TaskMsg.of("sweep-1", "result"));
        other.out().close();
        running.cluster.update("sweep-1", TaskState.FINISHED, "");

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
        assertThat(running.survivedFailures()).containsExactly(new TaskFailure("sweep-0", BOOM));
        assertThat(received).containsExactlyInAnyOrder("sweep-0: last words", "sweep-1: result");
    }

    @Test
    void runCompletesEvenIfAllItsTasksFail() throws InterruptedException {
        RunningRun running = RunningRun.start(reads, sweep(2, FailureTolerance.FAILED_TASKS));
        AgentLaunch launch = running.launch();
        running.cluster.run(launch, launch.tasks().get(0)).out().close();
        // the executor refuses the second, which therefore never signals the end of its messages

        running.cluster.update("sweep-0", TaskState.FAILED, BOOM);
        running.cluster.update("sweep-1", TaskState.FAILED, "no task function is registered as 'sweep'");

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
        assertThat(running.survivedFailures()).extracting(TaskFailure::taskName).containsExactly("sweep-0", "sweep-1");
    }

    @Test
    void messageToATaskThatHasFailedIsRefusedByItsName() throws InterruptedException {
        BlockingQueue<String> refused = new LinkedBlockingQueue<>();
        RunningRun running = RunningRun.start(
                (in, out, reported) -> {
                    for (SchedEvent event : reported) {
                        if (event instanceof SchedEvent.TaskFailed) {
                            break;
                        }
                    }
                    try {
                        out.send(TaskMsg.of("sweep-0", "hello"));
                    } catch (ChannelClosedException e) {
                        refused.add(String.valueOf(e.getMessage()));
                    }
                },
                sweep(1, FailureTolerance.FAILED_TASKS));
        running.launch();

        running.cluster.update("sweep-0", TaskState.FAILED, BOOM);

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
        assertThat(refused).singleElement().asString().contains("sweep-0");
    }

    @Test
    void failureAfterTheSchedulerFunctionHasReturnedIsSurvivedToo() throws InterruptedException {
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT, (in, out, reported) -> {}, sweep(1, FailureTolerance.FAILED_TASKS));
        AgentLaunch launch = running.launch();
        FakeCluster.FakeTask task = running.cluster.run(launch, launch.tasks().get(0));
        task.in().receiveOrClosed(); // closed when the scheduler function has returned

        running.cluster.update("sweep-0", TaskState.FAILED, BOOM);

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
        assertThat(running.survivedFailures()).containsExactly(new TaskFailure("sweep-0", BOOM));
    }

    @Test
    void allTasksOfALostAgentAreListedAlthoughTheirLossEndsTheRun() throws InterruptedException {
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT, (in, out, reported) -> {}, sweep(2, FailureTolerance.LOST_EXECUTORS));
        AgentLaunch launch = running.launch();
        FakeCluster.FakeTask task = running.cluster.run(launch, launch.tasks().get(0));
        running.cluster.run(launch, launch.tasks().get(1));
        task.in().receiveOrClosed(); // closed when the scheduler function has returned

        running.cluster.listener().agentLost("a");

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
        assertThat(running.survivedFailures()).extracting(TaskFailure::taskName).containsExactly("sweep-0", "sweep-1");
    }

    @Test
    void failureOfATaskWithoutToleranceFailsTheRunWhichStillListsTheOthers() throws InterruptedException {
        RunningRun running =
                RunningRun.start(reads, sweep(1, FailureTolerance.FAILED_TASKS), TaskSpec.of("clock", 1, small()));
        running.launch();

        running.cluster.update("sweep-0", TaskState.FAILED, BOOM);
        running.cluster.update("clock-0", TaskState.FAILED, "stopped");

        assertThat(running.awaitFailure()).contains("task clock-0").endsWith("failed: stopped");
        assertThat(running.survivedFailures()).containsExactly(new TaskFailure("sweep-0", BOOM));
    }

    @Test
    void endOfTheOtherTasksAfterAFailureOfTheRunIsNoSurvivedFailure() throws InterruptedException {
        RunningRun running =
                RunningRun.start(reads, sweep(1, FailureTolerance.LOST_EXECUTORS), TaskSpec.of("clock", 1, small()));
        running.launch();

        running.cluster.update("clock-0", TaskState.FAILED, "stopped");
        running.cluster.update("sweep-0", TaskState.KILLED, "killed on request of the scheduler");

        assertThat(running.awaitFailure()).endsWith("failed: stopped");
        assertThat(running.survivedFailures()).isEmpty();
    }

    /** A task of an executor that has ended is reported by its agent, in one of these states. */
    @ParameterizedTest
    @EnumSource(
            value = TaskState.class,
            names = {"FAILED", "KILLED", "LOST"})
    void lossOfAnExecutorFailsTheRunUnlessStated(TaskState state) throws InterruptedException {
        RunningRun running = RunningRun.start(reads, sweep(1, FailureTolerance.FAILED_TASKS));
        running.launch();

        running.cluster.listener().updated(TaskUpdate.ofCluster("sweep-0", state, "Executor terminated"));

        assertThat(running.awaitFailure()).endsWith("Executor terminated");
        assertThat(running.survivedFailures()).isEmpty();
    }

    @Test
    void killedExecutorFailsTheRunUnlessStated() throws InterruptedException {
        RunningRun running = RunningRun.start(reads, sweep(2, FailureTolerance.FAILED_TASKS));
        AgentLaunch launch = running.launch();

        running.cluster.listener().executorLost(launch.executorAddress(), "it was killed by signal 9");

        assertThat(running.awaitFailure())
                .isEqualTo("executor executor-0 on agent a was lost: it was killed by signal 9;"
                        + " its tasks: sweep-0, sweep-1");
    }

    @Test
    void killedExecutorIsSurvivedIfTheSpecStatesSo() throws InterruptedException {
        RunningRun running = RunningRun.start(reads, sweep(2, FailureTolerance.LOST_EXECUTORS));
        AgentLaunch launch = running.launch();
        FakeCluster.FakeTask task = running.cluster.run(launch, launch.tasks().get(0));
        task.out().send(TaskMsg.of("sweep-0", "last words"));
        assertThat(received.poll(1, TimeUnit.MINUTES)).isEqualTo("sweep-0: last words");

        running.cluster.listener().executorLost(launch.executorAddress(), "it was killed by signal 9");

        String cause = "executor executor-0 on agent a was lost: it was killed by signal 9";
        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
        assertThat(running.survivedFailures())
                .containsExactly(new TaskFailure("sweep-0", cause), new TaskFailure("sweep-1", cause));
        awaitEvent(new SchedEvent.TaskLost("sweep-1", cause));
    }

    @Test
    void lostAgentIsSurvivedOnlyIfAllItsTasksTolerateIt() throws InterruptedException {
        RunningRun tolerant = RunningRun.start(reads, sweep(1, FailureTolerance.LOST_EXECUTORS));
        tolerant.launch();
        RunningRun mixed =
                RunningRun.start(reads, sweep(1, FailureTolerance.LOST_EXECUTORS), TaskSpec.of("clock", 1, small()));
        mixed.launch();

        tolerant.cluster.listener().agentLost("a");
        mixed.cluster.listener().agentLost("a");

        assertThat(tolerant.awaitEnd()).isEqualTo(new RunResult.Completed());
        assertThat(tolerant.survivedFailures()).containsExactly(new TaskFailure("sweep-0", "agent a was lost"));
        assertThat(mixed.awaitFailure()).isEqualTo("agent a was lost; its tasks: sweep-0, clock-0");
    }

    @Test
    void failedLinkIsSurvivedIfTheSpecStatesSo() throws InterruptedException {
        RunSettings quick = RunningRun.QUICK;
        RunSettings reliable = new RunSettings(
                quick.offerTimeout(),
                quick.offerHold(),
                quick.reportInterval(),
                quick.stopTimeout(),
                quick.grace(),
                quick.drainTimeout(),
                LinkConfig.of(LinkKind.RELIABLE));
        RunningRun running = RunningRun.start(reliable, reads, sweep(2, FailureTolerance.LOST_EXECUTORS));
        running.launch();

        // an executor with another kind of link, which fails this one at once
        byte[] announcement = LinkKind.MESOSGOT.announcement();
        running.cluster.listener().updated(new TaskUpdate("sweep-0", TaskState.RUNNING, "", announcement));

        assertThat(List.of(running.cluster.awaitKilled(), running.cluster.awaitKilled()))
                .containsExactlyInAnyOrder("sweep-0", "sweep-1");
        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
        assertThat(running.survivedFailures())
                .hasSize(2)
                .allMatch(failure -> failure.reason().startsWith("link to executor-0 on agent a failed"));
    }

    private void awaitEvent(SchedEvent expected) throws InterruptedException {
        for (SchedEvent event = null; !expected.equals(event); ) {
            event = events.poll(1, TimeUnit.MINUTES);
            assertThat(event).as("the event " + expected).isNotNull();
        }
    }

    private static TaskSpec sweep(int count, FailureTolerance tolerance) {
        return TaskSpec.of("sweep", count, small()).withTolerance(tolerance);
    }

    private static Resources small() {
        return Resources.of("cpus", 0.1, "mem", 32);
    }
}
