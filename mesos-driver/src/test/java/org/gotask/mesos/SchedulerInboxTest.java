package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.AGENT_UPID;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.FILTERS;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.FRAMEWORK_INFO;
import static org.gotask.mesos.Samples.MASTER_UPID;
import static org.gotask.mesos.Samples.exited;
import static org.gotask.mesos.Samples.frameworkId;
import static org.gotask.mesos.Samples.offer;
import static org.gotask.mesos.Samples.offerId;
import static org.gotask.mesos.Samples.update;
import static org.gotask.mesos.Samples.uuid;

import com.google.protobuf.ByteString;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.FrameworkReregisteredMessage;
import org.gotask.mesos.proto.internal.LostSlaveMessage;
import org.gotask.mesos.proto.internal.RescindResourceOfferMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages that are handled, by sender and state of the driver. */
class SchedulerInboxTest {

    private static final Optional<Upid> MASTER = Optional.of(MASTER_UPID);
    private static final Upid STRANGER = new Upid("master", "127.0.0.66", 5050);

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final FakeEffects<Scheduler, SchedulerDriver> effects = Samples.effects(scheduler);
    private final SchedulerProcess process = Samples.process(FRAMEWORK_INFO, effects, Clock.systemUTC());
    private final SchedulerInbox inbox = new SchedulerInbox(process, effects, AcknowledgementMode.IMPLICIT);

    /** A message of some sender, and the callback that it causes. */
    record Incoming(String callback, BiConsumer<SchedulerInbox, Optional<Upid>> deliver) {
        @Override
        public String toString() {
            return callback;
        }
    }

    /** The messages that are valid only from a master, and only while the driver is registered with it. */
    static Stream<Incoming> mastersWords() {
        return Stream.of(
                new Incoming("resourceOffers", (inbox, from) -> inbox.resourceOffers(from, offers("o"))),
                new Incoming(
                        "offerRescinded",
                        (inbox, from) -> inbox.rescind(
                                from,
                                RescindResourceOfferMessage.newBuilder()
                                        .setOfferId(offerId("o"))
                                        .build())),
                new Incoming(
                        "statusUpdate",
                        (inbox, from) -> inbox.statusUpdate(from, update("t", TaskState.TASK_RUNNING, uuid()))),
                new Incoming(
                        "agentLost",
                        (inbox, from) -> inbox.agentLost(
                                from,
                                LostSlaveMessage.newBuilder().setSlaveId(AGENT).build())),
                new Incoming("executorLost", (inbox, from) -> inbox.executorLost(from, exited(FRAMEWORK))));
    }

    private static ResourceOffersMessage offers(String... ids) {
        ResourceOffersMessage.Builder message = ResourceOffersMessage.newBuilder();
        for (String id : ids) {
            message.addOffers(offer(id)).addPids(AGENT_UPID.toString());
        }
        return message.build();
    }

    private static FrameworkRegisteredMessage registered(FrameworkID id) {
        return FrameworkRegisteredMessage.newBuilder()
                .setFrameworkId(id)
                .setMasterInfo(Samples.masterInfo("m", MASTER_UPID))
                .build();
    }

    private static FrameworkReregisteredMessage reregistered(FrameworkID id) {
        return FrameworkReregisteredMessage.newBuilder()
                .setFrameworkId(id)
                .setMasterInfo(Samples.masterInfo("m", MASTER_UPID))
                .build();
    }

    private static FrameworkErrorMessage error() {
        return FrameworkErrorMessage.newBuilder().setMessage("no").build();
    }

    private static ExecutorToFrameworkMessage frameworkMessage(FrameworkID framework) {
        return ExecutorToFrameworkMessage.newBuilder()
                .setFrameworkId(framework)
                .setExecutorId(EXECUTOR)
                .setSlaveId(AGENT)
                .setData(ByteString.copyFromUtf8("x"))
                .build();
    }

    private void findMaster() {
        process.leaderChanged(Optional.of(Samples.LEADER));
    }

    private void register() throws InterruptedException {
        findMaster();
        inbox.registered(MASTER, registered(FRAMEWORK));
        scheduler.next("registered");
        effects.sent.clear();
    }

