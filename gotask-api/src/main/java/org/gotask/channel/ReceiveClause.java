package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/** Receives one value; on a closed and drained channel it is ready, and has an action of its own for that. */
final class ReceiveClause<T> extends Clause<T> {

    private final Channel<T> channel;
    private final Reaction<? super T> then;
    private final Select.Action closed;

    private ReceiveClause(Channel<T> channel, Reaction<? super T> then, Select.Action closed) {
        this.channel = channel;
        this.then = then;
        this.closed = closed;
    }

    /** A clause that throws when the channel is closed and drained, unless it has an action for that. */
    static <T> ReceiveClause<T> of(Channel<T> channel, Reaction<? super T> then, Select.@Nullable Action closed) {
        return new ReceiveClause<>(
                channel,
                then,
                closed != null
                        ? closed
                        : () -> {
                            throw channel.closedException();
                        });
    }

    @Override
    Channel<T> channel() {
        return channel;
    }

    @Override
    Select.@Nullable Action attempt() {
        T value = channel.poll();
        return value == null && !channel.isShut() ? null : outcome(value);
    }

    @Override
    SelectWaiter<T> join(Deal deal) {
        SelectWaiter<T> waiter = new SelectWaiter<>(null, deal, this);
        channel.joinReceivers(waiter);
        return waiter;
    }

    @Override
    boolean looksPossible() {
        return channel.mayReceive();
    }

    @Override
    int spins() {
        return channel.spinsOfReceiver();
    }

    @Override
    void learn(boolean success) {
        channel.learnOfReceiver(success);
    }

    @Override
    void leave(Waiter<T> waiter) {
        channel.leaveReceivers(waiter);
    }

    @Override
    Select.Action outcome(Waiter<T> winner) {
        return outcome(winner.value);
    }

    private Select.Action outcome(@Nullable T value) {
        return value == null ? closed : then.to(value);
    }
}
