package org.gotask.scheduler.run;

/** The phases of a {@link Run}. */
public enum RunPhase {
    /** Not all tasks can be placed yet. */
    COLLECTING,
    /** Tasks were launched, and the scheduler function directs them. */
    RUNNING,
    /** The scheduler function has returned, and tasks have not ended yet. */
    FINISHING,
    /** Something failed, and everything is being stopped. */
    FAILING,
    /** The outcome is known. */
    ENDED
}
