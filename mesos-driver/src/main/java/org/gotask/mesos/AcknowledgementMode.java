package org.gotask.mesos;

/**
 * The party that acknowledges status updates. The agent sends a further update of a task only after the previous one
 * has been acknowledged.
 */
public enum AcknowledgementMode {
    /** The driver, after the callback {@link Scheduler#statusUpdate} has returned. */
    IMPLICIT,
    /** The scheduler, with {@link SchedulerDriver#acknowledgeStatusUpdate}. */
    EXPLICIT
}
