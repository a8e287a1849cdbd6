package org.gotask.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The times at which a timer is due, once or periodically. Guarded by the channel's lock. */
final class Schedule implements TimerSource<Instant> {

    private static final long ONCE = 0;

    private final NanoClock clock;
    private final Instant start;
    private final long startNanos;
    private final long intervalNanos;
    private long nextNanos;
    private boolean spent;

    private Schedule(long delayNanos, long intervalNanos, NanoClock clock) {
        this.clock = clock;
        this.start = clock.instant();
        this.startNanos = clock.nanoTime();
        this.intervalNanos = intervalNanos;
        this.nextNanos = startNanos + delayNanos;
    }

    static Schedule once(long delayNanos, NanoClock clock) {
        return new Schedule(delayNanos, ONCE, clock);
    }

    static Schedule every(long intervalNanos, NanoClock clock) {
        return new Schedule(intervalNanos, intervalNanos, clock);
    }

    @Override
    public @Nullable Instant poll() {
        long lateNanos = -nanosUntilNext();
        if (spent || lateNanos < 0) {
            return null;
        }
        long dueNanos = nextNanos;
        if (intervalNanos != ONCE) {
            dueNanos += lateNanos / intervalNanos * intervalNanos; // if several are due, the last one
        }
        Instant due = start.plusNanos(dueNanos - startNanos); // before any change: memory may be short
        nextNanos = dueNanos + intervalNanos;
        spent = intervalNanos == ONCE;
        return due;
    }

    @Override
    public boolean isSpent() {
        return spent;
    }

    @Override
    public long nanosUntilNext() {
        return nextNanos - clock.nanoTime();
    }
}
