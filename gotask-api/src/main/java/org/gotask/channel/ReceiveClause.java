package org.gotask.channel;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Receives one value; on a closed and drained channel it is ready, with a separate action. */
final class ReceiveClause<T> extends Clause<T> {

    private final Channel<T> channel;
    private final Function<? super T, Select.Action> then;
    private final Select.Action closed;

    private ReceiveClause(Channel<T> channel, Function<? super T, Select.Action> then, Select.Action closed) {
        this.channel = channel;
        this.then = then;
        this.closed = closed;
    }

    /** A clause that throws when the channel is closed and drained, unless it has an action for that. */
    static <T> ReceiveClause<T> of(
            Channel<T> channel, Function<? super T, Select.Action> then, Select.@Nullable Action closed) {
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
        return value == null && channel.isOpen() ? null : action(value);
    }

    @Override
    SelectWaiter<T> newWaiter(Wait wait) {
        return new SelectWaiter<>(null, wait, this);
    }

    @Override
    void join(SelectWaiter<T> waiter) {
        channel.joinReceivers(waiter);
    }

    @Override
    boolean looksPossible() {
        return channel.mayReceive();
    }

    @Override
    int plan() {
        return channel.planOfReceiver();
    }

    @Override
    void record(int plan, SpinPolicy.Outcome outcome) {
        channel.recordReceiver(plan, outcome);
    }

    @Override
    void leave(Waiter<T> waiter) {
        channel.leaveReceivers(waiter);
    }

    @Override
    Select.Action action(Waiter<T> winner) {
        return action(winner.value);
    }

    private Select.Action action(@Nullable T value) {
        return value == null ? closed : then.apply(value);
    }
}
