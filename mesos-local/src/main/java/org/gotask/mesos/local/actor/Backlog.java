package org.gotask.mesos.local.actor;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the memory of the messages that wait for an {@link ActorThread}, over all connections. The thread of a
 * connection waits until there is enough memory for its next message. A message larger than the limit waits until it is
 * the only one. Thread-safe.
 */
final class Backlog {

    private static final int HEAP_PART = 16;
    private static final long LEAST_BYTES = 1024 * 1024;

    /** The memory of the smallest message, with its entry in the queue. */
    private static final int ENTRY_BYTES = 512;

    private final long limitBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private long waitingBytes;
    private boolean closed;

    Backlog(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** A backlog of a sixteenth of the heap, at least 1 MiB. */
    static Backlog ofHeap() {
        return new Backlog(Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART));
    }

    /**
     * Reserves memory for a message, and waits until it is available.
     *
     * @return the number of bytes to {@link #leave} with; 0 if the backlog is closed and the message must be dropped
     * @throws InterruptedException if the thread is interrupted while waiting; nothing is reserved then
     */
    long enter(long messageBytes) throws InterruptedException {
        long bytes = messageBytes + ENTRY_BYTES;
        lock.lock();
        try {
            while (!closed && waitingBytes > 0 && waitingBytes + bytes > limitBytes) {
                changed.await();
            }
            if (closed) {
                return 0;
            }
            waitingBytes += bytes;
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Releases the memory of a message. */
    void leave(long bytes) {
        lock.lock();
        try {
            waitingBytes -= bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waits. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
