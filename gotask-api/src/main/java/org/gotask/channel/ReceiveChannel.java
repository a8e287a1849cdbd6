package org.gotask.channel;

import java.time.Duration;
import java.util.Iterator;
import java.util.function.Function;

/**
 * The receiving end of a channel. Thread-safe; any number of threads may receive, each value goes to exactly one of
 * them. Values come in the order they were sent, and threads that wait in {@code receive} get them in the order in which
 * they began to wait. After the close, what was sent before can still be received.
 *
 * <p>The loop of Go's {@code range} is {@code for (T value : channel)}: it waits for values and ends when the channel is
 * closed and drained.
 *
 * @param <T> what is received
 */
public sealed interface ReceiveChannel<T> extends Iterable<T> permits Channel, MappedReceiveChannel {

    /**
     * Receives a value; waits until there is one.
     *
     * @throws ChannelClosedException if the channel is closed and drained
     * @throws InterruptedException if the thread is interrupted before a value was received; none was taken
     */
    T receive() throws InterruptedException;

    /**
     * Receives a value, or learns of the close; waits no longer than the time given.
     *
     * @return {@link Received.Empty} if the time ran out
     * @throws InterruptedException if the thread is interrupted before a value was received; none was taken
     */
    Received<T> receive(Duration timeout) throws InterruptedException;

    /**
     * Receives a value, or learns of the close; waits until there is one of them.
     *
     * @return {@link Received.Value} or {@link Received.Closed}, never {@link Received.Empty}
     * @throws InterruptedException if the thread is interrupted before a value was received; none was taken
     */
    Received<T> receiveOrClosed() throws InterruptedException;

    /** Receives what can be received at once: a value, the close, or nothing. Does not wait. */
    Received<T> tryReceive();

    /**
     * Waits for values until the channel is closed and drained. Each value goes to one iterator or receive only. When the
     * thread is interrupted while {@code hasNext} or {@code next} waits, it throws
     * {@link java.util.concurrent.CancellationException} with the interrupt flag set again; no value was taken.
     */
    @Override
    Iterator<T> iterator();

    /**
     * A view of this receiving end that shows something else: each value is received here and then mapped, in the receiving
     * thread. The view holds no values and has no thread; order, waiting and close are those of this channel, and each value
     * goes to one receiver, whether through a view or not.
     *
     * {@snippet file="org/gotask/channel/ChannelExamples.java" region="map"}
     *
     * <p>In a {@link Select} the view is as good as the channel: the value is mapped when its case has happened, before the
     * case's action.
     *
     * @param <R> what the view shows
     * @param mapper makes what is shown, never null; called once for each value, by several threads at a time if several
     *     receive. What it throws, the receiving method or the await of the select throws; the value was taken, and the next
     *     receive gets the next one
     * @return the view
     */
    default <R> ReceiveChannel<R> mapReceived(Function<? super T, ? extends R> mapper) {
        return MappedReceiveChannel.of(this, mapper);
    }
}
