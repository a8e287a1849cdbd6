package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/** Sends one value; on a closed channel it is ready, and throws. */
final class SendClause<T> extends Clause<T> {

    private final Channel<T> channel;
    private final T value;
    private final Select.Action then;

    SendClause(Channel<T> channel, T value, Select.Action then) {
        this.channel = channel;
        this.value = value;
        this.then = then;
    }

    @Override
    Channel<T> channel() {
        return channel;
    }

    @Override
    Select.@Nullable Action attempt() {
        if (!channel.isOpen()) {
            return this::refuse;
        }
        return channel.offer(value) ? then : null;
    }

    @Override
    SelectWaiter<T> newWaiter(Wait wait) {
        return new SelectWaiter<>(value, wait, this);
    }

    @Override
    void join(SelectWaiter<T> waiter) {
        channel.joinSenders(waiter);
    }

    @Override
    boolean looksPossible() {
        return channel.maySend();
    }

    @Override
    int plan() {
        return channel.planOfSender();
    }

    @Override
    void record(int plan, SpinPolicy.Outcome outcome) {
        channel.recordSender(plan, outcome);
    }

    @Override
    void leave(Waiter<T> waiter) {
        channel.leaveSenders(waiter);
    }

    @Override
    Select.Action action(Waiter<T> winner) {
        return winner.closed ? this::refuse : then;
    }

    private void refuse() {
        throw channel.closedException();
    }
}
