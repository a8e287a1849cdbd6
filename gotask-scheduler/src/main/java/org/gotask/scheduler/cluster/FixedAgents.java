package org.gotask.scheduler.cluster;

import java.util.Objects;
import org.gotask.Resources;

/**
 * All agents of a cluster, known before it starts. A task that does not fit on them can never run. Immutable.
 *
 * @param count the number of agents
 * @param each the resources of each agent
 */
public record FixedAgents(int count, Resources each) {

    /** Refuses null. */
    public FixedAgents {
        Objects.requireNonNull(each, "each");
    }
}
