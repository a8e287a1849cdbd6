package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.DeactivateFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plays recordings of a real master and agent to the scheduler driver. The test takes the decisions that the recorded
 * scheduler took; the driver has to send what Mesos's own driver sent, field for field, and to make a callback for each
 * message.
 */
@Timeout(60)
class SchedulerReplayTest {

    private static final Map<String, String> CALLBACKS = Map.of(
            "mesos.internal.FrameworkRegisteredMessage", "registered",
            "mesos.internal.ResourceOffersMessage", "resourceOffers",
            "mesos.internal.RescindResourceOfferMessage", "offerRescinded",
            "mesos.internal.StatusUpdateMessage", "statusUpdate",
            "mesos.internal.LostSlaveMessage", "agentLost",
            "mesos.internal.ExitedExecutorMessage", "executorLost",
            "mesos.internal.ExecutorToFrameworkMessage", "frameworkMessage");

    private final RecordingScheduler scheduler = new RecordingScheduler();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02-cpp-test-framework",
                "02-cpp-messages",
                "02-cpp-explicit-ack-retry",
                "05-kill-cpp",
                "06-executor-killed-cpp",
                "08-offers-cpp",
                "08-rescind-cpp",
                "09-reconcile-cpp",
                "09-reconcile-partition-aware-cpp",
                "13-two-agents-cpp",
                "18-agent-restart-cpp"
            })
    void sendsWhatTheDriverOfMesosSent(String scenario) throws InterruptedException {
        boolean explicit = scenario.contains("explicit");
        List<Recording.Entry> entries = Recording.of(scenario, "scheduler");
        try (ReplayPeers peers = new ReplayPeers(entries, "scheduler")) {
            MesosSchedulerDriver driver = driver(entries.get(0), peers, explicit);
            Optional<Upid> self = Optional.empty();
            boolean aborted = false;
            for (Recording.Entry entry : entries) {
                if (entry.from().equals("scheduler")) {
                    Message recorded = entry.message();
                    decide(driver, recorded, explicit);
                    self = Optional.of(peers.expect(entry, recorded::equals).from());
                    aborted |= recorded instanceof DeactivateFrameworkMessage;
                } else {
                    peers.send(entry, self.orElseThrow(), entry.body());
                    if (!aborted) {
                        scheduler.next(CALLBACKS.getOrDefault(entry.name(), "no callback known"));
                    }
                }
            }
            driver.stop(true);
            peers.assertNothingElse();
            assertThat(scheduler.rest()).isEmpty();
        }
    }

    private MesosSchedulerDriver driver(Recording.Entry subscription, ReplayPeers peers, boolean explicit) {
        FrameworkInfo framework = ((Call) subscription.message()).getSubscribe().getFrameworkInfo();
        return new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(scheduler)
                .framework(framework)
                .detector(() -> new FakeDetector(Optional.of(Samples.masterInfo("m", subscription.toUpid()))))
                .messenger(MessengerConfig.loopback())
                .messengers(unused -> peers.subject(subscription.fromUpid().port()))
                .acknowledgements(explicit ? AcknowledgementMode.EXPLICIT : AcknowledgementMode.IMPLICIT)
                // one registration is recorded
                .registration(new RegistrationBackoff(Duration.ofHours(1), Duration.ofHours(1)))
                .build());
    }

    /** Makes the call that the recorded scheduler must have made. */
    private static void decide(SchedulerDriver driver, Message recorded, boolean explicit) {
        switch (recorded) {
            case Call call -> decide(driver, call, explicit);
            case DeactivateFrameworkMessage deactivate -> driver.abort();
            case FrameworkToExecutorMessage message ->
                driver.sendFrameworkMessage(message.getExecutorId(), message.getSlaveId(), message.getData());
            default -> throw new AssertionError(recorded);
        }
    }

    private static void decide(SchedulerDriver driver, Call call, boolean explicit) {
        switch (call.getType()) {
            case SUBSCRIBE -> driver.start();
            case TEARDOWN -> driver.stop();
            case ACCEPT ->
                driver.acceptOffers(
                        call.getAccept().getOfferIdsList(),
                        call.getAccept().getOperationsList(),
                        call.getAccept().getFilters());
            case DECLINE ->
                driver.declineOffer(
                        call.getDecline().getOfferIds(0), call.getDecline().getFilters());
            case KILL -> driver.killTask(call.getKill().getTaskId());
            case REVIVE -> driver.reviveOffers();
            case SUPPRESS -> driver.suppressOffers();
            case REQUEST -> driver.requestResources(call.getRequest().getRequestsList());
            case MESSAGE ->
                driver.sendFrameworkMessage(
                        call.getMessage().getExecutorId(),
                        call.getMessage().getSlaveId(),
                        call.getMessage().getData());
            case RECONCILE -> driver.reconcileTasks(statuses(call.getReconcile()));
            case ACKNOWLEDGE -> {
                if (explicit) {
                    driver.acknowledgeStatusUpdate(TaskStatus.newBuilder()
                            .setTaskId(call.getAcknowledge().getTaskId())
                            .setState(TaskState.TASK_RUNNING)
                            .setSlaveId(call.getAcknowledge().getSlaveId())
                            .setUuid(call.getAcknowledge().getUuid())
                            .build());
                }
            }
            default -> throw new AssertionError(call);
        }
    }

    private static List<TaskStatus> statuses(Call.Reconcile reconcile) {
        return reconcile.getTasksList().stream()
                .map(task -> {
                    TaskStatus.Builder status =
                            TaskStatus.newBuilder().setTaskId(task.getTaskId()).setState(TaskState.TASK_RUNNING);
                    if (task.hasSlaveId()) {
                        status.setSlaveId(task.getSlaveId());
                    }
                    return status.build();
                })
                .toList();
    }
}
