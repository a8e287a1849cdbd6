package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.tiny;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.FrameworkReregisteredMessage;
import org.gotask.mesos.proto.internal.LostSlaveMessage;
import org.gotask.mesos.proto.internal.PingSlaveMessage;
import org.gotask.mesos.proto.internal.RegisterSlaveMessage;
import org.gotask.mesos.proto.internal.RescindResourceOfferMessage;
import org.gotask.mesos.proto.internal.SlaveRegisteredMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The registration, loss, return and end of frameworks and agents. */
class FrameworkLifeTest {

    private static final FrameworkInfo INFO = FrameworkInfo.newBuilder()
            .setUser("nobody")
            .setName("life")
            .setFailoverTimeout(60)
            .build();

    private LocalCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(LocalSpec.ofAgents(2));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void answersEachRetryOfARegistrationWithTheSameId() throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            scheduler.subscribe(INFO);
            FrameworkID first = scheduler.id;

            scheduler.subscribe(INFO);

            assertThat(scheduler.id).isEqualTo(first);
            assertThat(first.getValue()).isEqualTo(cluster.masterInfo().getId() + "-0000");
        }
    }

    @Test
    void masterIsTheOneThatItSaysItIs() throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            scheduler.send(subscribe(INFO, false));

            var message = scheduler.next(FrameworkRegisteredMessage.getDefaultInstance());

            assertThat(message.getMasterInfo()).isEqualTo(cluster.masterInfo());
            assertThat(message.getMasterInfo().getPid()).isEqualTo("master@" + cluster.masterAddress());
            assertThat(message.getMasterInfo().getIp()).isEqualTo(16_777_343);
        }
    }

    @Test
    void brokenLinkEndsAFrameworkWithItsExecutors() throws Exception {
        ProcessHandle executor;
        try (var scheduler = SchedulerPeer.registered(cluster, "broken")) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(List.of(offer), 0, tiny(offer, "t1", "e1", "hold").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);
            executor = ExecutorEndTest.executor(scheduler);
        }

        Awaitility.await().until(() -> !executor.isAlive());
    }

    @Test
    void frameworkThatDoesNotReturnInTimeIsEndedAndNotBefore() throws Exception {
        FrameworkID id;
        ProcessHandle executor;
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            scheduler.subscribe(INFO.toBuilder().setFailoverTimeout(3600).build());
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(List.of(offer), 0, tiny(offer, "t1", "e1", "hold").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);
            executor = ExecutorEndTest.executor(scheduler);
            id = scheduler.id;
        }
        FrameworkInfo info = INFO.toBuilder().setFailoverTimeout(1).build();
        try (var inTime = new SchedulerPeer(cluster.master())) {
            inTime.send(subscribe(info.toBuilder().setId(id).build(), true));
            inTime.next(FrameworkRegisteredMessage.getDefaultInstance());
            assertThat(executor.isAlive()).isTrue();
        }

        executor.onExit().get(60, TimeUnit.SECONDS);

        try (var late = new SchedulerPeer(cluster.master())) {
            late.send(subscribe(info.toBuilder().setId(id).build(), true));
            assertThat(error(late)).isEqualTo("Framework has been removed");
        }
    }

    @Test
    void tornDownFrameworkIsGoneForGood() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "teardown")) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(List.of(offer), 0, tiny(offer, "t1", "e1", "hold").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);
            ProcessHandle executor = ExecutorEndTest.executor(scheduler);

            scheduler.call(Call.newBuilder().setType(Call.Type.TEARDOWN));

            Awaitility.await().until(() -> !executor.isAlive());
            scheduler.send(subscribe(INFO.toBuilder().setId(scheduler.id).build(), true));
            assertThat(error(scheduler)).isEqualTo("Framework has been removed");
        }
    }

    /** Catches a scheduler that waits for tasks that another process has ended in its name. */
    @Test
    void schedulerThatStaysLearnsThatItsFrameworkWasTornDown() throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            scheduler.subscribe(INFO);

            scheduler.call(Call.newBuilder().setType(Call.Type.TEARDOWN));

            assertThat(error(scheduler)).isEqualTo("Framework has been removed");
        }
    }

    @Test
    void anotherSchedulerTakesOverTasksAndUpdates() throws Exception {
        try (var first = new SchedulerPeer(cluster.master());
                var second = new SchedulerPeer(cluster.master())) {
            first.subscribe(INFO);
            Offer offer = first.offers().getFirst();
            first.launch(List.of(offer), 0, tiny(offer, "t1", "e1", "hold").build());
            StatusUpdate running = first.unacknowledged("t1");

            second.send(subscribe(INFO.toBuilder().setId(first.id).build(), true));

            assertThat(second.next(FrameworkRegisteredMessage.getDefaultInstance())
                            .getFrameworkId())
                    .isEqualTo(first.id);
            second.id = first.id;
            assertThat(error(first)).isEqualTo("Framework failed over");
            assertThat(second.update("t1").getUuid()).isEqualTo(running.getUuid());
            second.kill("t1");
            second.await("t1", TaskState.TASK_KILLED);
        }
    }

    @Test
    void sameSchedulerComesBackWithoutItsOffers() throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            scheduler.subscribe(INFO);
            List<Offer> offers = scheduler.offers();

            scheduler.send(subscribe(INFO.toBuilder().setId(scheduler.id).build(), false));

            scheduler.next(FrameworkReregisteredMessage.getDefaultInstance());
            scheduler.next(
                    RescindResourceOfferMessage.getDefaultInstance(),
                    m -> m.getOfferId().equals(offers.getFirst().getId()));
            assertThat(scheduler.offers()).hasSize(2);
        }
    }

    @Test
    void strangerCannotTakeAFrameworkWithoutForce() throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master());
                var stranger = new SchedulerPeer(cluster.master())) {
            scheduler.subscribe(INFO);
            List<Offer> offers = scheduler.offers();

            stranger.send(subscribe(INFO.toBuilder().setId(scheduler.id).build(), false));
            assertThat(error(stranger)).isEqualTo("Framework failed over");

            stranger.id = scheduler.id;
            stranger.call(Call.newBuilder().setType(Call.Type.TEARDOWN));
            scheduler.decline(offers, 0);
            assertThat(scheduler.offers()).hasSize(2);
        }
    }

    @Test
    void frameworkOfAnotherMasterIsWelcome() throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            FrameworkID known =
                    FrameworkID.newBuilder().setValue("of-another-master").build();

            scheduler.send(subscribe(INFO.toBuilder().setId(known).build(), false));

            assertThat(scheduler
                            .next(FrameworkRegisteredMessage.getDefaultInstance())
                            .getFrameworkId())
                    .isEqualTo(known);
        }
    }

    @Test
    void nonsenseIsRefusedByName() throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            scheduler.send(subscribe(INFO.toBuilder().setFailoverTimeout(1e15).build(), false));
            assertThat(error(scheduler)).isEqualTo("The framework failover_timeout (1.0E15) is invalid");

            scheduler.send(subscribe(
                    INFO.toBuilder()
                            .setId(FrameworkID.newBuilder().setValue("a/b"))
                            .build(),
                    false));
            assertThat(error(scheduler)).startsWith("The framework id is malformed");
        }
    }

    @Test
    void lostAgentIsReportedWithItsTasks() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "lost")) {
            List<Offer> offers = scheduler.offers();
            Offer offer = offers.getFirst();
            scheduler.launch(
                    List.of(offer), 1000, tiny(offer, "t1", "e1", "hold").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);
            ProcessHandle executor = ExecutorEndTest.executor(scheduler);

            cluster.killAgent(offer.getSlaveId().getValue());

            StatusUpdate lost = scheduler.unacknowledged("t1");
            assertThat(lost.getStatus().getState()).isEqualTo(TaskState.TASK_LOST);
            assertThat(lost.getUuid().isEmpty()).isTrue();
            assertThat(scheduler.next(LostSlaveMessage.getDefaultInstance()).getSlaveId())
                    .isEqualTo(offer.getSlaveId());
            assertThat(executor.isAlive()).isFalse();
            assertThat(cluster.agents()).hasSize(1);
        }
    }

    @Test
    void offersOfALostAgentAreRescinded() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "rescind")) {
            Offer offer = scheduler.offers().getFirst();

            cluster.killAgent(offer.getSlaveId().getValue());

            assertThat(scheduler
                            .next(RescindResourceOfferMessage.getDefaultInstance())
                            .getOfferId())
                    .isEqualTo(offer.getId());
        }
    }

    @Test
    void agentThatDoesNotAnswerPingsIsLost() throws Exception {
        Timings timings = Timings.builder().pingInterval(Duration.ofMillis(100)).build();
        try (var quick = LocalCluster.start(LocalSpec.ofAgents(1), "127.0.0.1", 0, timings);
                var silent = new SchedulerPeer(quick.master());
                var scheduler = SchedulerPeer.registered(quick, "pings")) {
            silent.ignorePings();
            silent.send(RegisterSlaveMessage.newBuilder()
                    .setSlave(SlaveInfo.newBuilder().setHostname("silent"))
                    .setVersion("1.0.0")
                    .build());
            var admitted = silent.next(SlaveRegisteredMessage.getDefaultInstance());
            assertThat(admitted.getConnection().getTotalPingTimeoutSeconds()).isEqualTo(0.5);

            for (int i = 0; i < 5; i++) {
                assertThat(silent.next(PingSlaveMessage.getDefaultInstance()).getConnected())
                        .isTrue();
            }

            scheduler.next(
                    LostSlaveMessage.getDefaultInstance(),
                    lost -> lost.getSlaveId().equals(admitted.getSlaveId()));
        }
    }

    private static String error(SchedulerPeer scheduler) throws InterruptedException {
        return scheduler.next(FrameworkErrorMessage.getDefaultInstance()).getMessage();
    }

    private static Call subscribe(FrameworkInfo info, boolean force) {
        Call.Builder call = Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info).setForce(force));
        return info.hasId() ? call.setFrameworkId(info.getId()).build() : call.build();
    }
}
