package org.gotask.channel;

import java.time.Duration;
import java.util.Iterator;

/** Skeleton. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Channel<T> implements SendChannel<T>, ReceiveChannel<T> {

    private Channel() {}

    /** A channel without a buffer: a send waits for its receiver. */
    public static <T> Channel<T> rendezvous() {
        return withCapacity(0);
    }

    /** A channel that holds up to {@code capacity} values; 0 is {@link #rendezvous()}. */
    public static <T> Channel<T> withCapacity(int capacity) {
        return named("", capacity);
    }

    /** A channel whose name appears in the messages of its exceptions. */
    public static <T> Channel<T> named(String name, int capacity) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void send(T value) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean send(T value, Duration timeout) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean trySend(T value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** Closes the channel; the reason appears in the {@link ChannelClosedException} of senders and receivers. */
    public void close(String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isClosed() {
        throw new UnsupportedOperationException();
    }

    @Override
    public T receive() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public Received<T> receive(Duration timeout) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public Received<T> receiveOrClosed() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public Received<T> tryReceive() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterator<T> iterator() {
        throw new UnsupportedOperationException();
    }

    /** How many values can be buffered. */
    public int capacity() {
        throw new UnsupportedOperationException();
    }

    /** How many values are buffered now. */
    public int size() {
        throw new UnsupportedOperationException();
    }
}
