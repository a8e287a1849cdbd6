package org.gotask.link;

/** This end of one task's channels on a {@link Link}. Thread-safe. */
public interface LinkChannel {

    /** Begins to send: the other end has opened its side and speaks this dialect. Starting again does nothing. */
    void start(Dialect peer);

    /**
     * Waits until the outbound channel is closed and all of it is on its way, or the channel was forgotten.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    void awaitSent() throws InterruptedException;

    /** The task is gone: stops sending and delivering, and drops what waits. */
    void forget();
}
