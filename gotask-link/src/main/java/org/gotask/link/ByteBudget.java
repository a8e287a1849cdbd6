package org.gotask.link;

import java.util.concurrent.atomic.AtomicLong;

/** A limit for the memory of messages that wait at one end of a link. Thread-safe. */
final class ByteBudget {

    /** The memory of a message beside its content: objects and references. */
    private static final int OVERHEAD_BYTES = 96;

    private final long maxBytes;
    private final AtomicLong used = new AtomicLong();

    ByteBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    long maxBytes() {
        return maxBytes;
    }

    /** The memory of a message. */
    static long cost(int sizeBytes) {
        return (long) sizeBytes + OVERHEAD_BYTES;
    }

    /** Reserves memory for a message; false, without effect, if the limit does not allow it. */
    boolean tryReserve(int sizeBytes) {
        long cost = cost(sizeBytes);
        if (used.addAndGet(cost) > maxBytes) {
            used.addAndGet(-cost);
            return false;
        }
        return true;
    }

    void release(int sizeBytes) {
        releaseBytes(cost(sizeBytes));
    }

    void releaseBytes(long bytes) {
        used.addAndGet(-bytes);
    }
}
