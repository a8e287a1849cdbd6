package org.gotask.link;

/** This end of one task's channels on a {@link Link}. Thread-safe. */
public interface LinkChannel {

    /**
     * Begins to send, once the other end has opened its side. Starting again does nothing.
     *
     * @param announcement the {@link LinkKind#announcement} of the other end; empty if there was no announcement
     */
    void start(byte[] announcement);

    /** Whether the other end signals the end of the messages it sends; false before {@link #start}. */
    boolean peerSignalsEnd();

    /**
     * Waits until all messages of the closed outbound channel have been sent, and with a reliable link received by the
     * other end, or until the channel is abandoned.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    void awaitSent() throws InterruptedException;

    /**
     * The reader has taken a message that its {@link MessageSink} held, or it was dropped: its memory is free for
     * others. Does not block.
     *
     * @param sizeBytes the length of its content
     */
    void taken(int sizeBytes);

    /** Whether the other end has signalled its end and all its messages have arrived here, delivered or not. */
    boolean hasArrived();

    /** Ends the inbound side after the messages that have arrived by now: for a peer that cannot signal its end. */
    void endInbound();

    /**
     * Stops sending and delivering, and drops waiting messages, because the task has ended. Abandoning again does
     * nothing.
     */
    void abandon();
}
