package org.gotask.mesos.libprocess.threads;

import java.time.Duration;

/** Deadlines on the monotonic clock. */
public final class Deadlines {

    private Deadlines() {}

    /** The deadline after this time. */
    public static long after(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    public static long nanosUntil(long deadlineNanos) {
        return Math.max(0, deadlineNanos - System.nanoTime());
    }

    /** The time until a deadline; never negative. */
    public static Duration until(long deadlineNanos) {
        return Duration.ofNanos(nanosUntil(deadlineNanos));
    }
}
