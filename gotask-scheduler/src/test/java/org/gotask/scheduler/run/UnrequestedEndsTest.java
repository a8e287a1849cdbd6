package org.gotask.scheduler.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.gotask.SchedulerFunction;
import org.gotask.scheduler.cluster.AgentLaunch;
import org.gotask.scheduler.cluster.ExecutorAddress;
import org.gotask.scheduler.cluster.TaskState;
import org.gotask.scheduler.cluster.TaskUpdate;
import org.gotask.scheduler.run.FakeCluster.FakeTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of a task that the run did not request fails the run, whatever its state, and in every phase. */
class UnrequestedEndsTest {

    /** The situation of the run and its task when the task ends. */
    enum Situation {
        /** The task was launched, and does not run yet. */
        LAUNCHED,
        /** The task runs, and the scheduler function as well. */
        RUNNING,
        /** The scheduler function has returned before the task ran. */
        RETURNED_BEFORE,
        /** The scheduler function has returned, and the task still runs. */
        RETURNED
    }

    private final CountDownLatch proceed = new CountDownLatch(1);

    @AfterEach
    void letTheFunctionReturn() {
        proceed.countDown();
    }

    @ParameterizedTest
    @CsvSource({
        "FINISHED, LAUNCHED,        ended before it ran; its executor is not one of GoTask or is faulty",
        "FAILED,   LAUNCHED,        failed: why",
        "KILLED,   LAUNCHED,        was killed: why",
        "LOST,     LAUNCHED,        was lost: why",
        "FAILED,   RUNNING,         failed: why",
        "KILLED,   RUNNING,         was killed: why",
        "LOST,     RUNNING,         was lost: why",
        "FINISHED, RETURNED_BEFORE, ended before it ran; its executor is not one of GoTask or is faulty",
        "FAILED,   RETURNED_BEFORE, failed: why",
        "KILLED,   RETURNED_BEFORE, was killed: why",
        "LOST,     RETURNED_BEFORE, was lost: why",
        "FAILED,   RETURNED,        failed: why",
        "KILLED,   RETURNED,        was killed: why",
        "LOST,     RETURNED,        was lost: why"
    })
    void failsTheRun(TaskState state, Situation situation, String text) throws InterruptedException {
        RunningRun running = RunningRun.start(RunningRun.PATIENT, function(situation), RunningRun.workers(1));
        bring(running, situation);

        running.cluster.update("worker-0", state, "why");
        proceed.countDown();

        assertThat(running.awaitFailure()).isEqualTo("task worker-0 (executor-0 on agent a, host host-a) " + text);
    }

    @ParameterizedTest
    @CsvSource({"RUNNING", "RETURNED"})
    void returnOfATaskThatHasRunIsNoFailure(Situation situation) throws InterruptedException {
        RunningRun running = RunningRun.start(RunningRun.PATIENT, function(situation), RunningRun.workers(1));
        FakeTask task = bring(running, situation).orElseThrow();

        task.out().close();
        running.cluster.update("worker-0", TaskState.FINISHED, "");
        proceed.countDown();

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
    }

    @ParameterizedTest
    @CsvSource({"FINISHED", "FAILED", "KILLED", "LOST"})
    void reportOnATaskThatIsNotLaunchedIsIgnored(TaskState state) throws InterruptedException {
        RunningRun running = RunningRun.start(RunningRun.PATIENT, (in, out, events) -> {}, RunningRun.workers(1));
        running.cluster.update("worker-0", state, "of another run");

        FakeTask task = bring(running, Situation.RETURNED).orElseThrow();
        task.out().close();
        running.cluster.update("worker-0", TaskState.FINISHED, "");

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
    }

