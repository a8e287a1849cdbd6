package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.ReregisterExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Replays recordings of a real agent to the executor driver. The test reports the states that the recorded executor
 * reported. The driver must send the messages that Mesos's own driver sent, or all that mesos-go's driver sent, except
 * for its own id, UUIDs and times, and must make a callback for each message.
 */
class ExecutorReplayTest {

    private static final Map<String, String> CALLBACKS = Map.of(
            "mesos.internal.ExecutorRegisteredMessage", "registered",
            "mesos.internal.ExecutorReregisteredMessage", "reregistered",
            "mesos.internal.RunTaskMessage", "launchTask",
            "mesos.internal.KillTaskMessage", "killTask",
            "mesos.internal.FrameworkToExecutorMessage", "frameworkMessage",
            "mesos.internal.ShutdownExecutorMessage", "shutdown");

    private final RecordingExecutor executor = new RecordingExecutor();
    private Optional<Upid> self = Optional.empty();
    private final Map<ByteString, ByteString> liveUuids = new HashMap<>();
    private final Map<ByteString, StatusUpdateMessage> unacknowledged = new LinkedHashMap<>();
    private BiPredicate<Message, Message> comparison = Message::equals;

    @ParameterizedTest
    @CsvSource({
        "02-cpp-test-framework,executor",
        "02-cpp-messages,executor",
        "02-cpp-explicit-ack-retry,executor",
        "05-kill-cpp,executor1",
        "05-kill-cpp,executor2",
        "06-executor-killed-cpp,executor1",
        "06-executor-killed-cpp,executor2",
        "06-executor-killed-cpp,executor3",
        "06-executor-killed-cpp,executor4",
        "09-reconcile-cpp,executor",
        "13-two-agents-cpp,executor1",
        "13-two-agents-cpp,executor2",
        "18-agent-restart-cpp,executor"
    })
    void sendsWhatTheDriverOfMesosSent(String scenario, String role) throws InterruptedException {
        replay(scenario, role);
    }

    @ParameterizedTest
    @CsvSource({
        "01-mesosgot,executor",
        "02-mesos-go-messages,executor",
        "05-kill-mesos-go,executor",
        "06-executor-killed-mesos-go,executor1",
        "06-executor-killed-mesos-go,executor2",
        "06-executor-killed-mesos-go,executor3",
        "06-executor-killed-mesos-go,executor4",
        "09-reconcile-mesos-go,executor",
        "13-two-agents-mesos-go,executor1",
        "13-two-agents-mesos-go,executor2",
        "18-agent-restart-mesos-go,executor"
    })
    void saysAllThatTheDriverOfMesosGoSaid(String scenario, String role) throws InterruptedException {
        comparison = ExecutorReplayTest::saysAllOf;
        replay(scenario, role);
    }

    private void replay(String scenario, String role) throws InterruptedException {
        List<Recording.Entry> entries = Recording.of(scenario, role);
        try (ReplayPeers peers = new ReplayPeers(entries, role)) {
            MesosExecutorDriver driver = driver(entries, peers);
            for (Recording.Entry entry : entries) {
                if (entry.from().equals(role)) {
                    answer(driver, entry, peers);
                } else if (entry.name().equals("mesos.internal.ReconnectExecutorMessage")) {
                    peers.peer(entry.fromUpid()).breakLinks();
                    executor.next("disconnected");
                    peers.send(entry, self.orElseThrow(), entry.body());
                } else if (entry.name().equals("mesos.internal.StatusUpdateAcknowledgementMessage")) {
                    peers.send(entry, self.orElseThrow(), live((StatusUpdateAcknowledgementMessage) entry.message()));
                } else {
                    peers.send(entry, self.orElseThrow(), entry.body());
                    executor.next(CALLBACKS.getOrDefault(entry.name(), "no callback known"));
                }
            }
            acknowledgeTheRest(entries.get(0), peers);
            driver.stop();
            peers.assertNothingElse();
            assertThat(executor.rest()).isEmpty();
        }
    }

    /**
     * The messages that the agent of a recording that ends early would still have sent; without them the driver waits
     * before it stops.
     */
    private void acknowledgeTheRest(Recording.Entry registration, ReplayPeers peers) {
        Upid agent = registration.toUpid();
        for (StatusUpdateMessage update : unacknowledged.values()) {
            StatusUpdateAcknowledgementMessage acknowledgement = StatusUpdateAcknowledgementMessage.newBuilder()
                    .setFrameworkId(update.getUpdate().getFrameworkId())
                    .setSlaveId(update.getUpdate().getSlaveId())
                    .setTaskId(update.getUpdate().getStatus().getTaskId())
                    .setUuid(update.getUpdate().getUuid())
                    .build();
            peers.peer(agent).send(agent, self.orElseThrow(), acknowledgement);
        }
    }

