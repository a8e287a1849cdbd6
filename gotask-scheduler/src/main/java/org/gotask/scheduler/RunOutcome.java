package org.gotask.scheduler;

import java.util.Objects;

/**
 * How {@link GoTaskScheduler#run} ended.
 *
 * @param kind what happened, which gives the exit code
 * @param message what there is to say about it; empty if the run completed
 */
public record RunOutcome(Kind kind, String message) {

    /** The ways a run can end. */
    public enum Kind {
        /** The scheduler function returned, and every task after it. */
        COMPLETED(0),
        /** Something failed, and everything was stopped; the message is the first cause, in one line. */
        FAILED(1),
        /** Nothing was started, for the configuration has mistakes; the message has one line for each. */
        REFUSED(2),
        /** Help was asked for, and printed; nothing was started. */
        HELP(0);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    /** Refuses null. */
    public RunOutcome {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
    }

    /** What the process should exit with: 0 if all is well, 1 for a failed run, 2 for a wrong use. */
    public int exitCode() {
        return kind.exitCode;
    }
}
