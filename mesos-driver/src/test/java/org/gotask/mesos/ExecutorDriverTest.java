package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.AGENT_INFO;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.status;
import static org.gotask.mesos.Samples.task;
import static org.gotask.mesos.Samples.taskId;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.ReregisterExecutorMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The executor driver with its threads, against an agent that the test controls. */
class ExecutorDriverTest extends ExecutorDriverFixture {

    private static Message kill(String task) {
        return KillTaskMessage.newBuilder()
                .setFrameworkId(FRAMEWORK)
                .setTaskId(taskId(task))
                .build();
    }

    private static Message data(String text) {
        return FrameworkToExecutorMessage.newBuilder()
                .setFrameworkId(FRAMEWORK)
                .setExecutorId(EXECUTOR)
                .setSlaveId(AGENT)
                .setData(ByteString.copyFromUtf8(text))
                .build();
    }

    private static Message acknowledgement(StatusUpdate update) {
        return StatusUpdateAcknowledgementMessage.newBuilder()
                .setFrameworkId(FRAMEWORK)
                .setSlaveId(AGENT)
                .setTaskId(update.getStatus().getTaskId())
                .setUuid(update.getUuid())
                .build();
    }

    private static Message error() {
        return FrameworkErrorMessage.newBuilder().setMessage("no").build();
    }

    static Stream<String> callbackNames() {
        return RecordingExecutor.CALLBACKS.stream();
    }

    /** Makes the agent cause a callback. */
    private void provoke(String callback, Upid to) throws InterruptedException {
        switch (callback) {
            case "registered" -> {}
            case "disconnected" -> agentMessenger.breakLinks();
            case "reregistered" -> {
                agent.send(to, reconnect("agent-S0"));
                agent.send(to, reregistered());
            }
            case "launchTask" -> agent.send(to, run("t"));
            case "killTask" -> agent.send(to, kill("t"));
            case "frameworkMessage" -> agent.send(to, data("x"));
            case "shutdown" -> agent.send(to, ShutdownExecutorMessage.getDefaultInstance());
            case "error" -> agent.send(to, error());
            default -> throw new AssertionError(callback);
        }
    }

    @Test
    void callsInWrongStatusDoNothingButReturnIt() throws InterruptedException {
        assertThat(driver.sendStatusUpdate(status("t", TaskState.TASK_RUNNING))).isEqualTo(DriverStatus.NOT_STARTED);
        assertThat(driver.sendFrameworkMessage(ByteString.EMPTY)).isEqualTo(DriverStatus.NOT_STARTED);
        assertThat(driver.abort()).isEqualTo(DriverStatus.NOT_STARTED);
        assertThat(driver.stop()).isEqualTo(DriverStatus.NOT_STARTED);
        assertThat(driver.join()).isEqualTo(DriverStatus.NOT_STARTED);
        registered();
        assertThat(driver.start()).isEqualTo(DriverStatus.RUNNING);
        assertThat(driver.abort()).isEqualTo(DriverStatus.ABORTED);
        assertThat(driver.sendStatusUpdate(status("t", TaskState.TASK_RUNNING))).isEqualTo(DriverStatus.ABORTED);
        assertThat(driver.sendFrameworkMessage(ByteString.EMPTY)).isEqualTo(DriverStatus.ABORTED);
        assertThat(driver.start()).isEqualTo(DriverStatus.ABORTED);
        assertThat(driver.join()).isEqualTo(DriverStatus.ABORTED);
        assertThat(driver.stop()).isEqualTo(DriverStatus.ABORTED);
        assertThat(driver.sendStatusUpdate(status("t", TaskState.TASK_RUNNING))).isEqualTo(DriverStatus.STOPPED);
        assertThat(driver.sendFrameworkMessage(ByteString.EMPTY)).isEqualTo(DriverStatus.STOPPED);
        assertThat(driver.abort()).isEqualTo(DriverStatus.STOPPED);
        assertThat(driver.run()).isEqualTo(DriverStatus.STOPPED);
        assertThat(agent.rest()).isEmpty();
    }

