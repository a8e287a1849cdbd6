package org.gotask.link;

/** The result of the delivery of a message to a {@link MessageSink}. */
public enum Delivery {

    /** The message was not accepted: the reader's channel is full. */
    REFUSED,

    /**
     * The message waits for the reader. {@link LinkChannel#taken} must follow when the reader receives it, or when it
     * is dropped.
     */
    HELD,

    /** The reader has received the message, or has ended, so that the message was dropped. */
    TAKEN
}
