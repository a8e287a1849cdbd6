package org.gotask.scheduler.mesos;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.Resource;

/** The offers held, as Mesos made them: a launch has to hand back the very entries. Thread-safe. */
final class OfferBook {

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

    /** Takes offers out and gives the sum of their entries; void ones contribute nothing. */
    List<Resource> take(Collection<String> offerIds) {
        return offerIds.stream()
                .map(id -> Optional.ofNullable(offers.remove(id)))
                .flatMap(Optional::stream)
                .flatMap(offer -> offer.getResourcesList().stream())
                .toList();
    }
}
