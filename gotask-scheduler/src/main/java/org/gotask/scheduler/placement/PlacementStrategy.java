package org.gotask.scheduler.placement;

/** The preference of a placement where there is a choice. */
public enum PlacementStrategy {
    /** As few tasks per agent as possible: all agents offered share the load. */
    SPREAD,
    /** As few agents as possible: fewer executors, and fewer machines that can fail. */
    PACK
}
