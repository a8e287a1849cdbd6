package org.gotask.channel;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.gotask.channel.internal.RoutingChannels;

/**
 * A sending end that selects a target channel for each value; see {@link RoutingChannels#create} for its promises. A
 * send that has to wait joins the queue of its target as a {@link Select} does, some microseconds after it began.
 * Thread-safe if the router is.
 *
 * @param <T> the type of the values
 */
final class RoutingChannel<T> implements SendChannel<T> {

    private final Function<? super T, Channel<T>> router;
    private final Runnable onClose;

    /** Carries no values; its close ends the waits in {@link #send}. */
    private final Channel<Void> closing;

    RoutingChannel(String name, Function<? super T, Channel<T>> router, Runnable onClose) {
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
        StackReserve.ensure();
        Channel.throwIfInterrupted();
        throwIfClosed();
        Channel<T> target = target(value);
        if (target.trySend(value)) {
            return true;
        }
        List<Clause<?>> clauses = List.of(new SendClause<>(target, value, () -> {}), closeClause());
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
        return target(value).trySend(value);
    }

    @Override
    public void close() {
        StackReserve.ensure();
        if (closing.closeAndWake("")) {
            onClose.run();
        }
    }

    @Override
    public boolean isClosed() {
        return closing.isClosed();
    }

    /** Adds the clauses of one await of a select: the send to the current target, and the close of this end. */
    void addClauses(T value, Select.Action then, List<Clause<?>> clauses) {
        clauses.add(closeClause());
        if (!isClosed()) {
            clauses.add(new SendClause<>(target(value), value, then));
        }
    }

    private Clause<Void> closeClause() {
        return ReceiveClause.of(closing, nothing -> () -> {}, null);
    }

    private Channel<T> target(T value) {
        return Objects.requireNonNull(router.apply(value), "target");
    }

    private void throwIfClosed() {
        if (isClosed()) {
            throw closing.closedException();
        }
    }
}
