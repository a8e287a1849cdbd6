package org.gotask.channel;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Go's {@code range} over a channel. For one thread. */
final class ChannelIterator<T> implements Iterator<T> {

    private final Channel<T> channel;
    private @Nullable T received;

    ChannelIterator(Channel<T> channel) {
        this.channel = channel;
    }

    @Override
    public boolean hasNext() {
        if (received == null) {
            received = receive();
        }
        return received != null;
    }

    @Override
    public T next() {
        T value = received == null ? receive() : received;
        received = null;
        if (value == null) {
            throw new NoSuchElementException(channel.closedException().getMessage());
        }
        return value;
    }

    private @Nullable T receive() {
        try {
            return channel.receiveOrNull();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while iterating over a channel");
            cancelled.initCause(e);
            throw cancelled;
        }
    }
}
