package org.gotask.executor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The outcome of an executor. Immutable. */
public final class ExecutorOutcome {

    /** The ways an executor can end. Later versions may add some, so a {@code switch} needs a {@code default}. */
    public enum Kind {
        /** The agent requested the end. */
        COMPLETED(0),
        /**
         * The connection to the agent failed, the thread was interrupted, or an error of a task left the process in an
         * undefined state; the message gives the cause, in one line.
         */
        FAILED(1),
        /**
         * Nothing was run because there is no task function, or no agent started the process; the message says which.
         */
        REFUSED(2);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    private final Kind kind;
    private final String message;

    ExecutorOutcome(Kind kind, String message) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.message = Objects.requireNonNull(message, "message");
    }

    /**
     * The way the executor ended.
     *
     * @return the kind of the outcome, which determines the exit code
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The explanation of the outcome.
     *
     * @return the cause in one line; empty if the executor completed
     */
    public String message() {
        return message;
    }

    /**
     * The exit code for the process. Agents read it, so pass it to {@link System#exit}.
     *
     * @return 0 after an end that the agent requested, 1 after a failure, 2 for invalid usage
     */
    public int exitCode() {
        return kind.exitCode;
    }

    /** True for an outcome of the same kind with the same message. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExecutorOutcome outcome && kind == outcome.kind && message.equals(outcome.message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, message);
    }

    @Override
    public String toString() {
        return "ExecutorOutcome[kind=" + kind + ", message=" + message + "]";
    }
}
