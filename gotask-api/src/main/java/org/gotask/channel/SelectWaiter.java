package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/** The place of a selecting thread in the queue of one of its channels. */
final class SelectWaiter<T> extends Waiter<T> {

    private final Clause<T> clause;

    SelectWaiter(@Nullable T value, Deal deal, Clause<T> clause) {
        super(value, deal);
        this.clause = clause;
    }

    /** Leaves the queue if it is still in it. Takes the channel's lock. */
    void leave() {
        clause.leave(this);
    }

    /** What the select does now that this waiter has won. */
    Select.Action outcome() {
        return clause.outcome(this);
    }
}