    private MesosExecutorDriver driver(List<Recording.Entry> entries, ReplayPeers peers) {
        RegisterExecutorMessage registration =
                (RegisterExecutorMessage) entries.get(0).message();
        String agentId = entries.stream()
                .filter(entry -> entry.name().equals("mesos.internal.StatusUpdateMessage"))
                .map(entry -> ((StatusUpdateMessage) entry.message())
                        .getUpdate()
                        .getSlaveId()
                        .getValue())
                .findFirst()
                .orElseThrow();
        Map<String, String> variables = new HashMap<>(ExecutorEnvironmentTest.complete());
        variables.put("MESOS_SLAVE_PID", entries.get(0).toUpid().wire());
        variables.put("MESOS_SLAVE_ID", agentId);
        variables.put("MESOS_FRAMEWORK_ID", registration.getFrameworkId().getValue());
        variables.put("MESOS_EXECUTOR_ID", registration.getExecutorId().getValue());
        return new MesosExecutorDriver(ExecutorDriverConfig.fromEnvironment(executor, variables)
                .withMessengers(
                        unused -> peers.subject(entries.get(0).fromUpid().port()))
                .withForcedExit(() -> {}));
    }

    /** Makes the call that the recorded executor must have made, and checks its effect. */
    private void answer(ExecutorDriver driver, Recording.Entry entry, ReplayPeers peers) throws InterruptedException {
        Message recorded = entry.message();
        switch (recorded) {
            case RegisterExecutorMessage registration -> {
                driver.start();
                // the recorded process id differs from this one
                self = Optional.of(peers.expect(entry, registration::equals).from());
            }
            case ReregisterExecutorMessage reregistration -> peers.expect(entry, reregistration::equals);
            case ExecutorToFrameworkMessage message -> {
                driver.sendFrameworkMessage(message.getData());
                peers.expect(entry, message::equals);
            }
            case StatusUpdateMessage update -> {
                driver.sendStatusUpdate(update.getUpdate().getStatus());
                Message sent = peers.expect(entry, message -> comparison.test(anonymous(message), anonymous(update)))
                        .message();
                ByteString uuid = ((StatusUpdateMessage) sent).getUpdate().getUuid();
                assertThat(((StatusUpdateMessage) sent).getUpdate().getStatus().getUuid())
                        .isEqualTo(uuid);
                liveUuids.put(update.getUpdate().getUuid(), uuid);
                unacknowledged.put(uuid, (StatusUpdateMessage) sent);
            }
            default -> throw new AssertionError(recorded);
        }
    }

    /** Whether one message contains all fields of another; mesos-go omits some that Mesos's driver sets. */
    private static boolean saysAllOf(Message live, Message recorded) {
        return live.getDescriptorForType().equals(recorded.getDescriptorForType())
                && recorded.getAllFields().entrySet().stream().allMatch(field -> {
                    Object value = live.getField(field.getKey());
                    return (value instanceof Message message && field.getValue() instanceof Message part)
                            ? saysAllOf(message, part)
                            : value.equals(field.getValue());
                });
    }

    /** The update without the fields that differ between runs. */
    private static Message anonymous(Message message) {
        if (!(message instanceof StatusUpdateMessage update)) {
            return message;
        }
        StatusUpdateMessage.Builder builder = update.toBuilder();
        if (update.hasPid()) {
            builder.setPid(update.getPid().replaceFirst("^[^@]+@", "executor@"));
        }
        builder.getUpdateBuilder().setUuid(ByteString.EMPTY).setTimestamp(0);
        builder.getUpdateBuilder().getStatusBuilder().setUuid(ByteString.EMPTY).setTimestamp(0);
        return builder.build();
    }

    private ByteString live(StatusUpdateAcknowledgementMessage acknowledgement) {
        ByteString uuid = liveUuids.get(acknowledgement.getUuid());
        assertThat(uuid).as("an update sent before").isNotNull();
        unacknowledged.remove(uuid);
        return acknowledgement.toBuilder().setUuid(uuid).build().toByteString();
    }
}
