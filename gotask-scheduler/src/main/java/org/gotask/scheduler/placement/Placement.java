package org.gotask.scheduler.placement;

import java.util.List;

/** The result of an attempt to place all tasks on the offers. */
public sealed interface Placement {

    /** All tasks are placed. */
    record Complete(List<AgentPlacement> agents) implements Placement {
        /** Copies the collection. */
        public Complete {
            agents = List.copyOf(agents);
        }
    }

    /** Not all tasks fit; the missing resources, in one line. */
    record Incomplete(String missing) implements Placement {}
}
