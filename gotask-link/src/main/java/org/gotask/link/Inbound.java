package org.gotask.link;

import org.gotask.TaskMsg;

/** Where a link delivers what arrives for one task. Called by one thread at a time, in order. */
public interface Inbound {

    /**
     * Takes a message; may wait until there is room, which holds up this task's messages only. A message for a reader that
     * is gone is dropped, without an exception.
     *
     * @throws InterruptedException if the link stops delivering meanwhile
     */
    void deliver(TaskMsg message) throws InterruptedException;

    /**
     * Takes a message if it can do so without waiting; false if it cannot, and then {@link #deliver} follows with the same
     * message. A message for a reader that is gone is dropped, and counts as taken. May always say false.
     */
    default boolean tryDeliver(TaskMsg message) {
        return false;
    }

    /** The other end has closed its channel, and all it sent was delivered. The last call. */
    void end();
}
