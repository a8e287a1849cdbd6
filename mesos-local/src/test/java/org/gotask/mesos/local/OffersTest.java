package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.scalar;
import static org.gotask.mesos.local.Tasks.shell;

import java.time.Duration;
import java.util.List;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.DeactivateFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.RescindResourceOfferMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The recipients of offers, and when resources are offered again. */
class OffersTest {

    private static final Timings QUICK =
            Timings.builder().allocationInterval(Duration.ofMillis(100)).build();
    private static final long SOME_ROUNDS_MILLIS = 350;

    private LocalCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(LocalSpec.parse("local[2]{cpus=2,mem=256,disk=100}"), "127.0.0.1", 0, QUICK);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void offersHaveTheOldFormForOldFrameworks() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "old")) {
            Offer offer = scheduler.offers().getFirst();

            assertThat(offer.hasAllocationInfo()).isFalse();
            assertThat(offer.getResourcesList())
                    .allMatch(resource -> resource.getRole().equals("*") && resource.hasRole())
                    .noneMatch(Resource::hasAllocationInfo)
                    .contains(scalar("cpus", 2).toBuilder().setRole("*").build());
            assertThat(offer.getUrl().getPath())
                    .isEqualTo("/" + cluster.agents().getFirst().address().id());
            assertThat(offer.getUrl().getAddress().getPort())
                    .isEqualTo(cluster.agents().getFirst().address().port());
            assertThat(offer.getHostname()).isEqualTo("localhost");
        }
    }

    @Test
    void offersHaveTheNewFormForNewFrameworks() throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            scheduler.subscribe(FrameworkInfo.newBuilder()
                    .setUser("nobody")
                    .setName("new")
                    .addRoles("batch")
                    .addCapabilities(
                            FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                    .addCapabilities(FrameworkInfo.Capability.newBuilder()
                            .setType(FrameworkInfo.Capability.Type.RESERVATION_REFINEMENT))
                    .build());

            Offer offer = scheduler.offers().getFirst();

            assertThat(offer.getAllocationInfo().getRole()).isEqualTo("batch");
            assertThat(offer.getResourcesList())
                    .noneMatch(Resource::hasRole)
                    .allMatch(resource -> resource.getAllocationInfo().getRole().equals("batch"));
        }
    }

    @Test
    void portsOfTwoAgentsNeverMeet() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "ports")) {
            List<Offer> offers = scheduler.offers();

            assertThat(offers)
                    .extracting(offer ->
                            ResourceSet.of(offer.getResourcesList()).ranges().toString())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void declinedResourcesComeBackOnlyWhenTheFilterHasEnded() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "filters")) {
            List<Offer> offers = scheduler.offers();
            scheduler.decline(offers.subList(0, 1), 1000);
            scheduler.decline(offers.subList(1, 2), 0);

            List<Offer> again = scheduler.offers();
            assertThat(again)
                    .extracting(Offer::getSlaveId)
                    .containsExactly(offers.get(1).getSlaveId());
            assertThat(noOffers(scheduler)).isTrue();
        }
    }

    @Test
    void revivingEndsFilters() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "revive")) {
            scheduler.decline(scheduler.offers(), 1000);
            assertThat(noOffers(scheduler)).isTrue();

            scheduler.call(Call.newBuilder().setType(Call.Type.REVIVE));

            assertThat(scheduler.offers()).hasSize(2);
        }
    }

    @Test
    void suppressingEndsOffersUntilRevived() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "suppress")) {
            List<Offer> offers = scheduler.offers();
            scheduler.call(Call.newBuilder().setType(Call.Type.SUPPRESS));
            scheduler.decline(offers, 0);
            assertThat(noOffers(scheduler)).isTrue();

            scheduler.call(Call.newBuilder().setType(Call.Type.REVIVE));

            assertThat(scheduler.offers()).hasSize(2);
        }
    }

    @Test
    void secondFrameworkGetsWhatIsFree() throws Exception {
        try (var first = SchedulerPeer.registered(cluster, "first")) {
            List<Offer> offers = first.offers();
            Offer used = offers.getFirst();
            first.launch(List.of(used), 1000, shell(used, "t1", "sleep 60").build());
            first.await("t1", TaskState.TASK_RUNNING);
            try (var second = SchedulerPeer.registered(cluster, "second")) {
                List<Offer> rest = second.offers();

                assertThat(rest).hasSize(1);
                assertThat(rest.getFirst().getSlaveId()).isEqualTo(used.getSlaveId());
                assertThat(ResourceSet.of(rest.getFirst().getResourcesList()).scalar("cpus"))
                        .isEqualTo(1900);

                first.decline(offers.subList(1, 2), 1000);
                assertThat(second.offers())
                        .extracting(Offer::getSlaveId)
                        .containsExactly(offers.get(1).getSlaveId());
            }
        }
    }

    @Test
    void agentsAreDividedBetweenFrameworksThatBothWait() throws Exception {
        try (var first = SchedulerPeer.registered(cluster, "first");
                var second = SchedulerPeer.registered(cluster, "second")) {
            List<Offer> offers = first.offers();
            first.decline(offers, 0);

            assertThat(first.offers()).hasSize(1);
            assertThat(second.offers()).hasSize(1);
        }
    }

    @Test
    void offersAreRescindedOnRequest() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "rescind")) {
            List<Offer> offers = scheduler.offers();

            cluster.rescindOffers();

            for (Offer offer : offers) {
                scheduler.next(
                        RescindResourceOfferMessage.getDefaultInstance(),
                        m -> m.getOfferId().equals(offer.getId()));
            }
            Offer former = offers.getFirst();
            scheduler.launch(List.of(former), 0, shell(former, "t1", "true").build());
            TaskStatus status = scheduler.unacknowledged("t1").getStatus();
            assertThat(status.getState()).isEqualTo(TaskState.TASK_LOST);
            assertThat(status.getMessage())
                    .isEqualTo("Task launched with invalid offers: Offer "
                            + former.getId().getValue() + " is no longer valid");
            assertThat(scheduler.offers()).hasSize(2);
        }
    }

    @Test
    void offersWithoutAnAnswerGoToTheNextFrameworkAfterTheTimeout() throws Exception {
        try (var timed = LocalCluster.start(
                        LocalClusterConfig.builder(LocalSpec.ofAgents(1))
                                .offerTimeout(Duration.ofMillis(100))
                                .build(),
                        QUICK);
                var silent = SchedulerPeer.registered(timed, "silent")) {
            Offer held = silent.offers().getFirst();
            try (var waiting = SchedulerPeer.registered(timed, "waiting")) {
                silent.next(
                        RescindResourceOfferMessage.getDefaultInstance(),
                        m -> m.getOfferId().equals(held.getId()));
                assertThat(waiting.offers()).hasSize(1);
            }
        }
    }

    @Test
    void frameworksOfOtherRolesAreRefusedByName() throws Exception {
        try (var strict = LocalCluster.start(LocalClusterConfig.builder(LocalSpec.ofAgents(1))
                .roles(List.of("batch", "dev/web"))
                .build())) {
            for (String role : List.of("batch", "dev/web", "*")) {
                try (var scheduler = new SchedulerPeer(strict.master())) {
                    scheduler.subscribe(FrameworkInfo.newBuilder()
                            .setUser("nobody")
                            .setName(role)
                            .setRole(role)
                            .build());
                }
            }
            assertThat(refusal(strict, "dev")).isEqualTo("Roles { dev } are not present in the master's --roles");
            assertThat(refusal(strict, "a b")).isEqualTo("Role 'a b' is invalid");
            assertThat(refusal(strict, "a/../b")).isEqualTo("Role 'a/../b' is invalid");
        }
    }

    private static String refusal(LocalCluster cluster, String role) throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            scheduler.send(Call.newBuilder()
                    .setType(Call.Type.SUBSCRIBE)
                    .setSubscribe(Call.Subscribe.newBuilder()
                            .setFrameworkInfo(FrameworkInfo.newBuilder()
                                    .setUser("nobody")
                                    .setName(role)
                                    .setRole(role)))
                    .build());
            return scheduler.next(FrameworkErrorMessage.getDefaultInstance()).getMessage();
        }
    }

    @Test
    void deactivatedFrameworkLosesItsOffers() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "deactivate")) {
            List<Offer> offers = scheduler.offers();

            scheduler.send(DeactivateFrameworkMessage.newBuilder()
                    .setFrameworkId(scheduler.id)
                    .build());

            for (Offer offer : offers) {
                scheduler.next(
                        RescindResourceOfferMessage.getDefaultInstance(),
                        m -> m.getOfferId().equals(offer.getId()));
            }
            assertThat(noOffers(scheduler)).isTrue();
        }
    }

    @Test
    void tasksOnInvalidOffersAreLost() throws Exception {
        try (var scheduler =
                SchedulerPeer.registered(cluster, "invalid offers", FrameworkInfo.Capability.Type.PARTITION_AWARE)) {
            List<Offer> offers = scheduler.offers();
            Offer offer = offers.getFirst();
            scheduler.decline(List.of(offer), 1000);

            scheduler.launch(List.of(offer), 0, shell(offer, "gone", "true").build());
            TaskStatus gone = scheduler.update("gone").getStatus();
            assertThat(gone.getState()).isEqualTo(TaskState.TASK_DROPPED);
            assertThat(gone.getReason()).isEqualTo(TaskStatus.Reason.REASON_INVALID_OFFERS);
            assertThat(gone.getMessage())
                    .isEqualTo("Task launched with invalid offers: Offer "
                            + offer.getId().getValue() + " is no longer valid");
            assertThat(gone.hasUuid()).isFalse();
        }
    }

    @Test
    void offersOfTwoAgentsCannotBeAcceptedTogether() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "two agents")) {
            List<Offer> offers = scheduler.offers();

            scheduler.launch(
                    offers, 1000, shell(offers.getFirst(), "both", "true").build());

            assertThat(scheduler.update("both").getStatus().getReason())
                    .isEqualTo(TaskStatus.Reason.REASON_INVALID_OFFERS);
            assertThat(scheduler.offers()).hasSize(2);
        }
    }

    @Test
    void unusedRestIsRefusedToo() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "rest")) {
            List<Offer> offers = scheduler.offers();
            Offer offer = offers.getFirst();
            scheduler.decline(offers.subList(1, 2), 1000);

            scheduler.launch(
                    List.of(offer), 1000, shell(offer, "t1", "sleep 60").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);
            assertThat(noOffers(scheduler)).isTrue();

            scheduler.kill("t1");
            scheduler.await("t1", TaskState.TASK_KILLED);
            assertThat(ResourceSet.of(scheduler.offers().getFirst().getResourcesList()))
                    .isEqualTo(ResourceSet.of(offer.getResourcesList()));
        }
    }

    private static boolean noOffers(SchedulerPeer scheduler) throws InterruptedException {
        return scheduler
                .poll(ResourceOffersMessage.getDefaultInstance(), unused -> true, SOME_ROUNDS_MILLIS)
                .isEmpty();
    }
}
