package org.gotask.channel;

import java.time.Duration;
import java.util.Iterator;
import java.util.function.Function;

/**
 * The receiving end of a channel. Thread-safe; any number of threads may receive, and each value goes to exactly one of
 * them. Values arrive in the order in which they were sent, and threads waiting in {@code receive} are served in the
 * order in which they began to wait. Values sent before the close can still be received after it.
 *
 * <p>The equivalent of Go's {@code range} is {@code for (T value : channel)}: the loop waits for values and ends when
 * the channel is closed and drained.
 *
 * @param <T> the type of the values
 */
public sealed interface ReceiveChannel<T> extends Iterable<T> permits Channel, MappedReceiveChannel {

    /**
     * Receives a value; waits until there is one.
     *
     * @return the value
     * @throws ChannelClosedException if the channel is closed and drained
     * @throws InterruptedException if the thread is interrupted before a value was received; none was taken
     */
    T receive() throws InterruptedException;

    /**
     * Receives a value or the end of a closed channel; waits at most for the given time.
     *
     * @param timeout how long to wait; zero or less does not wait
     * @return {@link Received.Value} or {@link Received.Closed}; {@link Received.Empty} if the time ran out
     * @throws InterruptedException if the thread is interrupted before a value was received; none was taken
     */
    Received<T> receive(Duration timeout) throws InterruptedException;

    /**
     * Receives a value or the end of a closed channel; waits until there is either.
     *
     * @return {@link Received.Value} or {@link Received.Closed}, never {@link Received.Empty}
     * @throws InterruptedException if the thread is interrupted before a value was received; none was taken
     */
    Received<T> receiveOrClosed() throws InterruptedException;

    /**
     * Receives a value or the end of a closed channel if either is available. Does not wait.
     *
     * @return {@link Received.Value} or {@link Received.Closed}; {@link Received.Empty} if neither was available
     */
    Received<T> tryReceive();

    /**
     * Iterates over the values until the channel is closed and drained; {@code hasNext} and {@code next} wait for a
     * value. Each value goes to one iterator or receive only. When the thread is interrupted while one of them waits,
     * it throws {@link java.util.concurrent.CancellationException} with the interrupt flag set again; no value was
     * taken.
     *
     * @return a new iterator, confined to one thread
     */
    @Override
    Iterator<T> iterator();

    /**
     * A view of this receiving end with another type: each value is received here and then mapped, in the receiving
     * thread. The view holds no values and has no thread; order, waiting and close are those of this channel, and each
     * value goes to one receiver, whether through a view or not.
     *
     * {@snippet file="org/gotask/channel/ChannelExamples.java" region="map"}
     *
     * <p>A view can be used in a {@link Select} like the channel: the value is mapped when its case has happened,
     * before the case's action.
     *
     * @param <R> the type of the view's values
     * @param mapper maps a value, never to null; called once for each value, by several threads concurrently if several
     *     receive. If it throws, the receiving method or the await of the select throws the same exception; the value
     *     was received, and the next receive gets the next one
     * @return the view
     */
    default <R> ReceiveChannel<R> mapReceived(Function<? super T, ? extends R> mapper) {
        return MappedReceiveChannel.of(this, mapper);
    }
}
