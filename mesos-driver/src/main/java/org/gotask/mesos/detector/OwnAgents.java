package org.gotask.mesos.detector;

import java.util.Map;

/**
 * The agents that a detector starts together with its master. Immutable.
 *
 * @param count the number of agents
 * @param scalars the scalar resources of each agent by name; memory and disk in MiB
 */
public record OwnAgents(int count, Map<String, Double> scalars) {

    /** Copies the collection. */
    public OwnAgents {
        scalars = Map.copyOf(scalars);
    }
}
