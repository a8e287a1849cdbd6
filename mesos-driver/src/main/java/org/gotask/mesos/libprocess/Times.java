package org.gotask.mesos.libprocess;

import java.time.Duration;

/** Deadlines on the monotonic clock. */
final class Times {

    private Times() {}

    /** The deadline that lies so far ahead. */
    static long after(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    static long nanosUntil(long deadlineNanos) {
        return Math.max(0, deadlineNanos - System.nanoTime());
    }

    /** Never negative. */
    static Duration until(long deadlineNanos) {
        return Duration.ofNanos(nanosUntil(deadlineNanos));
    }
}
