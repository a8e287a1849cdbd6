package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/**
 * One operation on one channel that a select may choose. Immutable; the state of a wait is in its {@link Waiter}.
 */
abstract sealed class Clause<T> permits SendClause, ReceiveClause {

    /** The channel; its lock is held by the callers of {@link #attempt} and {@link #join}. */
    abstract Channel<T> channel();

    /** Whether the operation looks possible, from outside the lock: what is seen may be old, or half of an operation. */
    abstract boolean looksPossible();

    /** Lets the operation happen if it can at once, and says what the select does then; null if it cannot. */
    abstract Select.@Nullable Action attempt();

    /** Queues the select's thread for this operation. */
    abstract SelectWaiter<T> join(Deal deal);

    /** How long to watch for this operation, see {@link Patience}. */
    abstract int spins();

    /** Whether watching has had success. */
    abstract void learn(boolean success);

    /** Takes a waiter of this clause out of its queue if it is still there. Takes the lock. */
    abstract void leave(Waiter<T> waiter);

    /** What the select does after the operation has happened, or was ended by a close, by way of this waiter. */
    abstract Select.Action outcome(Waiter<T> winner);
}
