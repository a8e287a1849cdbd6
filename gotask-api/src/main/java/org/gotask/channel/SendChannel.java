package org.gotask.channel;

import java.time.Duration;

/**
 * The sending end of a channel. Thread-safe; any number of threads may send. Values must not be null. Threads that wait in
 * {@code send} on a {@link Channel} are served in the order in which they began to wait.
 *
 * <p>After {@link #close()} nothing can be sent: every sending method throws {@link ChannelClosedException}, also in
 * threads that were waiting to send. A value for which a method threw, or returned false, was not sent; for any other
 * outcome it was.
 *
 * @param <T> what is sent
 */
public sealed interface SendChannel<T> permits Channel, RoutingChannel {

    /**
     * Sends a value; waits while the buffer is full or, at capacity 0, until a receiver takes it.
     *
     * @throws ChannelClosedException if the channel is or becomes closed before the value was sent
     * @throws InterruptedException if the thread is interrupted before the value was sent; it was not sent
     */
    void send(T value) throws InterruptedException;

    /**
     * Sends a value as {@link #send(Object)} does, but waits no longer than the time given.
     *
     * @return false if the time ran out and the value was not sent
     * @throws ChannelClosedException if the channel is or becomes closed before the value was sent
     * @throws InterruptedException if the thread is interrupted before the value was sent; it was not sent
     */
    boolean send(T value, Duration timeout) throws InterruptedException;

    /**
     * Sends a value if that is possible at once: there is room in the buffer or a receiver is waiting. Does not wait.
     *
     * @return false if it was not possible
     * @throws ChannelClosedException if the channel is closed
     */
    boolean trySend(T value);

    /** Closes the channel. What was sent before can still be received. Closing again does nothing. */
    void close();

    /** True once the channel is closed for sending. */
    boolean isClosed();
}
