package org.gotask.link;

/** Receives the events of a link as a whole, on any thread. Must not block. */
public interface LinkListener {

    /** The link has failed; the reason names the peer. Called at most once. */
    void failed(String reason);

    /**
     * A datagram was dropped, because it is unreadable or for a task that is not open here.
     *
     * @param what the datagram and the reason, in one line
     */
    void dropped(String what);

    /**
     * All messages to this task have been sent and its channel is closed, but the peer does not support the signal of
     * the end. The task must be ended in another way.
     */
    void peerCannotSignalEnd(String taskName);
}
