package org.gotask.scheduler.placement;

/** What a placement prefers where there is a choice. */
public enum PlacementStrategy {
    /** As few tasks an agent as possible: the load is shared by all agents offered. */
    SPREAD,
    /** As few agents as possible: fewer executors, fewer machines to lose. */
    PACK
}
