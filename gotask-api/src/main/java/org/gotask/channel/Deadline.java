package org.gotask.channel;

import java.time.Duration;
import java.util.Objects;

/** The time until which an operation may wait, on the scale of {@link System#nanoTime()}. Immutable. */
final class Deadline {

    /** Waits forever. */
    static final Deadline NONE = new Deadline(0);

    /** Does not wait at all. */
    static final Deadline PASSED = new Deadline(0);

    /** Half the range of nanoTime, so that differences keep their sign; about 146 years. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

    private final long atNanos;

    private Deadline(long atNanos) {
        this.atNanos = atNanos;
    }

    /** The deadline of a timeout that begins now. A timeout of zero or less does not wait; the limit is 146 years. */
    static Deadline after(Duration timeout) {
        return afterNanos(toNanos(Objects.requireNonNull(timeout, "timeout")));
    }

    private static Deadline afterNanos(long nanos) {
        return nanos <= 0 ? PASSED : new Deadline(System.nanoTime() + Math.min(nanos, LONGEST_NANOS));
    }

    /** The duration in nanoseconds, limited to 146 years. */
    static long toNanos(Duration duration) {
        if (duration.toSeconds() >= Duration.ofNanos(LONGEST_NANOS).toSeconds()) {
            return LONGEST_NANOS;
        }
        return duration.isNegative() ? 0 : duration.toNanos();
    }

    /** This deadline, or {@code nanos} from now if that is earlier. */
    Deadline orInNanos(long nanos) {
        return remainingNanos() <= nanos ? this : afterNanos(nanos);
    }

    boolean hasPassed() {
        return this != NONE && remainingNanos() <= 0;
    }

    /** The remaining time: {@link Long#MAX_VALUE} for {@link #NONE}, zero or less once the deadline has passed. */
    long remainingNanos() {
        if (this == NONE) {
            return Long.MAX_VALUE;
        }
        return this == PASSED ? 0 : atNanos - System.nanoTime();
    }
}
