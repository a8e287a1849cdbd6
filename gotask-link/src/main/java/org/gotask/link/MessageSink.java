package org.gotask.link;

import org.gotask.TaskMsg;

/** Receives the messages that arrive for one task, in order. Called by one thread at a time. */
public interface MessageSink {

    /**
     * Delivers a message. May block while the reader's channel is full, which delays only this task's messages. If the
     * reader has ended, the message is dropped.
     *
     * @return {@link Delivery#HELD} or {@link Delivery#TAKEN}
     * @throws InterruptedException if the link stops delivering meanwhile
     */
    Delivery deliver(TaskMsg message) throws InterruptedException;

    /**
     * Delivers a message unless that would block. If the reader has ended, the message is dropped. The default
     * implementation refuses every message.
     *
     * @return {@link Delivery#REFUSED} if the message was not delivered; {@link #deliver} follows with the same message
     */
    default Delivery tryDeliver(TaskMsg message) {
        return Delivery.REFUSED;
    }

    /** The other end has closed its channel, and all its messages were delivered. The last call. */
    void end();
}
