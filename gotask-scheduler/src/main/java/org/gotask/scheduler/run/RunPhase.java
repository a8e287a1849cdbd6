package org.gotask.scheduler.run;

/** How far a run has come, see {@link Run}. */
public enum RunPhase {
    /** Not all tasks have a place yet. */
    COLLECTING,
    /** Tasks were launched, and the scheduler function directs them. */
    RUNNING,
    /** The scheduler function has returned; the tasks are to. */
    FINISHING,
    /** Something failed, and everything is being stopped. */
    FAILING,
    /** Nothing more happens. */
    ENDED
}
