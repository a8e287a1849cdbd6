package org.gotask.scheduler.run;

/** The result of a run. */
public sealed interface RunResult {

    /** The scheduler function returned and every task after it. */
    record Completed() implements RunResult {}

    /** A failure; the cause is the first one, in one line. */
    record Failed(String cause) implements RunResult {}
}
