package org.gotask.channel;

import java.time.Duration;
import java.time.Instant;

/** Channels that time fills. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Timers {

    private Timers() {}

    /** A channel that receives the time once, after the delay, and is then closed. */
    public static ReceiveChannel<Instant> after(Duration delay) {
        throw new UnsupportedOperationException();
    }

    /** A channel that receives the time at each interval; a tick that nobody has taken when the next is due is dropped. */
    public static Ticker tick(Duration interval) {
        throw new UnsupportedOperationException();
    }
}
