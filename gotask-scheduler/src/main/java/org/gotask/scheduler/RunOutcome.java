package org.gotask.scheduler;

import java.util.List;
import java.util.Objects;
import org.gotask.TaskFailure;
import org.jspecify.annotations.Nullable;

/** The outcome of a run. Immutable. */
public final class RunOutcome {

    /** The ways a run can end. Later versions may add some, so a {@code switch} needs a {@code default}. */
    public enum Kind {
        /**
         * The scheduler function returned, and all tasks returned after it, except for failures that the run survived.
         */
        COMPLETED(0),
        /** The run failed or was stopped; the message is the first cause, in one line. */
        FAILED(1),
        /** Nothing was started because the configuration has mistakes; the message has one line for each. */
        REFUSED(2),
        /** Help was requested; nothing was started, and the message is the help text. */
        HELP(0);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    private final Kind kind;
    private final String message;
    private final List<TaskFailure> survivedFailures;

    RunOutcome(Kind kind, String message) {
        this(kind, message, List.of());
    }

    RunOutcome(Kind kind, String message, List<TaskFailure> survivedFailures) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.message = Objects.requireNonNull(message, "message");
        this.survivedFailures = List.copyOf(survivedFailures);
    }

    /**
     * The way the run ended.
     *
     * @return the kind of the outcome, which determines the exit code
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The explanation of the outcome.
     *
     * @return the cause, the mistakes or the help text; empty if the run completed
     */
    public String message() {
        return message;
    }

    /**
     * The failures of tasks that did not end the run, because the {@link org.gotask.TaskSpec#tolerance() tolerance} of
     * their specs includes them. They do not change the exit code.
     *
     * @return the failures, in the order in which they were reported; unmodifiable
     */
    public List<TaskFailure> survivedFailures() {
        return survivedFailures;
    }

    /**
     * The exit code for a process that consists of this run.
     *
     * @return 0 after success or help, 1 for a failed run, 2 for invalid usage
     */
    public int exitCode() {
        return kind.exitCode;
    }

    /** True for an outcome of the same kind with the same message and the same survived failures. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RunOutcome outcome
                && kind == outcome.kind
                && message.equals(outcome.message)
                && survivedFailures.equals(outcome.survivedFailures);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, message, survivedFailures);
    }

    @Override
    public String toString() {
        return "RunOutcome[kind=" + kind + ", message=" + message
                + (survivedFailures.isEmpty() ? "" : ", survivedFailures=" + survivedFailures) + "]";
    }
}