    @Test
    void deliversEveryCallbackInOrder() throws InterruptedException {
        Upid to = registered();
        agent.send(to, run("a"));
        agent.send(to, kill("a"));
        agent.send(to, data("hello"));
        agentMessenger.breakLinks();
        assertThat(executor.next("launchTask").arguments()).containsExactly(task("a"));
        assertThat(executor.next("killTask").arguments()).containsExactly(taskId("a"));
        assertThat(executor.next("frameworkMessage").arguments()).containsExactly(ByteString.copyFromUtf8("hello"));
        executor.next("disconnected");
        agent.send(to, reconnect("agent-S0"));
        assertThat(agent.next(ReregisterExecutorMessage.class).getTasksList()).containsExactly(task("a"));
        agent.send(to, reregistered());
        assertThat(executor.next("reregistered").arguments()).containsExactly(AGENT_INFO);
        agent.send(to, error());
        assertThat(executor.next("error").arguments()).containsExactly("no");
        assertThat(driver.join()).isEqualTo(DriverStatus.ABORTED);
    }

    @ParameterizedTest
    @MethodSource("callbackNames")
    void everyCallCanBeMadeFromEveryCallback(String callback) throws InterruptedException {
        CountDownLatch returned = new CountDownLatch(1);
        executor.on(callback, inside -> {
            inside.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));
            inside.sendFrameworkMessage(ByteString.EMPTY);
            inside.start();
            inside.abort();
            try {
                inside.join();
                inside.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            inside.stop();
            returned.countDown();
        });
        Upid to = registered();
        provoke(callback, to);

        assertThat(returned.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(driver.join()).isEqualTo(DriverStatus.STOPPED);
    }

    @ParameterizedTest
    @MethodSource("callbackNames")
    void stopFromCallbackEndsTheDriver(String callback) throws InterruptedException {
        executor.on(callback, ExecutorDriver::stop);
        Upid to = registered();
        provoke(callback, to);

        assertThat(driver.join()).isEqualTo(DriverStatus.STOPPED);
        // the agent's link is already closed at that time
        assertThat(driver.stop()).isEqualTo(DriverStatus.STOPPED);
    }

