package org.gotask;

import java.util.Objects;

/**
 * The failure of a task that its run survived, see {@link TaskSpec#withTolerance}. Later versions may add components at
 * the end and keep the former constructor; this affects only record patterns.
 *
 * @param taskName the name of the task
 * @param reason the reason in one line; empty if unknown
 */
public record TaskFailure(String taskName, String reason) {

    /** Rejects null. */
    public TaskFailure {
        Objects.requireNonNull(taskName, "taskName");
        Objects.requireNonNull(reason, "reason");
    }
}
