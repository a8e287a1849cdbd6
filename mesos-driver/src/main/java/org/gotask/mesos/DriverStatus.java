package org.gotask.mesos;

/** The status of a driver; each call returns the driver's status after the call. */
public enum DriverStatus {
    /** Not started yet. */
    NOT_STARTED,
    /** Running; calls are carried out. */
    RUNNING,
    /** Aborted, by {@code abort} or after an error; no more callbacks are made. */
    ABORTED,
    /** Stopped; cannot be started again. */
    STOPPED
}
