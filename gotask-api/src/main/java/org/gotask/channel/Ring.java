package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/**
 * The buffer of a channel: first in, first out, up to a capacity. Its array starts small and grows with what it holds, so
 * that a large capacity costs nothing until it is used. Guarded by the channel's lock.
 */
final class Ring<T> {

    private static final int INITIAL_LENGTH = 16;

    private final int capacity;
    private @Nullable Object[] slots;
    private int head;
    private int size;

    Ring(int capacity) {
        this.capacity = capacity;
        this.slots = new @Nullable Object[Math.min(capacity, INITIAL_LENGTH)];
    }

    int capacity() {
        return capacity;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == capacity;
    }

    /** Adds a value; there must be room for it. */
    void add(T value) {
        if (size == slots.length) {
            grow();
        }
        int toEnd = slots.length - head;
        slots[size < toEnd ? head + size : size - toEnd] = value;
        size++;
    }

    /** Takes the oldest value; null if there is none. */
    @Nullable
    T poll() {
        if (size == 0) {
            return null;
        }
        @SuppressWarnings("unchecked") // only add stores here
        T value = (T) slots[head];
        slots[head] = null;
        head = head + 1 == slots.length ? 0 : head + 1;
        size--;
        return value;
    }

    private void grow() {
        int length = (int) Math.min(capacity, 2L * slots.length);
        @Nullable Object[] longer = new @Nullable Object[length];
        int toEnd = slots.length - head;
        System.arraycopy(slots, head, longer, 0, toEnd);
        System.arraycopy(slots, 0, longer, toEnd, head);
        slots = longer;
        head = 0;
    }
}
