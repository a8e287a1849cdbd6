package org.gotask.mesos.libprocess;

import java.time.Duration;

/**
 * Decides when a line that may come in floods is logged: the first one at once, then at most one in each period, which counts
 * those that were not. Not thread-safe.
 */
final class LogLimit {

    private final long periodNanos;
    private boolean quiet;
    private long quietUntilNanos;
    private long unsaid;

    LogLimit(Duration period) {
        periodNanos = period.toNanos();
    }

    /** Counts events; how many are to be logged now, with those that were not before, or 0 for none. */
    long admit(long nowNanos, long events) {
        unsaid += events;
        if (quiet && nowNanos - quietUntilNanos < 0) {
            return 0;
        }
        return takeUnsaid(nowNanos);
    }

    /** How many were not logged so far; a new period begins if there are any. */
    long flush(long nowNanos) {
        return unsaid == 0 ? 0 : takeUnsaid(nowNanos);
    }

    /** Lets the next event be logged at once. */
    void reset() {
        quiet = false;
    }

    /** How long the period that has begun still lasts; never negative. */
    long quietNanos(long nowNanos) {
        return quiet ? Math.max(0, quietUntilNanos - nowNanos) : 0;
    }

    private long takeUnsaid(long nowNanos) {
        long events = unsaid;
        unsaid = 0;
        quiet = true;
        quietUntilNanos = nowNanos + periodNanos;
        return events;
    }
}
