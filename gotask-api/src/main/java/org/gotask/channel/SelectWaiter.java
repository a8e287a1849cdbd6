package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/** The entry of a selecting thread in the queue of one of its channels. */
final class SelectWaiter<T> extends Waiter<T> {

    private final Clause<T> clause;

    SelectWaiter(@Nullable T value, Wait wait, Clause<T> clause) {
        super(value, wait);
        this.clause = clause;
    }

    /** Joins the queue. The channel's lock is held. */
    void join() {
        clause.join(this);
    }

    /** Leaves the queue if it is still in it. Acquires the channel's lock. */
    void leave() {
        clause.leave(this);
    }

    /** The action of the select after the wait ended through this waiter. */
    Select.Action action() {
        return clause.action(this);
    }
}
