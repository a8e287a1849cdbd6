package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.gotask.scheduler.cluster.Cluster;
import org.gotask.scheduler.cluster.ResourceOffer;
import org.gotask.scheduler.placement.AgentPlacement;
import org.gotask.scheduler.placement.AgentsSeen;
import org.gotask.scheduler.placement.OfferPool;
import org.gotask.scheduler.placement.Placement;
import org.gotask.scheduler.placement.Placer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects offers until all tasks can be placed, and declines all offers that are not used. Confined to the run's
 * thread.
 *
 * <p>Offers that do not suffice are declined after a while, for a random time shorter than they were held. Competing
 * schedulers thereby fall out of step until one of them holds enough, while this one still holds offers of different
 * agents at the same time.
 */
final class OfferCollection {

    private static final Logger log = LoggerFactory.getLogger(OfferCollection.class);
    private static final Duration SHORTEST_REFUSE_FOR = Duration.ofSeconds(1);

    /** For offers after the launch, since a run launches only once. */
    static final Duration REFUSE_UNNEEDED_FOR = Duration.ofHours(1);

    private final String clusterName;
    private final Cluster cluster;
    private final Placer placer;
    private final Duration hold;
    private final OfferPool pool;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;
    private final AgentsSeen seen = new AgentsSeen();
    private boolean registered;
    private String missing = "no offers received yet";

    /**
     * Holds no offers yet.
     *
     * @param clusterName the cluster, for people
     * @param hold how long an offer that does not suffice is held
     * @param nanoTime the clock
     */
    OfferCollection(
            String clusterName,
            Cluster cluster,
            Placer placer,
            Duration hold,
            RandomGenerator random,
            LongSupplier nanoTime) {
        this.clusterName = clusterName;
        this.cluster = cluster;
        this.placer = placer;
        this.hold = hold;
        this.pool = new OfferPool(hold);
        this.random = random;
        this.nanoTime = nanoTime;
    }

    /** The cluster will make new offers; earlier ones are void. */
    void registered() {
        registered = true;
        pool.clear();
    }

    /** All offers are void. */
    void disconnected() {
        registered = false;
        pool.clear();
    }

    void add(Collection<ResourceOffer> offers) {
        long now = nanoTime.getAsLong();
        offers.forEach(offer -> pool.add(offer, now));
        seen.add(pool.offers());
    }

    void rescinded(String offerId) {
        pool.remove(offerId);
    }

    Placement place() {
        Placement placement = placer.place(pool.offers());
        if (placement instanceof Placement.Incomplete(String what)) {
            missing = placer.tooLarge(seen.resources())
                    .map(task -> "never fits on any agent seen: " + task.need() + "; no agent has offered more than "
                            + task.nearest())
                    .orElse(what + "; not now, though each task fits on an agent seen");
            log.debug("offers do not suffice yet: {}", missing);
        }
        return placement;
    }

    /** The reason why the tasks are not placed yet, in one line. */
    String missing() {
        return registered ? missing : "not registered with the master at " + clusterName + " yet";
    }

    void declineExpired() {
        List<ResourceOffer> expired = pool.takeExpired(nanoTime.getAsLong());
        if (!expired.isEmpty()) {
            long longest = Math.max(SHORTEST_REFUSE_FOR.toMillis() + 1, hold.toMillis() / 2);
            Duration refuseFor = Duration.ofMillis(random.nextLong(SHORTEST_REFUSE_FOR.toMillis(), longest));
            expired.forEach(offer -> cluster.decline(offer.offerId(), refuseFor));
        }
    }

    void declineAllBut(List<AgentPlacement> used) {
        Set<String> usedIds = new HashSet<>();
        used.forEach(agent -> usedIds.addAll(agent.offerIds()));
        pool.offers().stream()
                .filter(offer -> !usedIds.contains(offer.offerId()))
                .forEach(offer -> cluster.decline(offer.offerId(), REFUSE_UNNEEDED_FOR));
        pool.clear();
    }
}
