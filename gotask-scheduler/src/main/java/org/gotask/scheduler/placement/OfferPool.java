package org.gotask.scheduler.placement;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gotask.scheduler.cluster.ResourceOffer;

/**
 * The offers held while they do not suffice for all tasks. No offer is held longer than a limit, so that two schedulers
 * that each hold a part of the resources they need cannot starve each other. Confined to one thread.
 */
public final class OfferPool {

    private record Held(ResourceOffer offer, long sinceNanos) {}

    private final long holdNanos;
    private final Map<String, Held> held = new LinkedHashMap<>();

    /**
     * An empty pool.
     *
     * @param hold how long an offer may be held
     */
    public OfferPool(Duration hold) {
        this.holdNanos = hold.toNanos();
    }

    /** Holds an offer from now on. */
    public void add(ResourceOffer offer, long nowNanos) {
        held.put(offer.offerId(), new Held(offer, nowNanos));
    }

    /** Removes an offer that is void. */
    public void remove(String offerId) {
        held.remove(offerId);
    }

    /** Removes all offers. */
    public void clear() {
        held.clear();
    }

    /** The offers held, oldest first. */
    public Collection<ResourceOffer> offers() {
        return held.values().stream().map(Held::offer).toList();
    }

    /** Removes and returns the offers that have been held up to the limit. */
    public List<ResourceOffer> takeExpired(long nowNanos) {
        List<ResourceOffer> expired = held.values().stream()
                .filter(entry -> nowNanos - entry.sinceNanos() >= holdNanos)
                .map(Held::offer)
                .toList();
        expired.forEach(offer -> held.remove(offer.offerId()));
        return expired;
    }
}
