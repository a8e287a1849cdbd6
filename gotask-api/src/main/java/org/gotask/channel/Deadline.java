package org.gotask.channel;

import java.time.Duration;
import java.util.Objects;

/** The moment until which an operation may wait, on the scale of {@link System#nanoTime()}. Immutable. */
final class Deadline {

    /** Waits forever. */
    static final Deadline NONE = new Deadline(0);

    /** Does not wait at all. */
    static final Deadline PASSED = new Deadline(0);

    /** Half the range of nanoTime, so that differences keep their sign: some 146 years. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

    private final long atNanos;

    private Deadline(long atNanos) {
        this.atNanos = atNanos;
    }

    /** The moment so far from now; a timeout of zero or less does not wait, one beyond 146 years is cut to that. */
    static Deadline after(Duration timeout) {
        return afterNanos(toNanos(Objects.requireNonNull(timeout, "timeout")));
    }

    private static Deadline afterNanos(long nanos) {
        return nanos <= 0 ? PASSED : new Deadline(System.nanoTime() + Math.min(nanos, LONGEST_NANOS));
    }

    /** The duration in nanoseconds, cut to what a deadline can hold. */
    static long toNanos(Duration duration) {
        if (duration.toSeconds() >= Duration.ofNanos(LONGEST_NANOS).toSeconds()) {
            return LONGEST_NANOS;
        }
        return duration.isNegative() ? 0 : duration.toNanos();
    }

    /** This deadline, or the moment {@code nanos} from now if that comes first. */
    Deadline orInNanos(long nanos) {
        return remainingNanos() <= nanos ? this : afterNanos(nanos);
    }

    boolean hasPassed() {
        return this != NONE && remainingNanos() <= 0;
    }

    /** How long there is left to wait: {@link Long#MAX_VALUE} for {@link #NONE}, zero or less once it has passed. */
    long remainingNanos() {
        if (this == NONE) {
            return Long.MAX_VALUE;
        }
        return this == PASSED ? 0 : atNanos - System.nanoTime();
    }
}
