package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/**
 * A thread's place in the queue of one channel: what Go calls a sudog. The channel's lock guards all fields until the
 * {@link Deal} is claimed for this waiter; from then on only the waiting thread reads them.
 */
final class Waiter<T> implements Deal.Ending {

    final Deal deal;

    /** The value to send, or the value received; null while a receiver waits, and for a receiver after the close. */
    @Nullable
    T value;

    /** The close of the channel has ended the wait. */
    boolean closed;

    /** The queue while this waiter is in it, and its neighbours there. */
    @Nullable
    WaitQueue<T> queue;

    @Nullable
    Waiter<T> previous;

    @Nullable
    Waiter<T> next;

    private final Core<T> channel;
    private final @Nullable Clause<T> clause;

    /**
     * @param value what a sender wants to send; null for a receiver
     * @param clause what a select does when this waiter wins; null for a wait on one channel only
     */
    Waiter(Deal deal, Core<T> channel, @Nullable T value, @Nullable Clause<T> clause) {
        this.deal = deal;
        this.channel = channel;
        this.value = value;
        this.clause = clause;
    }

    /** Leaves the queue, after a wait that ended otherwise. Takes the channel's lock. */
    void withdraw() {
        channel.lock();
        try {
            if (queue != null) {
                queue.remove(this);
            }
        } finally {
            channel.unlockAndWake();
        }
    }

    /** What the select does now that this waiter has won; for the waiting thread. */
    Select.Action outcome() {
        if (clause == null) {
            throw new IllegalStateException("waiter of a plain wait has no outcome of a select");
        }
        return clause.outcome(this);
    }
}
