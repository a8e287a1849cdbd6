package org.gotask.scheduler.placement;

import java.util.List;

/** Whether all tasks can be placed on what is offered: all or nothing. */
public sealed interface Placement {

    /** Every task has its place. */
    record Complete(List<AgentPlacement> agents) implements Placement {
        /** Copies the collection. */
        public Complete {
            agents = List.copyOf(agents);
        }
    }

    /** Not all tasks fit; one line says what is missing. */
    record Incomplete(String missing) implements Placement {}
}
