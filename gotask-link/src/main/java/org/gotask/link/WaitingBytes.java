package org.gotask.link;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of messages that wait at one end of a link, against a limit. Thread-safe. */
final class WaitingBytes {

    /** What a message costs beside its content: objects and references. */
    private static final int OVERHEAD_BYTES = 96;

    private final long max;
    private final AtomicLong waiting = new AtomicLong();

    WaitingBytes(long max) {
        this.max = max;
    }

    long max() {
        return max;
    }

    /** Adds a message; false if that exceeds the limit, and then it is not added. */
    boolean tryAdd(int sizeBytes) {
        long cost = (long) sizeBytes + OVERHEAD_BYTES;
        if (waiting.addAndGet(cost) > max) {
            waiting.addAndGet(-cost);
            return false;
        }
        return true;
    }

    void remove(int sizeBytes) {
        waiting.addAndGet(-((long) sizeBytes + OVERHEAD_BYTES));
    }
}
