package org.gotask;

import java.util.Objects;

/**
 * Which failures of the tasks of a {@link TaskSpec} a run survives. A survived failure is reported as an event and is
 * part of the outcome; the other tasks and the scheduler function continue.
 *
 * <p>Later versions may add constants, so a {@code switch} needs a {@code default}.
 */
public enum FailureTolerance {
    /** None: the failure of any task fails the run. The default. */
    NONE,

    /**
     * Failures that the executor of the task reports: the function has thrown, or is not registered. If the executor or
     * its agent is lost, the run fails.
     */
    FAILED_TASKS,

    /** Those of {@link #FAILED_TASKS}, and the loss of the task with its executor or agent. */
    LOST_EXECUTORS;

    /**
     * Whether the run survives at least the failures that {@code other} names.
     *
     * @param other the tolerance to compare with
     * @return true if this tolerance includes the other
     */
    public boolean includes(FailureTolerance other) {
        return compareTo(Objects.requireNonNull(other, "other")) >= 0;
    }
}
