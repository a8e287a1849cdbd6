package org.gotask.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Channels that time fills. They need no thread and no clean-up: a timer that nobody waits for does nothing, and is
 * garbage once its channel is.
 *
 * {@snippet file="org/gotask/channel/ChannelExamples.java" region="tick"}
 */
public final class Timers {

    private Timers() {}

    /**
     * A channel that receives the time once, after the delay, and is then closed. The value is the moment when it was due.
     * A delay of zero or less is due at once.
     */
    public static ReceiveChannel<Instant> after(Duration delay) {
        return after(delay, NanoClock.SYSTEM);
    }

    /**
     * A channel that receives the time at each interval; a tick that nobody has taken when the next is due is dropped. The
     * value is the moment when the tick was due. Ticks keep their rhythm, however late they are taken.
     *
     * @throws IllegalArgumentException if the interval is zero or negative
     */
    public static Ticker tick(Duration interval) {
        return tick(interval, NanoClock.SYSTEM);
    }

    static ReceiveChannel<Instant> after(Duration delay, NanoClock clock) {
        return Channel.of(Schedule.once(Deadline.toNanos(Objects.requireNonNull(delay, "delay")), clock));
    }

    static Ticker tick(Duration interval, NanoClock clock) {
        Objects.requireNonNull(interval, "interval");
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException(
                    "tick interval out of range: interval=" + interval + ", expected above 0");
        }
        return new ChannelTicker(Channel.of(Schedule.every(Deadline.toNanos(interval), clock)));
    }
}
