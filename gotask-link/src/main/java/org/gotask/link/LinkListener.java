package org.gotask.link;

/** Receives the events of a link as a whole, on any thread. Must not block. */
public interface LinkListener {

    /** The link has failed; the reason names the peer. Called at most once. */
    void failed(String reason);

    /** A datagram was dropped: it is unreadable, or for a task that is not open here. One line says which. */
    void dropped(String what);

    /**
     * All messages to this task are sent and its channel is closed, but the peer cannot be signalled that end: the task has
     * to be ended in another way.
     */
    void peerCannotSignalEnd(String taskName);
}
