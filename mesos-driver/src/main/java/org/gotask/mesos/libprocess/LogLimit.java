package org.gotask.mesos.libprocess;

import java.time.Duration;

/**
 * Decides when a line that may come in floods is logged: the first ones of a period at once, the others not. The line that begins
 * the next period counts those that were not. Not thread-safe.
 */
final class LogLimit {

    private final long periodNanos;
    private final int lines;
    private int written;
    private boolean quiet;
    private long quietUntilNanos;
    private long unsaid;

    /** Lets one line of each period pass. */
    LogLimit(Duration period) {
        this(period, 1);
    }

    /** Lets so many lines of each period pass, at least one. */
    LogLimit(Duration period, int lines) {
        periodNanos = period.toNanos();
        this.lines = lines;
    }

    /** Counts events; how many are to be logged now, with those that were not before, or 0 for none. */
    long admit(long nowNanos, long events) {
        unsaid += events;
        if (quiet && nowNanos - quietUntilNanos < 0) {
            if (written >= lines) {
                return 0;
            }
            written++;
            long all = unsaid;
            unsaid = 0;
            return all;
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
        written = 1;
        quiet = true;
        quietUntilNanos = nowNanos + periodNanos;
        return events;
    }
}