    @ParameterizedTest
    @MethodSource("mastersWords")
    void masterIsHeardWhileRegistered(Incoming incoming) throws InterruptedException {
        register();

        incoming.deliver.accept(inbox, MASTER);

        scheduler.next(incoming.callback);
        assertThat(effects.ignored).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mastersWords")
    void strangerIsIgnoredWithOneLine(Incoming incoming) throws InterruptedException {
        register();

        incoming.deliver.accept(inbox, Optional.of(STRANGER));
        incoming.deliver.accept(inbox, Optional.empty());

        assertThat(scheduler.rest()).isEmpty();
        assertThat(effects.ignored).hasSize(2);
        assertThat(effects.ignored.get(0)).contains("sender is not the leading master", "from=" + STRANGER);
        assertThat(effects.ignored.get(1)).contains("from=nobody");
    }

    @ParameterizedTest
    @MethodSource("mastersWords")
    void masterIsNotHeardBeforeRegistrationNorAfterDisconnectionNorAfterTheEnd(Incoming incoming)
            throws InterruptedException {
        findMaster();
        incoming.deliver.accept(inbox, MASTER);
        assertThat(scheduler.rest()).isEmpty();

        register();
        effects.breakLink();
        scheduler.next("disconnected");
        incoming.deliver.accept(inbox, MASTER);
        assertThat(scheduler.rest()).isEmpty();

        process.stop();
        incoming.deliver.accept(inbox, MASTER);
        assertThat(scheduler.rest()).isEmpty();
    }

    @Test
    void registeredIsHeardOnceAndFromTheLeaderOnly() throws InterruptedException {
        inbox.registered(MASTER, registered(FRAMEWORK));
        findMaster();
        inbox.registered(Optional.of(STRANGER), registered(frameworkId("x")));
        assertThat(scheduler.rest()).isEmpty();

        inbox.registered(MASTER, registered(FRAMEWORK));
        inbox.registered(MASTER, registered(FRAMEWORK));
        inbox.reregistered(MASTER, reregistered(FRAMEWORK));

        assertThat(scheduler.next("registered").arguments())
                .containsExactly(FRAMEWORK, Samples.masterInfo("m", MASTER_UPID));
        assertThat(scheduler.rest()).isEmpty();
        assertThat(process.frameworkId()).contains(FRAMEWORK);
    }

    @Test
    void reregistrationOfAnotherFrameworkIsIgnored() throws InterruptedException {
        register();
        effects.breakLink();
        scheduler.next("disconnected");

        inbox.reregistered(MASTER, reregistered(frameworkId("other")));
        assertThat(scheduler.rest()).isEmpty();
        assertThat(effects.ignored.get(0)).contains("framework=other, own=framework-0");

        inbox.reregistered(MASTER, reregistered(FRAMEWORK));
        scheduler.next("reregistered");
    }

    @Test
    void newMasterMayAnswerReregistrationWithRegistered() throws InterruptedException {
        register();
        effects.breakLink();
        scheduler.next("disconnected");

        inbox.registered(MASTER, registered(FRAMEWORK));

        scheduler.next("registered");
    }

    @Test
    void emptyOffersAreNoCallback() throws InterruptedException {
        register();
        inbox.resourceOffers(MASTER, offers());

        assertThat(scheduler.rest()).isEmpty();
    }

    @Test
    void offersWithoutTheirAgentsAreIgnoredWithOneLine() throws InterruptedException {
        register();
        inbox.resourceOffers(
                MASTER, offers("a", "b").toBuilder().clearPids().addPids("x").build());

        assertThat(scheduler.rest()).isEmpty();
        assertThat(effects.ignored)
                .containsExactly(
                        "offers ignored, the address of an agent is missing: offers=2, pids=1, from=" + MASTER_UPID);
    }

    @Test
    void offerOfAgentWithUnreadableAddressIsStillAnOffer() throws InterruptedException {
        register();
        inbox.resourceOffers(
                MASTER, offers("a").toBuilder().setPids(0, "@0.0.0.0:0").build());

        assertThat(scheduler.next("resourceOffers").argument(0)).isEqualTo(List.of(offer("a")));
    }

    @Test
    void lostOrRescindedIsForgotten() throws InterruptedException {
        register();
        inbox.resourceOffers(MASTER, offers("a", "b"));
        inbox.rescind(
                MASTER,
                RescindResourceOfferMessage.newBuilder()
                        .setOfferId(offerId("a"))
                        .build());
        launch("a");
        assertThat(process.offers().agent(AGENT)).isEmpty();
        launch("b");
        assertThat(process.offers().agent(AGENT)).contains(AGENT_UPID);

        inbox.agentLost(MASTER, LostSlaveMessage.newBuilder().setSlaveId(AGENT).build());

        assertThat(process.offers().agent(AGENT)).isEmpty();
    }

    private void launch(String offer) {
        process.acceptOffers(
                List.of(offerId(offer)),
                List.of(Offer.Operation.newBuilder()
                        .setType(Offer.Operation.Type.LAUNCH)
                        .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(Samples.task("t")))
                        .build()),
                FILTERS);
    }

