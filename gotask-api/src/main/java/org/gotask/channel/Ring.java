package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/**
 * The buffer of a channel, part of the channel's own object: first in, first out, up to a capacity. Its array starts small
 * and grows with what it holds, so that a large capacity costs nothing until it is used. Guarded by the lock.
 */
abstract class Ring<T> extends ChannelLock {

    private static final int INITIAL_LENGTH = 16;
    private static final @Nullable Object[] NO_SLOTS = {};

    private final int capacity;
    private int head;
    private int size;
    private @Nullable Object[] slots = NO_SLOTS;

    Ring(int capacity) {
        this.capacity = capacity;
    }

    final int ringCapacity() {
        return capacity;
    }

    final int ringSize() {
        return size;
    }

    final boolean isRingFull() {
        return size == capacity;
    }

    /** Adds a value; there must be room for it. */
    final void addToRing(T value) {
        if (size == slots.length) {
            grow();
        }
        int toEnd = slots.length - head;
        slots[size < toEnd ? head + size : size - toEnd] = value;
        size++;
    }

    /** Takes the oldest value; there must be one. */
    final T pollRing() {
        int at = head;
        @SuppressWarnings("unchecked") // only addToRing stores here
        T value = (T) slots[at];
        slots[at] = null;
        head = at + 1 == slots.length ? 0 : at + 1;
        size--;
        return value;
    }

    private void grow() {
        int length = Math.max(INITIAL_LENGTH, 2 * slots.length);
        if (length < 0 || length > capacity) {
            length = capacity;
        }
        @Nullable Object[] longer = new @Nullable Object[length];
        int toEnd = slots.length - head;
        System.arraycopy(slots, head, longer, 0, toEnd);
        System.arraycopy(slots, 0, longer, toEnd, head);
        slots = longer;
        head = 0;
    }
}
