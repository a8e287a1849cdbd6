package org.gotask.link;

/** Hears what happens to a link as a whole. Must not block; called on any thread. */
public interface LinkListener {

    /** The link cannot go on; the reason names the peer. Called at most once. */
    void failed(String reason);

    /** A datagram was dropped: unreadable, or for a task that is not open here. One line that says which. */
    void dropped(String what);

    /**
     * All that was outbound for this task is sent, its channel is closed, but the other end speaks a dialect in which
     * that cannot be told: the task has to be ended by other means.
     */
    void endUntold(String taskName);
}