    @Test
    void offersOfLostMasterAreForgottenAndAgentsAreNot() throws InterruptedException {
        register();
        inbox.resourceOffers(MASTER, offers("a", "b"));
        launch("a");
        effects.breakLink();
        inbox.registered(MASTER, registered(FRAMEWORK));
        assertThat(process.offers().agent(AGENT)).contains(AGENT_UPID);
        process.offers().forget(AGENT);

        launch("b");

        assertThat(process.offers().agent(AGENT)).isEmpty();
    }

    @Test
    void executorsAreHeardThroughAnyAgentEvenWhileDisconnected() throws InterruptedException {
        inbox.frameworkMessage(Optional.of(AGENT_UPID), frameworkMessage(FRAMEWORK));
        assertThat(scheduler.rest()).as("the framework has no id yet").isEmpty();
        register();
        inbox.frameworkMessage(Optional.of(AGENT_UPID), frameworkMessage(FRAMEWORK));
        scheduler.next("frameworkMessage");
        effects.breakLink();
        scheduler.next("disconnected");

        inbox.frameworkMessage(Optional.of(STRANGER), frameworkMessage(FRAMEWORK));

        scheduler.next("frameworkMessage");
        inbox.frameworkMessage(Optional.of(AGENT_UPID), frameworkMessage(frameworkId("other")));
        process.stop();
        inbox.frameworkMessage(Optional.of(AGENT_UPID), frameworkMessage(FRAMEWORK));
        assertThat(scheduler.rest()).isEmpty();
    }

    @Test
    void executorsOfAKnownAgentAreHeardFromThereOrThroughTheMasterOnly() throws InterruptedException {
        register();
        inbox.resourceOffers(MASTER, offers("a", "b"));
        scheduler.next("resourceOffers");
        launch("a");

        inbox.frameworkMessage(Optional.of(STRANGER), frameworkMessage(FRAMEWORK));
        inbox.frameworkMessage(Optional.empty(), frameworkMessage(FRAMEWORK));
        assertThat(scheduler.rest()).isEmpty();

        inbox.frameworkMessage(Optional.of(AGENT_UPID), frameworkMessage(FRAMEWORK));
        scheduler.next("frameworkMessage");
        inbox.frameworkMessage(MASTER, frameworkMessage(FRAMEWORK));
        scheduler.next("frameworkMessage");
    }

    @Test
    void errorIsHeardFromTheLeaderEvenBeforeRegistration() {
        inbox.error(MASTER, error());
        findMaster();
        inbox.error(Optional.of(STRANGER), error());
        assertThat(effects.failures).isEmpty();

        inbox.error(MASTER, error());
        assertThat(effects.failures).containsExactly("no");

        process.stop();
        inbox.error(MASTER, error());
        assertThat(effects.failures).hasSize(1);
    }

    @Test
    void executorLostTellsTheRawStatus() throws InterruptedException {
        register();
        inbox.executorLost(MASTER, exited(FRAMEWORK));

        assertThat(scheduler.next("executorLost").arguments()).containsExactly(EXECUTOR, AGENT, 9);
    }
}
