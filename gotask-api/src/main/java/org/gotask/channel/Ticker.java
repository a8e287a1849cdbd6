package org.gotask.channel;

import java.time.Instant;

/** A running {@link Timers#tick}. Closing it stops the ticks and closes the channel. Thread-safe. */
public interface Ticker extends AutoCloseable {

    /**
     * The channel of the ticks.
     *
     * @return the receiving end; always the same
     */
    ReceiveChannel<Instant> channel();

    /**
     * Stops the ticks and closes the channel; a tick that is due and not received is dropped. Closing again has no
     * effect.
     */
    @Override
    void close();
}
