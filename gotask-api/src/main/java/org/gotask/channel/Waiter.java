package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/**
 * The entry of a waiting thread in the queue of one channel; Go's sudog. A thread that waits for a single channel has
 * its {@link Wait} in the same object. The channel's lock guards all fields until the wait is claimed for this waiter;
 * from then on only the waiting thread reads them.
 */
sealed class Waiter<T> extends Wait permits SelectWaiter {

    /** The wait that this waiter belongs to; this object itself if the thread waits for one channel. */
    final Wait wait;

    /** The value to send, or the received value; null while a receiver waits, and for a receiver after the close. */
    @Nullable
    T value;

    /** The close of the channel has ended the wait. */
    boolean closed;

    /** The neighbours in the queue; null while not queued. A close, which ends the whole queue, leaves them unchanged. */
    @Nullable
    Waiter<T> next;

    @Nullable
    Waiter<T> previous;

    /** A wait for one channel; the value is that of a sender, null for a receiver. */
    Waiter(@Nullable T value) {
        this.value = value;
        this.wait = this;
    }

    /** One clause of a select; the value is that of a sender, null for a receiver. */
    Waiter(@Nullable T value, Wait wait) {
        this.value = value;
        this.wait = wait;
    }

    /**
     * Whether this waiter may be in a queue; for the waiting thread, without the lock. False is definite, because a
     * waiter that has left its queue never returns to it; true may be out of date.
     */
    final boolean mayBeQueued() {
        return next != null;
    }
}
