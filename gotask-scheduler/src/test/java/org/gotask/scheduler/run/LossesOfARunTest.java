package org.gotask.scheduler.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gotask.Agent;
import org.gotask.SchedEvent;
import org.gotask.SchedulerFunction;
import org.gotask.scheduler.cluster.AgentLaunch;
import org.gotask.scheduler.cluster.ExecutorAddress;
import org.gotask.scheduler.cluster.TaskState;
import org.gotask.scheduler.cluster.TaskUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loss of an executor or agent ends the run with one line, which names it and the tasks lost with it. */
class LossesOfARunTest {

    private static final SchedulerFunction READS_UNTIL_THE_END = (in, out, events) -> in.forEach(message -> {});

    @Test
    void killedExecutorFailsTheRunNamingExecutorAndAgent() throws InterruptedException {
        // mesosgot hung forever
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(2));
        AgentLaunch launch = running.launch();

        running.cluster.listener().executorLost(launch.executorAddress(), "it was killed by signal 9");

        assertThat(running.awaitFailure())
                .isEqualTo("executor executor-0 on agent a was lost: it was killed by signal 9;"
                        + " its tasks: worker-0, worker-1");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void lossOfAnExecutorIsOneLineInWhateverOrderItIsReported(boolean executorFirst) throws InterruptedException {
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(2));
        AgentLaunch launch = running.launch();

        if (executorFirst) {
            running.cluster.listener().executorLost(launch.executorAddress(), "it was killed by signal 9");
        }
        for (String task : List.of("worker-0", "worker-1")) {
            running.cluster
                    .listener()
                    .updated(new TaskUpdate(task, TaskState.FAILED, "", TaskUpdate.Cause.EXECUTOR_ENDED, new byte[0]));
        }
        if (!executorFirst) {
            running.cluster.listener().executorLost(launch.executorAddress(), "it was killed by signal 9");
        }

        assertThat(running.awaitFailure())
                .isEqualTo("executor executor-0 on agent a was lost: it was killed by signal 9;"
                        + " its tasks: worker-0, worker-1");
    }

    @Test
    void lossOfAnExecutorWithManyTasksNamesTheFirstOnes() throws InterruptedException {
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(30));
        AgentLaunch launch = running.launch();

        running.cluster.listener().executorLost(launch.executorAddress(), "it was killed by signal 9");

        assertThat(running.awaitFailure())
                .endsWith("its tasks: worker-0, worker-1, worker-2, worker-3, worker-4, worker-5, worker-6, worker-7,"
                        + " worker-8, worker-9 and 20 more");
    }

    @Test
    void whatATaskSaysOfTheEndOfItsExecutorIsPartOfTheCause() throws InterruptedException {
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(2));
        AgentLaunch launch = running.launch();

        running.cluster.listener().executorLost(launch.executorAddress(), "it exited with status 1");
        running.cluster.update("worker-0", TaskState.FAILED, "Unable to access jarfile app.jar");

        assertThat(running.awaitFailure())
                .isEqualTo("executor executor-0 on agent a was lost: it exited with status 1:"
                        + " Unable to access jarfile app.jar; its tasks: worker-0, worker-1");
    }

    @Test
    void lostAgentFailsTheRun() throws InterruptedException {
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(2));
        running.launch();

        running.cluster.listener().agentLost("a");

        assertThat(running.awaitFailure()).isEqualTo("agent a was lost; its tasks: worker-0, worker-1");
    }

    @Test
    void eventsOfALaunchAndOfALossNameTheSameAgent() throws InterruptedException {
        List<SchedEvent> heard = new ArrayList<>();
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT, (in, out, events) -> events.forEach(heard::add), RunningRun.workers(1));
        AgentLaunch launch = running.launch();
        running.cluster.listener().agentLost("another");
        running.cluster.listener().executorLost(launch.executorAddress(), "it was killed by signal 9");
        running.cluster.listener().agentLost("a");
        running.awaitFailure();

        Agent agent = new Agent("a", "host-a");
        assertThat(heard)
                .contains(
                        new SchedEvent.TaskLaunched("worker-0", agent),
                        new SchedEvent.AgentLost(new Agent("another", "")),
                        new SchedEvent.ExecutorLost("executor-0", agent, "it was killed by signal 9"),
                        new SchedEvent.AgentLost(agent));
    }

    @Test
    void executorsAndAgentsThatHoldNoTaskOfTheRunMayGo() throws InterruptedException {
        RunningRun running = RunningRun.start(RunningRun.PATIENT, READS_UNTIL_THE_END, RunningRun.workers(1));
        AgentLaunch launch = running.launch();

        running.cluster.listener().agentLost("another");
        running.cluster.listener().executorLost(new ExecutorAddress("executor-0", "another"), "it ended");
        FakeCluster.FakeTask task = running.cluster.run(launch, launch.tasks().getFirst());
        running.cluster.update("worker-0", TaskState.FINISHED, "");
        running.cluster.listener().executorLost(launch.executorAddress(), "it exited with status 0");
        task.out().close();

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
    }
}
