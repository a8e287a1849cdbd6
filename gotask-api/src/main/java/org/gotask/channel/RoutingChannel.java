package org.gotask.channel;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A sending end that selects a target channel for each value. A send blocks only on its target, so that a full channel
 * does not block sends to others. Thread-safe if its router is. A send that has to wait joins the queue of its target
 * as a {@link Select} does, some microseconds after it began.
 *
 * <p>Closing it closes this end only, and ends the waits of threads that send through it; {@code onClose} is
 * responsible for the target channels. A send is also refused if its target is closed; the exception then names the
 * target. A send that runs concurrently with the close may still succeed.
 *
 * @param <T> the type of the values
 */
public final class RoutingChannel<T> implements SendChannel<T> {

    /**
     * The target channel of a value, and the value to send on it.
     *
     * @param <T> the type of the values
     * @param channel the target channel
     * @param value the value to send, instead of the one passed to the router
     */
    public record Route<T>(Channel<T> channel, T value) {
        /** Rejects null. */
        public Route {
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(value, "value");
        }
    }

    private final Function<? super T, Route<T>> router;
    private final Runnable onClose;

    /** Nothing is sent on it; its close tells those who wait in {@link #send} of ours. */
    private final Channel<Void> closing;

    /**
     * @param router chooses the channel and the value to send; may throw to refuse a value, and the sender gets that
     *     exception
     * @param onClose runs at the first {@link #close()}
     */
    public RoutingChannel(Function<? super T, Route<T>> router, Runnable onClose) {
        this("", router, onClose);
    }

    /**
     * @param name appears in the messages of exceptions; an empty name is omitted
     * @param router chooses the channel and the value to send; may throw to refuse a value, and the sender gets that
     *     exception
     * @param onClose runs at the first {@link #close()}
     */
    public RoutingChannel(String name, Function<? super T, Route<T>> router, Runnable onClose) {
        this.router = Objects.requireNonNull(router, "router");
        this.onClose = Objects.requireNonNull(onClose, "onClose");
        this.closing = Channel.named(name, 0);
    }

    @Override
    public void send(T value) throws InterruptedException {
        send(value, Deadline.NONE);
    }

    @Override
    public boolean send(T value, Duration timeout) throws InterruptedException {
        return send(value, Deadline.after(timeout));
    }

    private boolean send(T value, Deadline deadline) throws InterruptedException {
        Objects.requireNonNull(value, "value");
        Channel.throwIfInterrupted();
        throwIfClosed();
        Route<T> route = route(value);
        if (route.channel().trySend(route.value())) {
            return true;
        }
        List<Clause<?>> clauses = List.of(new SendClause<>(route.channel(), route.value(), () -> {}), closeClause());
        Select.Action action = new Selection(clauses).await(deadline);
        if (action == null) {
            return false;
        }
        action.run();
        return true;
    }

    @Override
    public boolean trySend(T value) {
        Objects.requireNonNull(value, "value");
        throwIfClosed();
        Route<T> route = route(value);
        return route.channel().trySend(route.value());
    }

    @Override
    public void close() {
        close("");
    }

    /**
     * Closes this end; the reason appears in the {@link ChannelClosedException} of senders. The first close then runs
     * {@code onClose} in the calling thread; closing again does nothing and does not wait for it.
     */
    public void close(String reason) {
        Objects.requireNonNull(reason, "reason");
        if (closing.shut(reason)) {
            onClose.run();
        }
    }

    @Override
    public boolean isClosed() {
        return closing.isShut();
    }

    /** For a select: the send to where the value goes now, and the end of its wait by the close of this channel. */
    void addClauses(T value, Select.Action then, List<Clause<?>> clauses) {
        clauses.add(closeClause());
        if (!isClosed()) {
            Route<T> route = route(value);
            clauses.add(new SendClause<>(route.channel(), route.value(), then));
        }
    }

    private Clause<Void> closeClause() {
        return ReceiveClause.of(closing, nothing -> () -> {}, null);
    }

    private Route<T> route(T value) {
        return Objects.requireNonNull(router.apply(value), "route");
    }

    private void throwIfClosed() {
        if (isClosed()) {
            throw closing.closedException();
        }
    }
}
