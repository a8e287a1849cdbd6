package org.gotask.mesos.log;

import java.time.Duration;

/**
 * The limit of a rate-limited log: the first lines of a period are logged, further ones only counted. The first line of
 * the next period reports their number. Not thread-safe.
 */
public final class LogRateLimit {

    private final long periodNanos;
    private final int lines;
    private int written;
    private boolean quiet;
    private long quietUntilNanos;
    private long unsaid;

    /** A limit of one line in each period. */
    public LogRateLimit(Duration period) {
        this(period, 1);
    }

    /** A limit of so many lines in each period, at least one. */
    LogRateLimit(Duration period, int lines) {
        periodNanos = period.toNanos();
        this.lines = lines;
    }

    /**
     * Counts events. Returns the number to report now, including events not reported before; 0 if the limit is reached.
     */
    public long admit(long nowNanos, long events) {
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

    /** The number of events not reported yet; begins a new period if there are any. */
    long flush(long nowNanos) {
        return unsaid == 0 ? 0 : takeUnsaid(nowNanos);
    }

    /** Allows the next event to be logged immediately. */
    public void reset() {
        quiet = false;
    }

    /** The remaining time of the current period; never negative. */
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
