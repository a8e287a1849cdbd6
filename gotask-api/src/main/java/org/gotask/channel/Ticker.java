package org.gotask.channel;

import java.time.Instant;

/** A running {@link Timers#tick}; closing it ends the ticks and closes the channel. */
public interface Ticker extends AutoCloseable {

    /** The channel of the ticks. */
    ReceiveChannel<Instant> channel();

    /** Ends the ticks and closes the channel; a tick that is due and not taken is dropped. Closing again does nothing. */
    @Override
    void close();
}
