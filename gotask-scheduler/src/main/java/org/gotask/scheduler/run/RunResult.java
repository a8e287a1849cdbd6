package org.gotask.scheduler.run;

/** How a run ended. */
public sealed interface RunResult {

    /** The scheduler function returned and every task after it. */
    record Completed() implements RunResult {}

    /** Something failed; the cause is the first thing that did, in one line. */
    record Failed(String cause) implements RunResult {}
}
