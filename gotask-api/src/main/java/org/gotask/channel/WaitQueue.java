package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for one end of a channel, first come first served: a doubly linked list through the waiters, so
 * that one who gives up leaves in constant time. Guarded by the channel's lock.
 */
final class WaitQueue<T> {

    private @Nullable Waiter<T> first;
    private @Nullable Waiter<T> last;

    void add(Waiter<T> waiter) {
        waiter.queue = this;
        waiter.previous = last;
        if (last == null) {
            first = waiter;
        } else {
            last.next = waiter;
        }
        last = waiter;
    }

    /** Takes the first waiter out, whether its wait is still undecided or not. */
    @Nullable
    Waiter<T> poll() {
        Waiter<T> waiter = first;
        if (waiter != null) {
            remove(waiter);
        }
        return waiter;
    }

    /** Takes a waiter out that is in this queue. */
    void remove(Waiter<T> waiter) {
        Waiter<T> before = waiter.previous;
        Waiter<T> after = waiter.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        waiter.queue = null;
        waiter.previous = null;
        waiter.next = null;
    }
}
