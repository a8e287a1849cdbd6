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
 * The agents of offers, and the addresses of agents with launched tasks, so that framework messages go directly to
 * agents. Bounded: messages to a forgotten agent go through the master. Confined to the event loop.
 */
final class OfferCache {

    /** More than the agents of any known cluster. */
    private static final int LIMIT = 100_000;

    private final Map<OfferID, AgentOfOffer> offers;
    private final Map<SlaveID, Upid> agents;

    OfferCache() {
        this(LIMIT);
    }

    /** A cache of at most so many offers and agents. */
    OfferCache(int limit) {
        offers = bounded(limit);
        agents = bounded(limit);
    }

    /** Records the agent of an offer; updates the address of a known agent. */
    void offered(Offer offer, Upid agent) {
        agents.computeIfPresent(offer.getSlaveId(), (id, old) -> agent);
        offers.put(offer.getId(), new AgentOfOffer(offer.getSlaveId(), agent));
    }

    /**
     * Removes accepted offers and records the agents on which tasks are launched; returns the addresses of these
     * agents.
     */
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

    /** Removes an offer that was declined or rescinded. */
    void forget(OfferID id) {
        offers.remove(id);
    }

    /** Removes all offers, because those of a lost master are void. Agents and their tasks outlive the master. */
    void forgetOffers() {
        offers.clear();
    }

    /** Removes a lost agent. */
    void forget(SlaveID id) {
        agents.remove(id);
    }

    /** The address of an agent with launched tasks. */
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
