package org.gotask.mesos.log;

/** The limits of the process on log lines, which the tests of one process share. */
public final class LogLimits {

    private LogLimits() {}

    /** Lets the next line of each kind be logged at once. */
    public static void forget() {
        RateLimitedLogger.forgetAll();
    }
}
