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

    /**
     * True once everything that the other end sent has arrived here, delivered or not: it has told its end, and nothing
     * from before it is missing.
     */
    boolean hasArrived();

    /**
     * Takes what has arrived by now for everything, and ends the inbound side when it is delivered: for another end whose
     * dialect has no word for its end.
     */
    void endInbound();

    /** The task is gone: stops sending and delivering, and drops what waits. */
    void forget();
}
