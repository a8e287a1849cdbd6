package org.gotask.channel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for one end of a channel, first come first served: a circle of waiters, linked both ways, so that
 * one who gives up leaves in constant time. A queue is known by its first waiter; the empty one is null. Guarded by the
 * channel's lock.
 */
final class WaitQueue {

    private WaitQueue() {}

    /** The queue with one more waiter at its end. */
    static <T> Waiter<T> add(@Nullable Waiter<T> first, Waiter<T> waiter) {
        if (first == null) {
            waiter.next = waiter;
            waiter.previous = waiter;
            return waiter;
        }
        Waiter<T> last = Objects.requireNonNull(first.previous);
        waiter.next = first;
        waiter.previous = last;
        last.next = waiter;
        first.previous = waiter;
        return first;
    }

    /** The queue without a waiter that is in it. */
    static <T> @Nullable Waiter<T> remove(Waiter<T> first, Waiter<T> waiter) {
        Waiter<T> after = Objects.requireNonNull(waiter.next);
        Waiter<T> before = Objects.requireNonNull(waiter.previous);
        waiter.next = null;
        waiter.previous = null;
        if (after == waiter) {
            return null;
        }
        before.next = after;
        after.previous = before;
        return first == waiter ? after : first;
    }
}
