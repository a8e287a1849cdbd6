package org.gotask.scheduler.placement;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.gotask.Resources;
import org.gotask.scheduler.cluster.ResourceOffer;

/**
 * The most that each agent has ever offered at one time. A task that needs more than that may be larger than any
 * machine of the cluster; others only wait until enough is free. Confined to one thread.
 */
public final class AgentsSeen {

    private final Map<String, Resources> most = new HashMap<>();

    /** Has seen no agent. */
    public AgentsSeen() {}

    /** Takes note of all offers that are held now. */
    public void add(Collection<ResourceOffer> held) {
        Map<String, Resources> offered = new HashMap<>();
        held.forEach(offer -> offered.merge(offer.agentId(), offer.resources(), Resources::plus));
        offered.forEach((agent, resources) -> most.merge(agent, resources, AgentsSeen::largest));
    }

    /** The most that each agent has offered. */
    public Collection<Resources> resources() {
        return Collections.unmodifiableCollection(most.values());
    }

    /** The larger amount of each resource. */
    static Resources largest(Resources a, Resources b) {
        return a.plus(b.minus(a));
    }
}
