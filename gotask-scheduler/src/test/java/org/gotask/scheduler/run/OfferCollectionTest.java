package org.gotask.scheduler.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.gotask.Resources;
import org.gotask.scheduler.cluster.ResourceOffer;
import org.gotask.scheduler.placement.Placement;
import org.gotask.scheduler.placement.PlacementStrategy;
import org.gotask.scheduler.placement.Placer;
import org.gotask.scheduler.placement.TaskNeed;
import org.junit.jupiter.api.Test;

/** Offers that do not suffice yet, on a clock that the test advances. */
class OfferCollectionTest {

    private static final Duration HOLD = Duration.ofSeconds(5);

    private final AtomicLong nanoTime = new AtomicLong();
    private final FakeCluster cluster = new FakeCluster();
    private final OfferCollection offers = new OfferCollection(
            "m:5050",
            cluster,
            new Placer(
                    List.of(new TaskNeed("worker-0", Resources.of("cpus", 2, "mem", 64))),
                    Resources.of("cpus", 0.1, "mem", 32),
                    PlacementStrategy.SPREAD),
            HOLD,
            new Random(1),
            nanoTime::get);

    @Test
    void offerIsDeclinedForLessThanItWasHeldOnceTheHoldTimeIsOver() throws Exception {
        offers.registered();
        offers.add(List.of(offer("o1", 1)));
        nanoTime.set(HOLD.toNanos() - 1);
        offers.declineExpired();
        assertThat(cluster.refusedFor()).isEmpty();

        nanoTime.set(HOLD.toNanos());
        offers.declineExpired();

        assertThat(cluster.awaitDeclined()).isEqualTo("o1");
        assertThat(cluster.refusedFor()).allMatch(refuseFor -> refuseFor.compareTo(HOLD) < 0);
    }

    @Test
    void offersBeforeADisconnectionAreVoid() {
        offers.registered();
        offers.add(List.of(offer("o1", 4)));
        assertThat(offers.place()).isInstanceOf(Placement.Complete.class);

        offers.disconnected();
        offers.registered();

        assertThat(offers.place()).isInstanceOf(Placement.Incomplete.class);
    }

    @Test
    void missingRegistrationIsReportedBeforeMissingResources() {
        assertThat(offers.missing()).isEqualTo("not registered with the master at m:5050 yet");

        offers.registered();
        assertThat(offers.missing()).isEqualTo("no offers received yet");

        offers.add(List.of(offer("o1", 1)));
        offers.place();
        assertThat(offers.missing()).contains("cpus");
    }

    @Test
    void taskThatNoAgentSeenCanHoldIsToldApart() {
        offers.registered();
        offers.add(List.of(offer("o1", 1)));
        offers.place();

        assertThat(offers.missing())
                .isEqualTo("never fits on any agent seen: task worker-0 needs cpus=2.1, mem=96 with its executor;"
                        + " no agent has offered more than cpus=1, mem=512");
    }

    @Test
    void taskThatAnAgentSeenCanHoldIsOnlyNotPlacedNow() {
        offers.registered();
        offers.add(List.of(offer("o1", 1.5), offer("o2", 1.5)));
        offers.rescinded("o2");
        offers.place();

        assertThat(offers.missing())
                .isEqualTo("missing cpus=0.6 (needed cpus=2.1, mem=96; offered cpus=1.5, mem=512 on 1 agent);"
                        + " not now, though each task fits on an agent seen");
    }

    private static ResourceOffer offer(String id, double cpus) {
        return new ResourceOffer(id, "a1", "h1", Resources.of("cpus", cpus, "mem", 512));
    }
}
