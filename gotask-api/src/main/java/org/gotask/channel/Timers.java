package org.gotask.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Timers and tickers as channels. They use no thread and need no clean-up: a timer without waiting threads does no
 * work, and is garbage once its channel is. Thread-safe.
 *
 * {@snippet file="org/gotask/channel/ChannelExamples.java" region="tick"}
 */
public final class Timers {

    private Timers() {}

    /**
     * Returns a channel that delivers one value after the delay and is then closed. The value is the time at which it
     * was due.
     *
     * @param delay the time until the value is due; zero or less is due at once
     * @return the receiving end of the channel
     */
    public static ReceiveChannel<Instant> after(Duration delay) {
        return after(delay, NanoClock.SYSTEM);
    }

    /**
     * Returns a ticker whose channel delivers one value per interval, the time at which the tick was due. A tick that
     * has not been received when the next one is due is dropped. Late receives do not shift later ticks.
     *
     * @param interval the time between ticks, and until the first one; above zero
     * @return the ticker, which runs until it is closed
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
