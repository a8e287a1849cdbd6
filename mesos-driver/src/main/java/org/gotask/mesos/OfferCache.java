package org.gotask.mesos;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskInfo;

/**
 * Remembers which agent stands behind an offer, and the addresses of the agents on which something was launched, so that
 * framework messages need not go through the master. Bounded: what is forgotten costs that detour and nothing else.
 * Confined to the event loop.
 */
final class OfferCache {

    /** More than the agents of any known cluster. */
    private static final int LIMIT = 100_000;

    private final Map<OfferID, AgentOfOffer> offers;
    private final Map<SlaveID, Upid> agents;

    OfferCache() {
        this(LIMIT);
    }

    /** Remembers so many offers and agents at most. */
    OfferCache(int limit) {
        offers = bounded(limit);
        agents = bounded(limit);
    }

    /** Remembers an offer's agent. One that is known has moved, perhaps. */
    void offered(Offer offer, Upid agent) {
        agents.computeIfPresent(offer.getSlaveId(), (id, old) -> agent);
        offers.put(offer.getId(), new AgentOfOffer(offer.getSlaveId(), agent));
    }

    /** Remembers the agents that tasks are launched on, then forgets the offers; the addresses of those agents. */
    Set<Upid> accepted(Collection<OfferID> accepted, List<TaskInfo> launched) {
        Set<Upid> launchedOn = new LinkedHashSet<>();
        for (OfferID id : accepted) {
            AgentOfOffer agent = offers.remove(id);
            if (agent != null
                    && launched.stream().anyMatch(task -> task.getSlaveId().equals(agent.id))) {
                agents.put(agent.id, agent.upid);
                launchedOn.add(agent.upid);
            }
        }
        return launchedOn;
    }

    /** Forgets an offer that was declined or rescinded. */
    void forget(OfferID id) {
        offers.remove(id);
    }

    /** Forgets all offers: those of a lost master are void. Agents and what runs there outlive their master. */
    void forgetOffers() {
        offers.clear();
    }

    /** Forgets an agent that is lost. */
    void forget(SlaveID id) {
        agents.remove(id);
    }

    /** The address of an agent on which something was launched. */
    Optional<Upid> agent(SlaveID id) {
        return Optional.ofNullable(agents.get(id));
    }

    private static <K, V> Map<K, V> bounded(int limit) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > limit;
            }
        };
    }

    private record AgentOfOffer(SlaveID id, Upid upid) {}
}
