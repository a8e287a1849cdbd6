package org.gotask.scheduler.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.gotask.Agent;
import org.gotask.SchedEvent;
import org.gotask.SchedulerFunction;
import org.gotask.scheduler.cluster.AgentLaunch;
import org.gotask.scheduler.cluster.TaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any failure ends everything, with the first cause as the outcome. */
class FailuresOfARunTest {

    private static final SchedulerFunction READS_UNTIL_THE_END = (in, out, events) -> in.forEach(message -> {});

    @ParameterizedTest
    @CsvSource({"FAILED, failed", "KILLED, was killed", "LOST, was lost"})
    void taskThatFailsIsKilledOrLostFailsTheRun(TaskState state, String words) throws InterruptedException {
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(2));
        running.launch();

        running.cluster.update("worker-1", state, "IllegalStateException: boom");

        assertThat(running.cluster.awaitKilled()).isEqualTo("worker-0");
        running.cluster.update("worker-0", TaskState.KILLED, "");
        assertThat(running.awaitFailure())
                .isEqualTo("task worker-1 (executor-0 on agent a, host host-a) " + words
                        + ": IllegalStateException: boom");
        assertThat(running.cluster.isClosed()).isTrue();
    }

    @Test
    void cancelledRunAcceptsNoNewConnections() throws InterruptedException {
        RunningRun running = RunningRun.start(RunningRun.PATIENT, READS_UNTIL_THE_END, RunningRun.workers(1));
        running.launch();
        assertThat(running.cluster.isAccepting()).isTrue();
        assertThat(running.portsClosed).isFalse();

        running.cancel("stopped by a signal");

        assertThat(running.cluster.awaitKilled()).isEqualTo("worker-0");
        assertThat(running.cluster.isAccepting()).isFalse();
        assertThat(running.portsClosed).isTrue();
        running.cluster.update("worker-0", TaskState.KILLED, "");
        assertThat(running.awaitFailure()).isEqualTo("stopped by a signal");
    }

    @Test
    void masterThatComesBackIsAskedForTheTasksSoThatLostOnesFailTheRun() throws InterruptedException {
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(2));
        AgentLaunch launch = running.launch();
        running.cluster.run(launch, launch.tasks().get(1));
        running.cluster.update("worker-1", TaskState.FINISHED, "");

        running.cluster.listener().disconnected();
        running.cluster.listener().reregistered("master@127.0.0.1:5051");

        assertThat(running.cluster.awaitReconciled()).isEqualTo(Map.of("worker-0", "a"));
        running.cluster.update("worker-0", TaskState.LOST, "Task is unknown");
        assertThat(running.awaitFailure()).endsWith("was lost: Task is unknown");
    }

    @Test
    void interruptedRunEndsBeforeItReturnsAndNothingIsStartedAfterIt() throws InterruptedException {
        CountDownLatch functionEnded = new CountDownLatch(1);
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT,
                (in, out, events) -> {
                    in.forEach(message -> {});
                    functionEnded.countDown();
                },
                RunningRun.workers(1));
        running.launch();

        running.interrupt();
        assertThat(running.cluster.awaitKilled()).isEqualTo("worker-0");
        running.cluster.update("worker-0", TaskState.KILLED, "");

        running.awaitInterrupted();
        assertThat(functionEnded.getCount()).isZero();
        assertThat(running.cluster.isClosed()).isTrue();
    }

    @Test
    void schedulerFunctionThatThrowsFailsTheRun() throws InterruptedException {
        RunningRun running = RunningRun.start(
                (in, out, events) -> {
                    throw new IllegalStateException("no riders");
                },
                RunningRun.workers(1));
        running.launch();

        assertThat(running.cluster.awaitKilled()).isEqualTo("worker-0");
        running.cluster.update("worker-0", TaskState.KILLED, "");
        assertThat(running.awaitFailure())
                .matches("the scheduler function failed: IllegalStateException: no riders"
                        + " \\(FailuresOfARunTest.java:\\d+\\)");
    }

    @Test
    void rootCauseOfAFailedSchedulerFunctionIsNamed() throws InterruptedException {
        RunningRun running = RunningRun.start(
                (in, out, events) -> {
                    throw new UncheckedIOException("could not load table", new NoSuchFileException("/data/t"));
                },
                RunningRun.workers(1));
        running.launch();

        assertThat(running.awaitFailure())
                .startsWith("the scheduler function failed: UncheckedIOException: could not load table;"
                        + " caused by NoSuchFileException: /data/t (FailuresOfARunTest.java:");
    }

    @Test
    void lackOfMemoryIsNamedWithTheSettingThatRaisesIt() throws InterruptedException {
        RunningRun running = RunningRun.start(
                (in, out, events) -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                RunningRun.workers(1));
        running.launch();

        assertThat(running.awaitFailure())
                .startsWith("the scheduler function failed: OutOfMemoryError: Java heap space (")
                .contains("-Xmx");
    }

    @Test
    void outputOfTheTasksOfAFailedRunIsKept() throws InterruptedException {
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(1));
        running.launch();

        running.cluster.update("worker-0", TaskState.FAILED, "boom");

        assertThat(running.awaitEnd())
                .isEqualTo(new RunResult.Failed(
                        "task worker-0 (executor-0 on agent a, host host-a) failed: boom",
                        Optional.of(FakeCluster.OUTPUT)));
    }

    @Test
    void outputOfTheTasksOfAStoppedRunIsNotKept() throws InterruptedException {
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(1));
        running.launch();

        running.cancel("stopped by a signal");

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Stopped("stopped by a signal"));
        assertThat(running.cluster.isOutputKept()).isFalse();
    }

    @Test
    void outputIsNotKeptIfNothingWasLaunched() throws InterruptedException {
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(1));

        running.cluster.listener().error("Mesos: Framework has been removed");

        running.awaitFailure();
        assertThat(running.cluster.isOutputKept()).isFalse();
    }

    @Test
    void hurriedRunDoesNotWaitForItsFunctionAndTasks() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        RunningRun running =
                RunningRun.start(RunningRun.PATIENT, (in, out, events) -> never.await(), RunningRun.workers(1));
        running.launch();

        running.cancel("stopped by a signal");
        running.hurry();

        assertThat(running.awaitFailure()).isEqualTo("stopped by a signal");
    }

    @Test
    void tasksThatDoNotReturnAreNamedAfterAWhile() throws InterruptedException {
        RunningRun running = RunningRun.start(RunningRun.PATIENT, (in, out, events) -> {}, RunningRun.workers(2));
        AgentLaunch launch = running.launch();
        running.cluster.run(launch, launch.tasks().get(0)).out().close();
        running.cluster.update("worker-0", TaskState.FINISHED, "");

        Awaitility.await().until(() -> !running.console.isEmpty());
        assertThat(running.console)
                .containsExactly("waiting for tasks to return: worker-1; their `in` has ended, and the run fails"
                        + " 3600.0 s after that");
        running.cancel("enough");
        running.hurry();
        running.awaitFailure();
    }

    @Test
    void firstCauseIsTheOutcomeHoweverManyFollow() throws InterruptedException {
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(2));
        AgentLaunch launch = running.launch();

        running.cluster.update("worker-0", TaskState.FAILED, "first");
        running.cluster.update("worker-1", TaskState.FAILED, "second");
        running.cluster.listener().executorLost(launch.executorAddress(), "third");

        assertThat(running.awaitFailure()).endsWith("failed: first");
    }

    @Test
    void tasksThatDoNotEndWhenKilledHoldTheRunNoLongerThanItsGrace() throws InterruptedException {
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(1));
        running.launch();

        running.cancel("stopped by a signal");

        assertThat(running.awaitFailure()).isEqualTo("stopped by a signal");
    }

    @Test
    void schedulerFunctionThatDoesNotEndIsInterruptedAndThenLeft() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        RunningRun running = RunningRun.start(
                (in, out, events) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        never.await();
                    }
                },
                RunningRun.workers(1));
        running.launch();

        running.cluster.update("worker-0", TaskState.FAILED, "boom");

        assertThat(running.awaitFailure()).endsWith("boom");
        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void tasksThatDoNotReturnWhenTheirInputIsClosedFailTheRun() throws InterruptedException {
        RunSettings hasty = new RunSettings(
                Optional.empty(),
                Duration.ofMillis(200),
                Duration.ofSeconds(60),
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                RunningRun.QUICK.link());
        RunningRun running = RunningRun.start(hasty, (in, out, events) -> {}, RunningRun.workers(2));
        running.launch();

        assertThat(running.awaitFailure())
                .startsWith("tasks have not ended 0.2 s after the scheduler function returned: worker-0, worker-1");
    }

    @Test
    void messagesThatAreLostOnTheWayFromAFinishedTaskFailTheRunInsteadOfHangingIt() throws InterruptedException {
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(1));
        AgentLaunch launch = running.launch();
        running.cluster.run(launch, launch.tasks().getFirst());

        running.cluster.update("worker-0", TaskState.FINISHED, "");

        assertThat(running.awaitFailure())
                .isEqualTo("messages were lost on the way from tasks that have finished: worker-0");
    }

    @Test
    void engineThatGivesUpFailsTheRunAtOnceAlsoBeforeALaunch() throws InterruptedException {
        RunningRun running = RunningRun.start(READS_UNTIL_THE_END, RunningRun.workers(1));

        running.cluster.listener().error("Mesos: Framework has been removed");

        assertThat(running.awaitFailure()).isEqualTo("Mesos: Framework has been removed");
    }

    @Test
    void eventsTellTheWholeStoryInOrderFromTheRegistrationOn() throws InterruptedException {
        List<SchedEvent> heard = new ArrayList<>();
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT, (in, out, events) -> events.forEach(heard::add), RunningRun.workers(1));
        running.cluster.listener().disconnected();
        running.cluster.listener().reregistered("master@127.0.0.1:5051");
        running.cluster.listener().rescinded("o0");
        AgentLaunch launch = running.launch();
        running.cluster.run(launch, launch.tasks().getFirst());
        running.cluster.update("worker-0", TaskState.FAILED, "boom");
        running.awaitFailure();

        assertThat(heard)
                .containsExactly(
                        new SchedEvent.Registered("framework-0", "master@127.0.0.1:5050"),
                        new SchedEvent.Disconnected(),
                        new SchedEvent.Reregistered("master@127.0.0.1:5051"),
                        new SchedEvent.OfferRescinded("o0"),
                        new SchedEvent.TaskLaunched("worker-0", new Agent("a", "host-a")),
                        new SchedEvent.TaskRunning("worker-0"),
                        new SchedEvent.TaskFailed("worker-0", "boom"),
                        new SchedEvent.Shutdown("task worker-0 (executor-0 on agent a, host host-a) failed: boom"));
    }

    @Test
    void schedulerFunctionThatNeverReadsItsEventsHoldsNothingUp() throws InterruptedException {
        // mesosgot's driver blocked after 512
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT,
                (in, out, events) -> {
                    in.forEach(message -> {});
                    done.add("done");
                },
                RunningRun.workers(1));
        AgentLaunch launch = running.launch();
        for (int i = 0; i < 5_000; i++) {
            running.cluster.listener().rescinded("o" + i);
        }

        running.cluster.run(launch, launch.tasks().getFirst()).out().close();
        running.cluster.update("worker-0", TaskState.FINISHED, "");

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
        assertThat(done).containsExactly("done");
    }

    @Test
    void repeatedUpdatesChangeNothing() throws InterruptedException {
        RunningRun running = RunningRun.start(RunningRun.PATIENT, READS_UNTIL_THE_END, RunningRun.workers(2));
        AgentLaunch launch = running.launch();
        running.cluster.run(launch, launch.tasks().get(0)).out().close();
        running.cluster.update("worker-0", TaskState.FINISHED, "");
        running.cluster.update("worker-0", TaskState.RUNNING, "");
        running.cluster.update("worker-0", TaskState.FAILED, "an echo");
        running.cluster.update("nobody-0", TaskState.FAILED, "a stranger");

        running.cluster.run(launch, launch.tasks().get(1)).out().close();
        running.cluster.update("worker-1", TaskState.FINISHED, "");

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
    }
}
