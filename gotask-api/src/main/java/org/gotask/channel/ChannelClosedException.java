package org.gotask.channel;

import java.util.Objects;

/**
 * Thrown when a channel is closed: nothing can be sent any more, or, at the receiving end, nothing is left to receive.
 * The message names the channel and the reason of its close, if they are known, for example
 * {@code channel 'worker-3' is closed: the task has ended}.
 */
public final class ChannelClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ChannelClosedException(String message) {
        super(message);
    }

    /** Composes the message; an empty name or reason is left out. */
    static ChannelClosedException of(ChannelInfo<?> info) {
        String name = info.name();
        String reason = Objects.requireNonNullElse(info.closeReason(), "");
        return new ChannelClosedException("channel " + (name.isEmpty() ? "" : "'" + name + "' ") + "is closed"
                + (reason.isEmpty() ? "" : ": " + reason));
    }
}
