package org.gotask.mesos.log;

/** The process-wide limits of log lines, which the tests of one process share. */
public final class LogLimits {

    private LogLimits() {}

    /** Allows the next line of each kind to be logged immediately. */
    public static void forget() {
        RateLimitedLogger.forgetAll();
    }
}
