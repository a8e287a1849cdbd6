package org.gotask.channel;

import java.time.Duration;
import java.util.function.Function;

/**
 * The sending end of a channel. Thread-safe; any number of threads may send. Values must not be null. Threads waiting
 * in {@code send} on a {@link Channel} are served in the order in which they began to wait.
 *
 * <p>After {@link #close()} nothing can be sent: every sending method throws {@link ChannelClosedException}, also in
 * threads that were waiting to send. A value was not sent if the method threw or returned false; otherwise it was.
 *
 * @param <T> the type of the values
 */
public sealed interface SendChannel<T> permits Channel, RoutingChannel, MappedSendChannel {

    /**
     * Sends a value; waits while the buffer is full or, at capacity 0, until a receiver takes it.
     *
     * @param value the value to send
     * @throws ChannelClosedException if the channel is or becomes closed before the value was sent
     * @throws InterruptedException if the thread is interrupted before the value was sent; it was not sent
     */
    void send(T value) throws InterruptedException;

    /**
     * Sends a value as {@link #send(Object)} does, but waits at most for the given time.
     *
     * @param value the value to send
     * @param timeout how long to wait; zero or less does not wait
     * @return true if the value was sent, false if the time ran out
     * @throws ChannelClosedException if the channel is or becomes closed before the value was sent
     * @throws InterruptedException if the thread is interrupted before the value was sent; it was not sent
     */
    boolean send(T value, Duration timeout) throws InterruptedException;

    /**
     * Sends a value if the buffer is not full or a receiver is waiting. Does not wait.
     *
     * @param value the value to send
     * @return true if the value was sent
     * @throws ChannelClosedException if the channel is closed
     */
    boolean trySend(T value);

    /**
     * Closes the channel. Values sent before can still be received. Closing again has no effect. Does not wait for
     * receivers.
     */
    void close();

    /**
     * Whether the channel is closed for sending. Does not wait.
     *
     * @return true after the close, permanently
     */
    boolean isClosed();

    /**
     * A view of this sending end with another type: each value sent to the view is mapped, in the sending thread, and
     * then sent here. The view holds no values and has no thread; order, waiting and closing are those of this channel,
     * and closing the view closes it. In a {@link Select}, a value is mapped when its case is added, or when its
     * supplier computes it.
     *
     * {@snippet file="org/gotask/channel/ChannelExamples.java" region="map"}
     *
     * @param <V> the type of the view's values
     * @param mapper maps a value, never to null; called once for each value, by several threads concurrently if several
     *     send. If it throws, the sending method throws the same exception, and nothing is sent
     * @return the view
     */
    default <V> SendChannel<V> mapSent(Function<? super V, ? extends T> mapper) {
        return MappedSendChannel.of(this, mapper);
    }
}
