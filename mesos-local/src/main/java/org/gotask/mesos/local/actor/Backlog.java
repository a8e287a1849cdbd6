package org.gotask.mesos.local.actor;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the messages that wait for the thread of an {@link ActorThread}, by their bytes and over all connections. Whoever brings
 * one more waits until there is room. A message that is larger than all the room may wait alone. Thread-safe.
 */
final class Backlog {

    private static final int HEAP_PART = 16;
    private static final long LEAST_BYTES = 1024 * 1024;

    /** The smallest message takes so much with its entry in the queue. */
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

    /** One that takes a sixteenth of the heap. */
    static Backlog ofHeap() {
        return new Backlog(Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART));
    }

    /**
     * Takes room for a message, and waits for it.
     *
     * @return how much to {@link #leave} with; 0 if the backlog is closed and the message is of no use
     * @throws InterruptedException if the thread is interrupted while waiting; nothing is taken then
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

    /** Gives the room of a message back. */
    void leave(long bytes) {
        lock.lock();
        try {
            waitingBytes -= bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets all go on that wait. */
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
