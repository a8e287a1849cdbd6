package org.gotask.mesos.log;

/** The process-wide limits of rate-limited logs. Every test in this JVM uses up the same limits. */
public final class LogLimits {

    private LogLimits() {}

    /** Resets all limits, so that lines of earlier tests do not count against the next test. */
    public static void forget() {
        RateLimitedLogger.forgetAll();
    }
}
