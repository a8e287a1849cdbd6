package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/**
 * A thread's place in the queue of one channel: what Go calls a sudog. A thread that waits for one channel only has its
 * {@link Deal} in the same object. The channel's lock guards all fields until the deal is claimed for this waiter; from
 * then on only the waiting thread reads them.
 */
sealed class Waiter<T> extends Deal permits SelectWaiter {

    /** The wait that this is a part of; this object itself if there are no other parts. */
    final Deal deal;

    /** The value to send, or the value received; null while a receiver waits, and for a receiver after the close. */
    @Nullable
    T value;

    /** The close of the channel has ended the wait. */
    boolean closed;

    /** The neighbours in the queue; null while not in one. */
    @Nullable
    Waiter<T> next;

    @Nullable
    Waiter<T> previous;

    /** A wait for one channel; the value is what a sender wants to send, null for a receiver. */
    Waiter(@Nullable T value) {
        this.value = value;
        this.deal = this;
    }

    /** One case of a select; the value is what a sender wants to send, null for a receiver. */
    Waiter(@Nullable T value, Deal deal) {
        this.value = value;
        this.deal = deal;
    }

    /**
     * For the waiting thread, without the lock: false only if it has left the queue. It never comes back, so a late true
     * is the only mistake that can be made here.
     */
    final boolean mayBeQueued() {
        return next != null;
    }
}
