package org.gotask.mesos;

/** Who acknowledges status updates. Until an update is acknowledged, later ones of its task are held back. */
public enum AcknowledgementMode {
    /** The driver, when the callback {@link Scheduler#statusUpdate} has returned. */
    IMPLICIT,
    /** The scheduler, with {@link SchedulerDriver#acknowledgeStatusUpdate}. */
    EXPLICIT
}
