package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.gotask.scheduler.cluster.Cluster;
import org.gotask.scheduler.cluster.ResourceOffer;
import org.gotask.scheduler.placement.AgentPlacement;
import org.gotask.scheduler.placement.OfferPool;
import org.gotask.scheduler.placement.Placement;
import org.gotask.scheduler.placement.Placer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects offers until all tasks have a place, and gives back every offer that is not used. Confined to the run's
 * thread.
 *
 * <p>Offers that are not enough are given back after a while, for a random time that is shorter than they were held: the
 * schedulers that compete for them fall out of step, and one of them gets all it needs, while this one still sees offers
 * of different agents overlap.
 */
final class OfferCollection {

    private static final Logger log = LoggerFactory.getLogger(OfferCollection.class);
    private static final Duration SHORTEST_REFUSAL = Duration.ofSeconds(1);

    /** For what is not needed any more: this run launches once. */
    static final Duration REFUSAL_FOR_GOOD = Duration.ofHours(1);

    private final Cluster cluster;
    private final Placer placer;
    private final Duration hold;
    private final OfferPool pool;
    private final RandomGenerator random;
    private String missing = "no offer has come yet";

    OfferCollection(Cluster cluster, Placer placer, Duration hold, RandomGenerator random) {
        this.cluster = cluster;
        this.placer = placer;
        this.hold = hold;
        this.pool = new OfferPool(hold);
        this.random = random;
    }

    void add(Collection<ResourceOffer> offers, long nowNanos) {
        offers.forEach(offer -> pool.add(offer, nowNanos));
    }

    void rescinded(String offerId) {
        pool.remove(offerId);
    }

    /** All offers are void. */
    void clear() {
        pool.clear();
    }

    Placement place() {
        Placement placement = placer.place(pool.offers());
        if (placement instanceof Placement.Incomplete(String what)) {
            missing = what;
            log.debug("offers do not suffice yet: {}", what);
        }
        return placement;
    }

    /** What was missing at the last try, in one line. */
    String missing() {
        return missing;
    }

    void declineExpired(long nowNanos) {
        List<ResourceOffer> expired = pool.takeExpired(nowNanos);
        if (!expired.isEmpty()) {
            long longest = Math.max(SHORTEST_REFUSAL.toMillis() + 1, hold.toMillis() / 2);
            Duration refusal = Duration.ofMillis(random.nextLong(SHORTEST_REFUSAL.toMillis(), longest));
            expired.forEach(offer -> cluster.decline(offer.offerId(), refusal));
        }
    }

    void declineAllBut(List<AgentPlacement> used) {
        Set<String> usedIds = new HashSet<>();
        used.forEach(agent -> usedIds.addAll(agent.offerIds()));
        pool.offers().stream()
                .filter(offer -> !usedIds.contains(offer.offerId()))
                .forEach(offer -> cluster.decline(offer.offerId(), REFUSAL_FOR_GOOD));
        pool.clear();
    }
}
