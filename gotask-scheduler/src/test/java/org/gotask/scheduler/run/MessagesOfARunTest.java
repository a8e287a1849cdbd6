package org.gotask.scheduler.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.gotask.SchedEvent;
import org.gotask.TaskMsg;
import org.gotask.channel.ChannelClosedException;
import org.gotask.channel.Received;
import org.gotask.scheduler.cluster.AgentLaunch;
import org.gotask.scheduler.cluster.TaskState;
import org.gotask.scheduler.run.FakeCluster.FakeTask;
import org.junit.jupiter.api.Test;

/** Messages between the scheduler function and the tasks. */
class MessagesOfARunTest {

    private final CountDownLatch proceed = new CountDownLatch(1);

    @Test
    void messagesQueuedWhenTheSchedulerFunctionReturnsAreDeliveredBeforeTheClose() throws InterruptedException {
        // mesosgot lost 501 of 501
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT,
                (in, out, events) -> {
                    for (int i = 0; i < 500; i++) {
                        out.send(TaskMsg.of("worker-0", "message " + i));
                    }
                },
                RunningRun.workers(1));
        FakeTask task = launchOne(running);

        List<String> received = new ArrayList<>();
        for (TaskMsg message : task.in()) {
            received.add(message.text());
        }

        assertThat(received)
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "message " + i).toList());
        end(running, task);
    }

    @Test
    void aSchedulerFunctionWithAContextSeesItsTasksAndTheirChannels() throws InterruptedException {
        BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
        RunningRun running = RunningRun.startWithContext(
                RunningRun.PATIENT,
                run -> {
                    for (String name : run.taskNames("worker")) {
                        run.out().send(TaskMsg.of(name, "to " + name));
                    }
                    seen.add(run.taskNames());
                    seen.add(run.specs());
                    seen.add(run.events().receive());
                },
                RunningRun.workers(1));
        FakeTask task = launchOne(running);

        assertThat(task.in().receive()).isEqualTo(TaskMsg.of("worker-0", "to worker-0"));
        assertThat(seen.take()).isEqualTo(List.of("worker-0"));
        assertThat(seen.take()).isEqualTo(List.of(RunningRun.workers(1)));
        assertThat(seen.take()).isInstanceOf(SchedEvent.Registered.class);
        end(running, task);
    }

    @Test
    void messageToATaskThatIsNotRunningYetIsDeliveredWhenItDoes() throws InterruptedException {
        // mesosgot dropped it silently, or crashed
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT,
                (in, out, events) -> {
                    out.send(TaskMsg.of("worker-0", "early"));
                    proceed.await();
                },
                RunningRun.workers(1));
        running.cluster.offer("o", "a", 4, 999);
        AgentLaunch launch = running.cluster.awaitLaunch();

        FakeTask task = running.cluster.run(launch, launch.tasks().getFirst());

        assertThat(task.in().receive(Duration.ofSeconds(60)))
                .isEqualTo(new Received.Value<>(TaskMsg.of("worker-0", "early")));
        proceed.countDown();
        end(running, task);
    }

    @Test
    void messageToAnUnknownTaskIsRefusedNamingTheTasksThereAre() throws InterruptedException {
        // mesosgot crashed
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT,
                (in, out, events) -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> out.send(TaskMsg.of("wroker-0", "x")))
                        .withMessage("no task of this run is called 'wroker-0'; its tasks are worker-0 … worker-1"),
                RunningRun.workers(2));
        running.cluster.offer("o", "a", 4, 999);
        AgentLaunch launch = running.cluster.awaitLaunch();
        FakeTask first = running.cluster.run(launch, launch.tasks().get(0));
        FakeTask second = running.cluster.run(launch, launch.tasks().get(1));

        first.out().close();
        running.cluster.update("worker-0", TaskState.FINISHED, "");
        end(running, second);
    }

    @Test
    void messageToATaskThatHasEndedIsRefusedNamingIt() throws InterruptedException {
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT,
                (in, out, events) -> {
                    proceed.await();
                    assertThatExceptionOfType(ChannelClosedException.class)
                            .isThrownBy(() -> out.send(TaskMsg.of("worker-0", "too late")))
                            .withMessageContaining("worker-0")
                            .withMessageContaining("the task has ended");
                },
                RunningRun.workers(1));
        FakeTask task = launchOne(running);
        task.out().close();
        running.cluster.update("worker-0", TaskState.FINISHED, "");
        awaitEvent(running);

        proceed.countDown();

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
    }

    /** Steps of a run are in order, so when a later step had its effect, the earlier ones had theirs. */
    private static void awaitEvent(RunningRun running) throws InterruptedException {
        running.cluster.offer("barrier", "b", 1, 1);
        assertThat(running.cluster.awaitDeclined()).isEqualTo("barrier");
    }

    @Test
    void oversizedMessageIsRefusedNamingTaskAndSizes() throws InterruptedException {
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT,
                (in, out, events) -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> out.send(TaskMsg.of("worker-0", new byte[(1 << 20) + 1])))
                        .withMessageContaining("task=worker-0, sizeBytes=1048577, maxBytes=1048576"),
                RunningRun.workers(1));

        end(running, launchOne(running));
    }

    @Test
    void oneTaskThatNeverReadsHoldsUpNobodyElse() throws InterruptedException {
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT,
                (in, out, events) -> {
                    for (int i = 0; i < 250; i++) {
                        out.send(TaskMsg.of("worker-0", "unread"));
                    }
                    out.send(TaskMsg.of("worker-1", "read"));
                    proceed.await();
                },
                RunningRun.workers(2));
        running.cluster.offer("o", "a", 4, 999);
        AgentLaunch launch = running.cluster.awaitLaunch();
        FakeTask busy = running.cluster.run(launch, launch.tasks().get(0));
        FakeTask reading = running.cluster.run(launch, launch.tasks().get(1));

        assertThat(reading.in().receive(Duration.ofSeconds(60))).isInstanceOf(Received.Value.class);
        proceed.countDown();
        busy.out().close();
        running.cluster.update("worker-0", TaskState.FINISHED, "");
        end(running, reading);
    }

    @Test
    void inputEndsWhenAllTasksHaveEndedAndEverythingTheySentWasReceived() throws InterruptedException {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT,
                (in, out, events) -> {
                    for (TaskMsg message : in) {
                        received.add(message.taskName() + " " + message.text());
                    }
                },
                RunningRun.workers(2));
        running.cluster.offer("o", "a", 4, 999);
        AgentLaunch launch = running.cluster.awaitLaunch();
        for (var task : launch.tasks()) {
            FakeTask fake = running.cluster.run(launch, task);
            // the status overtakes the messages, as it may on a real cluster
            running.cluster.update(task.taskName(), TaskState.FINISHED, "");
            fake.out().send(TaskMsg.of(task.taskName(), "farewell"));
            fake.out().close();
        }

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
        assertThat(received).containsExactlyInAnyOrder("worker-0 farewell", "worker-1 farewell");
    }

    @Test
    void schedulerFunctionThatIsSlowToReadLosesNothing() throws InterruptedException {
        int count = 2_000; // more than the channel holds
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        RunningRun running = RunningRun.start(
                (in, out, events) -> {
                    proceed.await();
                    in.forEach(message -> received.add(message.text()));
                },
                RunningRun.workers(2));
        running.cluster.offer("o", "a", 4, 999);
        AgentLaunch launch = running.cluster.awaitLaunch();
        FakeTask signalled = running.cluster.run(launch, launch.tasks().get(0));
        FakeTask unsignalled = running.cluster.run(launch.executorAddress(), "worker-1", FakeCluster.OF_MESOSGOT);
        for (FakeTask task : List.of(signalled, unsignalled)) {
            for (int i = 0; i < count; i++) {
                task.out().send(TaskMsg.of(task.name(), "message " + i));
            }
            task.out().close();
            running.cluster.update(task.name(), TaskState.FINISHED, "");
        }

        // both watches over late messages have passed before the function begins to read
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(60))
                .until(() -> !running.isOver());
        proceed.countDown();

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
        assertThat(received).hasSize(2 * count);
    }

    @Test
    void inputEndsWithExecutorsOfMesosgotToo() throws InterruptedException {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        RunningRun running = RunningRun.start(
                RunningRun.PATIENT,
                (in, out, events) -> {
                    for (TaskMsg message : in) {
                        received.add(message.text());
                    }
                },
                RunningRun.workers(1));
        running.cluster.offer("o", "a", 4, 999);
        AgentLaunch launch = running.cluster.awaitLaunch();
        FakeTask task = running.cluster.run(launch.executorAddress(), "worker-0", FakeCluster.OF_MESOSGOT);
        task.out().send(TaskMsg.of("worker-0", "farewell"));
        running.cluster.update("worker-0", TaskState.FINISHED, "");

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
        assertThat(received).containsExactly("farewell");
    }

    @Test
    void tasksOfMesosgotAreKilledWhenTheSchedulerFunctionReturnsForTheyHearOfTheCloseInNoOtherWay()
            throws InterruptedException {
        RunningRun running = RunningRun.start(RunningRun.PATIENT, (in, out, events) -> {}, RunningRun.workers(1));
        running.cluster.offer("o", "a", 4, 999);
        AgentLaunch launch = running.cluster.awaitLaunch();
        running.cluster.run(launch.executorAddress(), "worker-0", FakeCluster.OF_MESOSGOT);

        assertThat(running.cluster.awaitKilled()).isEqualTo("worker-0");
        running.cluster.update("worker-0", TaskState.KILLED, "");

        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
    }

    private static FakeTask launchOne(RunningRun running) throws InterruptedException {
        running.cluster.offer("o", "a", 4, 999);
        AgentLaunch launch = running.cluster.awaitLaunch();
        return running.cluster.run(launch, launch.tasks().getFirst());
    }

    /** Plays a task that returns when its input ends, and expects the run to complete. */
    private static void end(RunningRun running, FakeTask task) throws InterruptedException {
        task.in().forEach(message -> {});
        task.out().close();
        running.cluster.update(task.name(), TaskState.FINISHED, "");
        assertThat(running.awaitEnd()).isEqualTo(new RunResult.Completed());
        assertThat(running.cluster.isClosed()).isTrue();
    }
}
