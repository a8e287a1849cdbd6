package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.AGENT_UPID;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.status;
import static org.gotask.mesos.Samples.task;
import static org.gotask.mesos.Samples.taskId;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.ReregisterExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.junit.jupiter.api.Test;

/** The messages that an executor driver sends, keeps and repeats, without threads and clock. */
class ExecutorProcessTest {

    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration RECOVERY = Duration.ofMinutes(4);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(2_250), ZoneOffset.UTC);

    private final RecordingExecutor executor = new RecordingExecutor();
    private final FakeEffects<Executor, ExecutorDriver> effects = new FakeEffects<>(executor, anyDriver());
    private final List<Duration> forcedExits = new ArrayList<>();

    private ExecutorDriver anyDriver() {
        return new MesosExecutorDriver(
                ExecutorDriverConfig.fromEnvironment(executor, ExecutorEnvironmentTest.complete()));
    }

    private ExecutorProcess process(Optional<Duration> recoveryTimeout, boolean local) {
        return new ExecutorProcess(
                new ExecutorEnvironment(
                        AGENT_UPID,
                        new ExecutorIdentity(FRAMEWORK, EXECUTOR, AGENT),
                        Path.of("/sandbox"),
                        recoveryTimeout,
                        GRACE,
                        local,
                        MessengerConfig.loopback()),
                FIRST_RETRY,
                effects,
                forcedExits::add,
                CLOCK);
    }

    private ExecutorProcess started(Optional<Duration> recoveryTimeout) {
        ExecutorProcess process = process(recoveryTimeout, false);
        process.start();
        effects.next(RegisterExecutorMessage.class);
        return process;
    }

    private ExecutorProcess registered(Optional<Duration> recoveryTimeout) {
        ExecutorProcess process = started(recoveryTimeout);
        process.registered();
        return process;
    }

    private StatusUpdate sent() {
        return effects.next(StatusUpdateMessage.class).getUpdate();
    }

    @Test
    void linksToItsAgentAndRegistersOnce() {
        process(Optional.empty(), false).start();

        assertThat(effects.links).containsExactly(AGENT_UPID);
        assertThat(effects.sent.element().to()).isEqualTo(AGENT_UPID);
        assertThat(effects.next(RegisterExecutorMessage.class))
                .isEqualTo(RegisterExecutorMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setExecutorId(EXECUTOR)
                        .build());
        assertThat(effects.set()).isEmpty();
    }

    @Test
    void updateCarriesAllThatTheAgentInsistsOn() {
        ExecutorProcess process = registered(Optional.empty());
        ByteString usersUuid = ByteString.copyFromUtf8("0123456789abcdef");
        process.sendStatusUpdate(status("t", TaskState.TASK_RUNNING).toBuilder()
                .setUuid(usersUuid)
                .setSlaveId(Samples.agentId("wrong"))
                .setMessage("hi")
                .build());

        assertThat(effects.sent.element().to()).isEqualTo(AGENT_UPID);
        StatusUpdateMessage message = effects.next(StatusUpdateMessage.class);
        StatusUpdate update = message.getUpdate();
        assertThat(message.getPid()).isEqualTo(effects.self().wire());
        assertThat(update.getFrameworkId()).isEqualTo(FRAMEWORK);
        assertThat(update.getExecutorId()).isEqualTo(EXECUTOR);
        assertThat(update.getSlaveId()).isEqualTo(AGENT);
        assertThat(update.getTimestamp()).isEqualTo(2.25);
        assertThat(update.getStatus().getSlaveId()).isEqualTo(AGENT);
        assertThat(update.getStatus().getTimestamp()).isEqualTo(2.25);
        assertThat(update.getStatus().getMessage()).isEqualTo("hi");
        assertThat(update.getStatus().getUuid()).isEqualTo(update.getUuid()).isNotEqualTo(usersUuid);
        ByteBuffer bytes = update.getUuid().asReadOnlyByteBuffer();
        assertThat(bytes.remaining()).isEqualTo(16);
        assertThat(new UUID(bytes.getLong(), bytes.getLong()).version()).isEqualTo(4);
    }

    @Test
    void eachUpdateHasUuidOfItsOwn() {
        ExecutorProcess process = registered(Optional.empty());
        process.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));
        process.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));

        assertThat(sent().getUuid()).isNotEqualTo(sent().getUuid());
    }

    @Test
    void unacknowledgedUpdatesAreSentAgainInOrderWithTheSameUuids() {
        ExecutorProcess process = registered(Optional.empty());
        process.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));
        process.sendStatusUpdate(status("t", TaskState.TASK_FINISHED));
        StatusUpdate first = sent();
        StatusUpdate second = sent();

        for (long seconds : List.of(10, 20, 40, 80, 160, 320, 600, 600)) {
            assertThat(effects.set()).hasSize(1);
            assertThat(effects.set().get(0).delay).isEqualTo(Duration.ofSeconds(seconds));
            effects.fire();
            assertThat(sent()).isEqualTo(first);
            assertThat(sent()).isEqualTo(second);
            assertThat(effects.sent).isEmpty();
        }
    }

    @Test
    void acknowledgedUpdateIsNotSentAgain() {
        ExecutorProcess process = registered(Optional.empty());
        process.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));
        process.sendStatusUpdate(status("t", TaskState.TASK_FINISHED));
        StatusUpdate first = sent();
        StatusUpdate second = sent();
        effects.fire();
        effects.sent.clear();

        process.acknowledged(first.getUuid(), taskId("t"));
        assertThat(effects.set().get(0).delay).isEqualTo(FIRST_RETRY);
        effects.fire();
        assertThat(sent()).isEqualTo(second);
        assertThat(effects.sent).isEmpty();

        process.acknowledged(second.getUuid(), taskId("t"));
        assertThat(effects.set()).isEmpty();
    }

    @Test
    void updateWhileWaitingForTheAgentIsKeptForIt() {
        ExecutorProcess process = registered(Optional.of(RECOVERY));
        process.launched(task("t"));
        process.launched(task("u"));
        process.sendStatusUpdate(status("u", TaskState.TASK_RUNNING));
        process.acknowledged(sent().getUuid(), taskId("u"));
        effects.breakLink();
        process.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));
        process.sendStatusUpdate(status("t", TaskState.TASK_FINISHED));
        process.sendFrameworkMessage(ByteString.EMPTY);
        assertThat(effects.sent).isEmpty();

        process.reconnect();

        assertThat(process.isConnected()).isFalse();
        assertThat(effects.links).containsExactly(AGENT_UPID, AGENT_UPID);
        assertThat(effects.sent.element().to()).isEqualTo(AGENT_UPID);
        ReregisterExecutorMessage message = effects.next(ReregisterExecutorMessage.class);
        assertThat(message.getFrameworkId()).isEqualTo(FRAMEWORK);
        assertThat(message.getExecutorId()).isEqualTo(EXECUTOR);
        assertThat(message.getTasksList()).containsExactly(task("t"));
        assertThat(message.getUpdatesList().stream()
                        .map(update -> update.getStatus().getState()))
                .containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_FINISHED);
        process.registered();
        assertThat(process.isConnected()).isTrue();
    }

    @Test
    void agentLostWithoutCheckpointingMeansShutdownAtOnce() throws InterruptedException {
        ExecutorProcess process = registered(Optional.empty());

        effects.breakLink();

        executor.next("shutdown");
        assertThat(forcedExits).containsExactly(GRACE);
        assertThat(process.isListening()).isFalse();
    }

    @Test
    void agentLostBeforeRegistrationMeansShutdownAtOnceEvenWithCheckpointing() throws InterruptedException {
        started(Optional.of(RECOVERY));

        effects.breakLink();

        executor.next("shutdown");
    }

    @Test
    void agentLostWithCheckpointingMeansWaitingForTheRecoveryTimeout() throws InterruptedException {
        registered(Optional.of(RECOVERY));

        effects.breakLink();

        executor.next("disconnected");
        assertThat(executor.rest()).isEmpty();
        assertThat(effects.set()).hasSize(1);
        assertThat(effects.set().get(0).delay).isEqualTo(RECOVERY);
        effects.fire();
        executor.next("shutdown");
        assertThat(forcedExits).containsExactly(GRACE);
    }

    @Test
    void agentThatComesBackEndsTheWait() throws InterruptedException {
        ExecutorProcess process = registered(Optional.of(RECOVERY));
        effects.breakLink();
        executor.next("disconnected");
        process.reconnect();
        process.registered();

        assertThat(effects.set()).isEmpty();
        assertThat(executor.rest()).isEmpty();
    }

    @Test
    void connectionOfTheAgentsFormerLifeMayBreakAfterItsReturn() throws InterruptedException {
        ExecutorProcess process = registered(Optional.of(RECOVERY));
        process.reconnect();
        effects.next(ReregisterExecutorMessage.class);

        effects.breakLink();

        effects.next(ReregisterExecutorMessage.class);
        assertThat(executor.rest()).isEmpty();
        effects.breakLink();
        assertThat(effects.sent).isEmpty();
        assertThat(effects.set().get(0).delay).isEqualTo(RECOVERY);
    }

    @Test
    void updatesOfShutdownStillGoOut() throws InterruptedException {
        ExecutorProcess process = registered(Optional.empty());
        process.shutdown();
        process.shutdown();
        executor.next("shutdown");
        assertThat(executor.rest()).isEmpty();
        assertThat(forcedExits).hasSize(1);

        process.sendStatusUpdate(status("t", TaskState.TASK_KILLED));

        assertThat(sent().getStatus().getState()).isEqualTo(TaskState.TASK_KILLED);
    }

    @Test
    void inProcessExecutorIsNeverEndedByForce() throws InterruptedException {
        ExecutorProcess process = process(Optional.empty(), true);
        process.start();
        process.registered();

        process.shutdown();

        executor.next("shutdown");
        assertThat(forcedExits).isEmpty();
    }

    @Test
    void stopWaitsUntilEndsOfTasksAreAcknowledged() {
        ExecutorProcess process = registered(Optional.empty());
        process.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));
        process.sendStatusUpdate(status("t", TaskState.TASK_FINISHED));
        StatusUpdate running = sent();
        StatusUpdate finished = sent();
        List<String> done = new ArrayList<>();

        process.stop(() -> done.add("done"));
        process.acknowledged(running.getUuid(), taskId("t"));
        assertThat(done).isEmpty();
        effects.fire();
        assertThat(sent()).isEqualTo(finished);

        process.acknowledged(finished.getUuid(), taskId("t"));
        assertThat(done).containsExactly("done");
        assertThat(effects.set()).isEmpty();
    }

    @Test
    void stopDoesNotWaitForUpdatesOfTasksThatGoOn() {
        ExecutorProcess process = registered(Optional.empty());
        process.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));
        List<String> done = new ArrayList<>();

        process.stop(() -> done.add("done"));

        assertThat(done).containsExactly("done");
    }

    @Test
    void stopDoesNotWaitForLostAgent() {
        ExecutorProcess process = registered(Optional.empty());
        process.sendStatusUpdate(status("t", TaskState.TASK_FINISHED));
        List<String> done = new ArrayList<>();
        process.stop(() -> done.add("done"));

        effects.breakLink();

        assertThat(done).containsExactly("done");
        assertThat(forcedExits).isEmpty();
    }

    @Test
    void nothingIsSentAfterTheEnd() {
        ExecutorProcess process = registered(Optional.of(RECOVERY));
        process.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));
        effects.sent.clear();
        process.abort();

        process.sendStatusUpdate(status("t", TaskState.TASK_FINISHED));
        process.sendFrameworkMessage(ByteString.EMPTY);
        effects.breakLink();

        assertThat(effects.sent).isEmpty();
        assertThat(effects.set()).isEmpty();
        assertThat(executor.rest()).isEmpty();
    }

    @Test
    void sendsFrameworkMessagesToItsAgent() {
        ExecutorProcess process = registered(Optional.empty());
        process.sendFrameworkMessage(ByteString.copyFromUtf8("x"));

        assertThat(effects.sent.element().to()).isEqualTo(AGENT_UPID);
        assertThat(effects.next(ExecutorToFrameworkMessage.class))
                .isEqualTo(ExecutorToFrameworkMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setExecutorId(EXECUTOR)
                        .setSlaveId(AGENT)
                        .setData(ByteString.copyFromUtf8("x"))
                        .build());
    }
}
