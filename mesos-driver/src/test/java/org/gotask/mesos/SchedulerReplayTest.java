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
import org.gotask.mesos.proto.internal.LaunchTasksMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replays recordings of a real master and agent to the scheduler driver. The test makes the decisions of the recorded
 * scheduler. The driver must send the messages that Mesos's own driver sent, or the calls that correspond to the
 * messages of mesos-go's driver, field by field, and must make a callback for each message.
 */
class SchedulerReplayTest {

    private static final Map<String, String> CALLBACKS = Map.of(
            "mesos.internal.FrameworkRegisteredMessage", "registered",
            "mesos.internal.FrameworkReregisteredMessage", "reregistered",
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
        replay(scenario);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-mesosgot",
                "02-mesos-go-messages",
                "05-kill-mesos-go",
                "06-executor-killed-mesos-go",
                "08-offers-mesos-go",
                "09-reconcile-mesos-go",
                "13-two-agents-mesos-go",
                "18-agent-restart-mesos-go"
            })
    void meansWhatTheDriverOfMesosGoMeant(String scenario) throws InterruptedException {
        replay(scenario);
    }

    /** The registration is repeated many times before it is answered. */
    @Test
    void sendsTheSameToAMasterThatAnswersLate() throws InterruptedException {
        replay("02-cpp-messages", new RegistrationBackoff(Duration.ofNanos(100_000), Duration.ofMillis(1)));
    }

    private void replay(String scenario) throws InterruptedException {
        replay(scenario, new RegistrationBackoff(Duration.ofHours(1), Duration.ofHours(1)));
    }

    private void replay(String scenario, RegistrationBackoff registration) throws InterruptedException {
        boolean explicit = scenario.contains("explicit");
        List<Recording.Entry> entries = Recording.of(scenario, "scheduler");
        try (ReplayPeers peers = new ReplayPeers(entries, "scheduler")) {
            MesosSchedulerDriver driver = driver(entries.get(0), peers, explicit, registration);
            Optional<Upid> self = Optional.empty();
            boolean aborted = false;
            for (Recording.Entry entry : entries) {
                if (entry.from().equals("scheduler")) {
                    Message recorded = entry.message();
                    decide(driver, recorded, explicit);
                    self = Optional.of(peers.expect(entry, OldDialect.translated(recorded)::equals)
                            .from());
                    aborted |= recorded instanceof DeactivateFrameworkMessage;
                } else {
                    if (isAnsweredByStop(entries, entry)) {
                        scheduler.on("statusUpdate", SchedulerDriver::stop);
                    }
                    peers.send(entry, self.orElseThrow(), entry.body());
                    if (!aborted) {
                        scheduler.next(callback(entry.name()));
                    }
                }
            }
            driver.stop(true);
            peers.assertNothingElse();
            assertThat(scheduler.rest()).isEmpty();
        }
    }

    /** True for an update that was not acknowledged because the recorded scheduler stopped its driver in the callback. */
    private static boolean isAnsweredByStop(List<Recording.Entry> entries, Recording.Entry entry) {
        int next = entries.indexOf(entry) + 1;
        return entry.name().equals("mesos.internal.StatusUpdateMessage")
                && next < entries.size()
                && entries.get(next).from().equals("scheduler")
                && entries.get(next).message() instanceof Call call
                && call.getType() == Call.Type.TEARDOWN;
    }

    private MesosSchedulerDriver driver(
            Recording.Entry subscription, ReplayPeers peers, boolean explicit, RegistrationBackoff registration) {
        FrameworkInfo framework = ((Call) OldDialect.translated(subscription.message()))
                .getSubscribe()
                .getFrameworkInfo();
        return new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(scheduler)
                .framework(framework)
                .detector(() -> new FakeDetector(Optional.of(Samples.masterInfo("m", subscription.toUpid()))))
                .messenger(MessengerConfig.loopback())
                .messengers(unused -> peers.subject(subscription.fromUpid().port()))
                .acknowledgements(explicit ? AcknowledgementMode.EXPLICIT : AcknowledgementMode.IMPLICIT)
                .registration(registration)
                .build());
    }

    /** The callback that a message must cause. */
    static String callback(String message) {
        return CALLBACKS.getOrDefault(message, "no callback known");
    }

    /** Makes the call that the recorded scheduler must have made. */
    static void decide(SchedulerDriver driver, Message recorded, boolean explicit) {
        switch (OldDialect.translated(recorded)) {
            case Call launch
            when recorded instanceof LaunchTasksMessage message ->
                driver.launchTasks(launch.getAccept().getOfferIdsList(), message.getTasksList(), message.getFilters());
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
            case UPDATE_FRAMEWORK -> {} // sent by the driver itself, after calls that it could not send
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
