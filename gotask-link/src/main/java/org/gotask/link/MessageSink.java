package org.gotask.link;

import org.gotask.TaskMsg;

/** Receives the messages that arrive for one task, in order. Called by one thread at a time. */
public interface MessageSink {

    /**
     * Delivers a message. May block while the reader's channel is full, which delays only this task's messages. If the
     * reader has ended, the message is dropped.
     *
     * @throws InterruptedException if the link stops delivering meanwhile
     */
    void deliver(TaskMsg message) throws InterruptedException;

    /**
     * Delivers a message unless that would block. If the reader has ended, the message is dropped and counts as
     * delivered. The default implementation delivers no message.
     *
     * @return false if the message was not delivered; {@link #deliver} follows with the same message
     */
    default boolean tryDeliver(TaskMsg message) {
        return false;
    }

    /** The other end has closed its channel, and all its messages were delivered. The last call. */
    void end();
}
