package org.gotask.channel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait at one end of a channel, in order of arrival: a circular doubly linked list of waiters, so that
 * a thread that gives up leaves in constant time. A queue is represented by its first waiter, the empty queue by null.
 * Guarded by the channel's lock.
 */
final class WaitQueue {

    private WaitQueue() {}

    /** Returns the queue with a waiter appended. */
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

    /** The waiter after this one in the queue that begins with {@code first}; null after the last one. */
    static <T> @Nullable Waiter<T> next(Waiter<T> waiter, @Nullable Waiter<T> first) {
        Waiter<T> next = waiter.next;
        return next == first ? null : next;
    }

    /** Returns the queue without one of its waiters. */
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
