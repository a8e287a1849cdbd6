package org.gotask.channel;

/** A channel was closed: nothing can be sent any more, or, at the receiving end, nothing is left to receive. */
public final class ChannelClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Composes the message from the channel's name, may it have one, and why it was closed. */
    ChannelClosedException(String message) {
        super(message);
    }
}
