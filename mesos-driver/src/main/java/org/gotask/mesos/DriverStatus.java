package org.gotask.mesos;

/** The state of a driver; every call returns the one it left the driver in. */
public enum DriverStatus {
    /** Made, but not started. */
    NOT_STARTED,
    /** Started; calls are carried out. */
    RUNNING,
    /** Given up, by {@code abort} or an error; no callback is made any more. */
    ABORTED,
    /** Stopped for good. */
    STOPPED
}
