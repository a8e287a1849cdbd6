package org.gotask;

import java.util.Objects;

/**
 * An agent, as identified in events. The id is the same in all events of a run about this agent. Later versions may add
 * components and keep this constructor.
 *
 * @param id the id that the cluster assigned to the agent; unique
 * @param host the agent's host; empty in events about an agent on which no task of the run was launched
 */
public record Agent(String id, String host) {

    /** Rejects null. */
    public Agent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(host, "host");
    }
}
