package org.gotask;

import java.util.Objects;

/**
 * An agent as events name it. The id is the same in all events of a run that concern this agent. Later versions may add
 * components and keep this constructor.
 *
 * @param id the id that the cluster gave to the agent; unique
 * @param host the host that it runs on; empty in events about an agent on which no task of the run was launched
 */
public record Agent(String id, String host) {

    /** Refuses null. */
    public Agent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(host, "host");
    }
}
