package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/**
 * The buffer of a channel, part of the channel object: a first-in first-out ring of fixed capacity. Its array starts
 * small and grows with its contents, so that a large capacity costs nothing until it is used. Guarded by the lock.
 */
abstract class RingBuffer<T> extends ChannelLock {

    private static final int INITIAL_LENGTH = 16;
    private static final @Nullable Object[] NO_SLOTS = {};

    private final int capacity;
    private int head;
    private int size;
    private @Nullable Object[] slots = NO_SLOTS;

    RingBuffer(int capacity) {
        this.capacity = capacity;
    }

    final int bufferCapacity() {
        return capacity;
    }

    final int bufferSize() {
        return size;
    }

    final boolean isBufferFull() {
        return size == capacity;
    }

    /** Allocates memory for one more value, so that the next {@link #addToBuffer} cannot fail; it must not be full. */
    final void reservePlace() {
        if (size == slots.length) {
            grow();
        }
    }

    /** Adds a value; the buffer must not be full. */
    final void addToBuffer(T value) {
        reservePlace();
        int toEnd = slots.length - head;
        slots[size < toEnd ? head + size : size - toEnd] = value;
        size++;
    }

    /** Removes the oldest value; the buffer must not be empty. */
    final T pollBuffer() {
        int at = head;
        @SuppressWarnings("unchecked") // only addToBuffer stores here
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
