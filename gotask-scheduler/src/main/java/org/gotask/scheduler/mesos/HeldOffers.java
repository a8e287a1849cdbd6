package org.gotask.scheduler.mesos;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.Resource;

/** The offers that the run holds, as Mesos sent them: a launch must return the same resource entries. Thread-safe. */
final class HeldOffers {

    private final Map<String, Offer> offers = new ConcurrentHashMap<>();

    void add(Offer offer) {
        offers.put(offer.getId().getValue(), offer);
    }

    void remove(String offerId) {
        offers.remove(offerId);
    }

    void clear() {
        offers.clear();
    }

    /** Removes offers and returns all their resource entries; void offers have none. */
    List<Resource> take(Collection<String> offerIds) {
        return offerIds.stream()
                .map(id -> Optional.ofNullable(offers.remove(id)))
                .flatMap(Optional::stream)
                .flatMap(offer -> offer.getResourcesList().stream())
                .toList();
    }
}
