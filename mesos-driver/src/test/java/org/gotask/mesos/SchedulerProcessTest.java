package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.AGENT_UPID;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.FILTERS;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.FRAMEWORK_INFO;
import static org.gotask.mesos.Samples.MASTER_UPID;
import static org.gotask.mesos.Samples.offer;
import static org.gotask.mesos.Samples.offerId;
import static org.gotask.mesos.Samples.status;
import static org.gotask.mesos.Samples.task;
import static org.gotask.mesos.Samples.taskId;
import static org.gotask.mesos.Samples.uuid;

import com.google.protobuf.ByteString;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.FrameworkInfo.Capability;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.Request;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.DeactivateFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages that each call sends while registered, while disconnected and after the end. */
class SchedulerProcessTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_500), ZoneOffset.UTC);

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final FakeEffects<Scheduler, SchedulerDriver> effects = Samples.effects(scheduler);
    private SchedulerProcess process = process(FRAMEWORK_INFO);

    private SchedulerProcess process(FrameworkInfo framework) {
        return Samples.process(framework, effects, CLOCK);
    }

    private void findMaster() {
        process.leaderChanged(Optional.of(Samples.LEADER));
    }

    private void register() {
        findMaster();
        process.registered(FRAMEWORK, "m");
        effects.sent.clear();
    }

    private Call next(Call.Type type) {
        Call call = effects.next(Call.class);
        assertThat(call.getType()).isEqualTo(type);
        return call;
    }

    /** A call with its name, for the report. */
    record NamedCall(String name, Consumer<SchedulerProcess> make) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The calls that are dropped while disconnected. */
    static Stream<NamedCall> droppedCalls() {
        return Stream.of(
                new NamedCall("requestResources", p -> p.requestResources(List.of())),
                new NamedCall("declineOffer", p -> p.declineOffer(offerId("o"), FILTERS)),
                new NamedCall("killTask", p -> p.killTask(taskId("t"))),
                new NamedCall("acknowledge", p -> p.acknowledge(acknowledgeable())),
                new NamedCall("sendFrameworkMessage", p -> p.sendFrameworkMessage(EXECUTOR, AGENT, ByteString.EMPTY)),
                new NamedCall("reconcileTasks", p -> p.reconcileTasks(List.of())));
    }

    static Stream<NamedCall> allCalls() {
        return Stream.concat(
                droppedCalls(),
                Stream.of(
                        new NamedCall("acceptOffers", p -> p.acceptOffers(List.of(), List.of(launch("t")), FILTERS)),
                        new NamedCall("reviveOffers", SchedulerProcess::reviveOffers),
                        new NamedCall("suppressOffers", SchedulerProcess::suppressOffers),
                        new NamedCall("abort", SchedulerProcess::abort)));
    }

    private static TaskStatus acknowledgeable() {
        return status("t", TaskState.TASK_RUNNING).toBuilder()
                .setSlaveId(AGENT)
                .setUuid(uuid())
                .build();
    }

    private static Offer.Operation launch(String... tasks) {
        Offer.Operation.Launch.Builder launch = Offer.Operation.Launch.newBuilder();
        for (String task : tasks) {
            launch.addTaskInfos(task(task));
        }
        return Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(launch)
                .build();
    }

    @ParameterizedTest
    @MethodSource("droppedCalls")
    void callIsSentToTheMasterWhileRegistered(NamedCall call) {
        register();

        call.make.accept(process);

        assertThat(effects.sent).hasSize(1);
        assertThat(effects.sent.element().to()).isEqualTo(MASTER_UPID);
        assertThat(effects.next(Call.class).getFrameworkId()).isEqualTo(FRAMEWORK);
    }

    @ParameterizedTest
    @MethodSource("droppedCalls")
    void callIsDroppedBeforeRegistrationAndAfterDisconnection(NamedCall call) {
        call.make.accept(process);
        findMaster();
        effects.sent.clear();
        call.make.accept(process);
        process.registered(FRAMEWORK, "m");
        process.leaderChanged(Optional.empty());
        call.make.accept(process);

        assertThat(effects.sent).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("allCalls")
    void nothingIsSentAfterTheEnd(NamedCall call) throws InterruptedException {
        register();
        process.stop();

        call.make.accept(process);

        assertThat(effects.sent).isEmpty();
        assertThat(scheduler.rest()).isEmpty();
    }

    @Test
    void acceptsWithFiltersAndRemembersTheAgentOfWhatWasLaunched() {
        register();
        process.offers().offered(offer("o"), AGENT_UPID);
        process.acceptOffers(List.of(offerId("o")), List.of(launch("t")), FILTERS);

        Call.Accept accept = next(Call.Type.ACCEPT).getAccept();
        assertThat(accept.getOfferIdsList()).containsExactly(offerId("o"));
        assertThat(accept.getOperationsList()).containsExactly(launch("t"));
        assertThat(accept.getFilters()).isEqualTo(FILTERS);
        process.sendFrameworkMessage(EXECUTOR, AGENT, ByteString.copyFromUtf8("x"));
        assertThat(effects.sent.element().to()).isEqualTo(AGENT_UPID);
        assertThat(effects.next(FrameworkToExecutorMessage.class))
                .isEqualTo(FrameworkToExecutorMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setExecutorId(EXECUTOR)
                        .setSlaveId(AGENT)
                        .setData(ByteString.copyFromUtf8("x"))
                        .build());
    }

    @Test
    void launchWithUnknownOfferIsStillSent() {
        register();

        process.acceptOffers(List.of(offerId("gone")), List.of(launch("t")), FILTERS);

        next(Call.Type.ACCEPT);
    }

    @Test
    void launchWhileDisconnectedIsReportedLost() throws InterruptedException {
        process.acceptOffers(List.of(offerId("o")), List.of(launch("a", "b"), launch("c")), FILTERS);

        for (String task : List.of("a", "b", "c")) {
            assertThat(scheduler.next("statusUpdate").status())
                    .isEqualTo(TaskStatus.newBuilder()
                            .setTaskId(taskId(task))
                            .setState(TaskState.TASK_LOST)
                            .setSource(TaskStatus.Source.SOURCE_MASTER)
                            .setReason(TaskStatus.Reason.REASON_MASTER_DISCONNECTED)
                            .setMessage("Master disconnected")
                            .setTimestamp(1.5)
                            .build());
        }
        assertThat(effects.sent).isEmpty();
    }

    @Test
    void launchWhileDisconnectedIsReportedDroppedToPartitionAwareFramework() throws InterruptedException {
        process = process(FRAMEWORK_INFO.toBuilder()
                .addCapabilities(Capability.newBuilder().setType(Capability.Type.PARTITION_AWARE))
                .build());

        process.acceptOffers(List.of(offerId("o")), List.of(launch("a")), FILTERS);

        assertThat(scheduler.next("statusUpdate").status().getState()).isEqualTo(TaskState.TASK_DROPPED);
    }

    @Test
    void launchThatTheMessengerRefusesIsReportedLost() throws InterruptedException {
        register();
        process.acceptOffers(List.of(offerId("o")), List.of(launch("a")), FILTERS);

        effects.sent.element().refused().run();

        TaskStatus status = scheduler.next("statusUpdate").status();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_LOST);
        assertThat(status.getTaskId()).isEqualTo(taskId("a"));
    }

    @Test
    void declinesOneOfferWithFilters() {
        register();
        process.declineOffer(offerId("o"), FILTERS);

        Call.Decline decline = next(Call.Type.DECLINE).getDecline();
        assertThat(decline.getOfferIdsList()).containsExactly(offerId("o"));
        assertThat(decline.getFilters()).isEqualTo(FILTERS);
    }

    @Test
    void killsByTaskIdAlone() {
        register();
        process.killTask(taskId("t"));

        assertThat(next(Call.Type.KILL).getKill())
                .isEqualTo(Call.Kill.newBuilder().setTaskId(taskId("t")).build());
    }

    @Test
    void reconcilesWithAgentWhereGiven() {
        register();
        process.reconcileTasks(List.of(
                status("a", TaskState.TASK_RUNNING),
                status("b", TaskState.TASK_RUNNING).toBuilder()
                        .setSlaveId(AGENT)
                        .build()));

        Call.Reconcile reconcile = next(Call.Type.RECONCILE).getReconcile();
        assertThat(reconcile.getTasksCount()).isEqualTo(2);
        assertThat(reconcile.getTasks(0).hasSlaveId()).isFalse();
        assertThat(reconcile.getTasks(1).getSlaveId()).isEqualTo(AGENT);
    }

    @Test
    void requestsResources() {
        register();
        Request request = Request.newBuilder().setSlaveId(AGENT).build();
        process.requestResources(List.of(request));

        assertThat(next(Call.Type.REQUEST).getRequest().getRequestsList()).containsExactly(request);
    }

    @Test
    void suppressesAndRevivesAllRoles() {
        register();
        process.suppressOffers();
        process.reviveOffers();

        assertThat(next(Call.Type.SUPPRESS).hasSuppress()).isFalse();
        assertThat(next(Call.Type.REVIVE).hasRevive()).isFalse();
    }

    @Test
    void acknowledgesNothingThatHasNoUuidOrNoAgent() {
        register();
        process.acknowledge(status("t", TaskState.TASK_RUNNING));
        process.acknowledge(
                acknowledgeable().toBuilder().setUuid(ByteString.EMPTY).build());
        process.acknowledge(acknowledgeable().toBuilder().clearSlaveId().build());

        assertThat(effects.sent).isEmpty();
    }

    @Test
    void messageGoesThroughTheMasterAgainOnceItsAgentIsLost() {
        register();
        process.offers().offered(offer("o"), AGENT_UPID);
        process.acceptOffers(List.of(offerId("o")), List.of(launch("t")), FILTERS);
        next(Call.Type.ACCEPT);
        process.offers().forget(AGENT);

        process.sendFrameworkMessage(EXECUTOR, AGENT, ByteString.copyFromUtf8("x"));

        assertThat(next(Call.Type.MESSAGE).getMessage())
                .isEqualTo(Call.Message.newBuilder()
                        .setExecutorId(EXECUTOR)
                        .setSlaveId(AGENT)
                        .setData(ByteString.copyFromUtf8("x"))
                        .build());
    }

    @Test
    void abortDeactivatesAndTearDownStillWorksAfterIt() {
        register();
        process.abort();
        process.abort();
        assertThat(effects.next(DeactivateFrameworkMessage.class).getFrameworkId())
                .isEqualTo(FRAMEWORK);

        process.tearDown();

        next(Call.Type.TEARDOWN);
        assertThat(effects.sent).isEmpty();
    }

    @Test
    void endOfUnregisteredFrameworkSaysNothing() {
        findMaster();
        effects.sent.clear();
        process.tearDown();
        process.leaderChanged(Optional.of(new MasterConnection.Leader("n", new Upid("master", "127.0.0.9", 1))));

        assertThat(effects.sent).isEmpty();
        assertThat(effects.set()).isEmpty();
    }
}