    @ParameterizedTest
    @CsvSource({"RETURNED_BEFORE", "RETURNED"})
    void lossOfAnExecutorFailsTheRunAfterTheReturnOfTheFunction(Situation situation) throws InterruptedException {
        RunningRun running = RunningRun.start(RunningRun.PATIENT, function(situation), RunningRun.workers(1));
        bring(running, situation);

        running.cluster.listener().executorLost(new ExecutorAddress("executor-0", "a"), "it exited with status 0");

        assertThat(running.awaitFailure())
                .isEqualTo("executor executor-0 on agent a was lost: it exited with status 0; its tasks: worker-0");
    }

    /** The report on the executor itself may follow after the return of the function, or never. */
    @Test
    void lossOfAnExecutorFailsTheRunAlthoughTheFunctionReturnsAfterTheReportOnItsTask() throws InterruptedException {
        RunningRun running = RunningRun.start(RunningRun.PATIENT, function(Situation.RUNNING), RunningRun.workers(1));
        bring(running, Situation.RUNNING);

        running.cluster
                .listener()
                .updated(
                        new TaskUpdate("worker-0", TaskState.FAILED, "", TaskUpdate.Cause.EXECUTOR_ENDED, new byte[0]));
        proceed.countDown();

        assertThat(running.awaitFailure())
                .isEqualTo("executor executor-0 on agent a was lost: it ended; its tasks: worker-0");
    }

    @ParameterizedTest
    @CsvSource({"RETURNED_BEFORE", "RETURNED"})
    void lossOfAnAgentFailsTheRunAfterTheReturnOfTheFunction(Situation situation) throws InterruptedException {
        RunningRun running = RunningRun.start(RunningRun.PATIENT, function(situation), RunningRun.workers(1));
        bring(running, situation);

        running.cluster.listener().agentLost("a");

        assertThat(running.awaitFailure()).isEqualTo("agent a was lost; its tasks: worker-0");
    }

    @Test
    void endOfAnExecutorWhoseTasksReportTheirReturnLaterIsNoFailure() throws InterruptedException {
        RunningRun running = RunningRun.start(RunningRun.PATIENT, function(Situation.RETURNED), RunningRun.workers(1));
        FakeTask task = bring(running, Situation.RETURNED).orElseThrow();
        task.out().close();

        running.cluster.listener().executorLost(new ExecutorAddress("executor-0", "a"), "it exited with status 0");
        running.cluster.update("worker-0", TaskState.FINISHED, "");

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
    }

    @Test
    void killOfATaskOfMesosgotIsRequestedAlsoWhenTheFunctionClosesItsOutputItself() throws InterruptedException {
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT,
                (in, out, events) -> {
                    out.close();
                    proceed.await();
                },
                RunningRun.workers(1));
        running.cluster.offer("o", "a", 4, 999);
        AgentLaunch launch = running.cluster.awaitLaunch();
        running.cluster.run(launch.executorAddress(), "worker-0", FakeCluster.OF_MESOSGOT);

        assertThat(running.cluster.awaitKilled()).isEqualTo("worker-0");
        running.cluster.update("worker-0", TaskState.KILLED, "");
        proceed.countDown();

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
    }

    private SchedulerFunction function(Situation situation) {
        return switch (situation) {
            case LAUNCHED, RUNNING -> (in, out, events) -> proceed.await();
            case RETURNED_BEFORE, RETURNED -> (in, out, events) -> {};
        };
    }

    /** Brings a run to the situation; the task plays no part in it unless it runs there. */
    private static Optional<FakeTask> bring(RunningRun running, Situation situation) throws InterruptedException {
        running.cluster.offer("o", "a", 4, 999);
        AgentLaunch launch = running.cluster.awaitLaunch();
        Optional<FakeTask> task = Optional.empty();
        if (situation == Situation.RUNNING || situation == Situation.RETURNED) {
            task = Optional.of(running.cluster.run(launch, launch.tasks().getFirst()));
        }
        if (situation == Situation.RETURNED_BEFORE || situation == Situation.RETURNED) {
            Awaitility.await().until(() -> running.phase() == RunPhase.FINISHING);
        }
        return task;
    }
}