    @Test
    void updateIsSentUntilAcknowledged() throws InterruptedException {
        Upid to = registered();
        driver.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));
        StatusUpdateMessage first = agent.next(StatusUpdateMessage.class);
        assertThat(first.getPid()).isEqualTo(to.wire());
        assertThat(agent.next(StatusUpdateMessage.class)).isEqualTo(first);
        assertThat(agent.next(StatusUpdateMessage.class)).isEqualTo(first);

        agent.send(to, acknowledgement(first.getUpdate()));
        agent.send(to, kill("marker"));
        executor.next("killTask");
        driver.sendStatusUpdate(status("u", TaskState.TASK_RUNNING));

        await().until(() -> agent.rest().stream()
                .map(StatusUpdateMessage.class::cast)
                .anyMatch(m -> m.getUpdate().getStatus().getTaskId().equals(taskId("u"))));
        List<Message> later = agent.rest();
        int fresh =
                later.stream().map(message -> !message.equals(first)).toList().indexOf(true);
        assertThat(later.subList(fresh, later.size())).doesNotContain(first);
    }

    @Test
    void stagingIsRefused() {
        assertThatThrownBy(() -> driver.sendStatusUpdate(status("t", TaskState.TASK_STAGING)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state cannot be reported by an executor: state=TASK_STAGING, task=t, expected any other");
    }

    @Test
    void taskBeforeRegistrationIsDroppedAndKillIsDelivered() throws InterruptedException {
        driver.start();
        Upid to = agent.next().from();
        agent.send(to, run("t"));
        agent.send(to, data("x"));
        agent.send(to, kill("t"));

        executor.next("killTask");
        assertThat(executor.rest()).isEmpty();
    }

    @Test
    void secondLaunchOfUnacknowledgedTaskIsIgnored() throws InterruptedException {
        Upid to = registered();
        agent.send(to, run("t"));
        agent.send(to, run("t"));
        agent.send(to, run("u"));

        assertThat(executor.next("launchTask").arguments()).containsExactly(task("t"));
        assertThat(executor.next("launchTask").arguments()).containsExactly(task("u"));
    }

    @Test
    void strangersAreIgnored() throws Exception {
        try (FakePeer stranger = new FakePeer(network.messenger(), "slave(1)")) {
            Upid to = registered();
            stranger.send(to, run("t"));
            stranger.send(to, kill("t"));
            stranger.send(to, data("x"));
            stranger.send(to, ShutdownExecutorMessage.getDefaultInstance());
            stranger.send(to, error());
            stranger.send(to, reconnect("another-agent"));
            agentMessenger.sendBytes(
                    agent.upid(), to, "mesos.internal.RunTaskMessage", ByteString.copyFromUtf8("garbled"));
            agentMessenger.sendBytes(agent.upid(), to, "mesos.internal.Unheard", ByteString.EMPTY);
            agent.send(to, kill("marker"));

            assertThat(executor.next("killTask").arguments()).containsExactly(taskId("marker"));
            assertThat(driver.sendFrameworkMessage(ByteString.EMPTY)).isEqualTo(DriverStatus.RUNNING);
        }
    }

    @Test
    void frameworkMessagesGiveBackTheRoomTheyTook() throws InterruptedException {
        registered();
        ByteString data = ByteString.copyFrom(new byte[1024 * 1024]);

        for (int i = 0; i < 12; i++) {
            assertThat(driver.sendFrameworkMessage(data)).isEqualTo(DriverStatus.RUNNING);
        }

        for (int i = 0; i < 12; i++) {
            assertThat(agent.next(ExecutorToFrameworkMessage.class).getData()).isEqualTo(data);
        }
    }

    @Test
    void acknowledgementWithoutProperUuidIsIgnored() throws InterruptedException {
        Upid to = registered();
        driver.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));
        StatusUpdateMessage first = agent.next(StatusUpdateMessage.class);
        agent.send(
                to,
                StatusUpdateAcknowledgementMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setSlaveId(AGENT)
                        .setTaskId(taskId("t"))
                        .setUuid(ByteString.copyFromUtf8("short"))
                        .build());

        assertThat(agent.next(StatusUpdateMessage.class)).isEqualTo(first);
    }

    @Test
    void stopWaitsForTheEndOfTaskToBeAcknowledged() throws Exception {
        Upid to = registered();
        driver.sendStatusUpdate(status("t", TaskState.TASK_FINISHED));
        StatusUpdateMessage update = agent.next(StatusUpdateMessage.class);
        CompletableFuture<DriverStatus> stopped = CompletableFuture.supplyAsync(driver::stop);
        agent.next(StatusUpdateMessage.class);
        assertThat(stopped).isNotDone();

        agent.send(to, acknowledgement(update.getUpdate()));

        assertThat(stopped.get(60, TimeUnit.SECONDS)).isEqualTo(DriverStatus.STOPPED);
    }

    @Test
    void callbackThatThrowsAbortsTheDriverAndJoinTells() throws InterruptedException {
        RuntimeException thrown = new IllegalStateException("broken executor");
        executor.on("launchTask", unused -> {
            throw thrown;
        });
        Upid to = registered();
        agent.send(to, run("t"));

        assertThatThrownBy(() -> driver.join())
                .isInstanceOf(CallbackException.class)
                .hasMessageContaining("callback=launchTask")
                .hasCause(thrown);
    }

    @Test
    void sendsFrameworkMessages() throws InterruptedException {
        registered();
        driver.sendFrameworkMessage(ByteString.copyFromUtf8("up"));

        assertThat(agent.next(ExecutorToFrameworkMessage.class))
                .isEqualTo(ExecutorToFrameworkMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setExecutorId(EXECUTOR)
                        .setSlaveId(AGENT)
                        .setData(ByteString.copyFromUtf8("up"))
                        .build());
    }
}
