package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/** One operation on one channel that a select may perform. Immutable; the state of a wait is in its {@link Waiter}. */
abstract sealed class Clause<T> permits SendClause, ReceiveClause {

    /** The channel; callers of {@link #attempt} and {@link #join} hold its lock. */
    abstract Channel<T> channel();

    /** Whether the operation looks possible; without the lock, so the answer may be out of date or torn. */
    abstract boolean looksPossible();

    /** Performs the operation if it is possible at once, and returns the action of the select; null if it is not. */
    abstract Select.@Nullable Action attempt();

    /** An entry for the queue of the channel. */
    abstract SelectWaiter<T> newWaiter(Wait wait);

    /** Adds an entry to the queue of the channel. */
    abstract void join(SelectWaiter<T> waiter);

    /** What to do before parking for this operation, see {@link SpinPolicy#plan}. */
    abstract int plan();

    /** Records the outcome of the plan. */
    abstract void record(int plan, SpinPolicy.Outcome outcome);

    /** Removes a waiter of this clause from its queue if it is still there. Acquires the lock. */
    abstract void leave(Waiter<T> waiter);

    /** The action of the select after the operation was performed, or ended by a close, through this waiter. */
    abstract Select.Action action(Waiter<T> winner);
}
