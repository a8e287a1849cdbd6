package org.gotask.link;

/** What a {@link MessageSink} has done with a message. */
public enum Delivery {

    /** Nothing: the reader's channel is full. */
    REFUSED,

    /**
     * It waits for the reader. {@link LinkChannel#taken} must follow when the reader takes it, or when it is dropped.
     */
    HELD,

    /** The reader has it, or has ended and does not want it. */
    TAKEN
}
