package org.gotask.mesos.libprocess;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How much may be on its way to each destination before those who send more have to wait. A destination that is stuck makes
 * only those wait that send to it, unless so many are stuck that there is no room left at all. Thread-safe.
 *
 * <p>A reservation is made before a message is queued and given back when the messenger has taken it: so what is being
 * queued by many threads at once is counted too. The last one let in may exceed a limit.
 */
final class SendRoom {

    /** From this many messages to one destination on. */
    static final int MESSAGES = 1024;

    /** From this many bytes to one destination on: few programs have memory for {@link #MESSAGES} of the largest size. */
    static final long BYTES = 4L << 20;

    /** From this many bytes to all destinations on. */
    static final long TOTAL_BYTES = 32L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private final Map<Object, Books> destinations = new HashMap<>();
    private long totalBytes;
    private boolean closed;

    SendRoom() {}

    /**
     * Waits until there is room. An interrupted thread is turned away only if it would have to wait.
     *
     * @param destination compared by {@code equals}
     * @throws InterruptedException if the thread is interrupted while waiting; nothing is reserved then
     */
    SendLanes.Reservation reserve(Object destination, int bytes) throws InterruptedException {
        lock.lock();
        try {
            while (!closed && isFull(destinations.get(destination))) {
                changed.await();
            }
            Books books = destinations.computeIfAbsent(destination, unused -> new Books());
            books.messages++;
            books.bytes += bytes;
            totalBytes += bytes;
            return new Reserved(destination, bytes);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(@Nullable Books books) {
        return totalBytes >= TOTAL_BYTES || (books != null && (books.messages >= MESSAGES || books.bytes >= BYTES));
    }

    /** Lets everybody in from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many destinations something is on its way to, for tests. */
    int destinations() {
        lock.lock();
        try {
            return destinations.size();
        } finally {
            lock.unlock();
        }
    }

    private void release(Object destination, int bytes) {
        lock.lock();
        try {
            Books books = destinations.get(destination);
            if (books != null) {
                books.messages--;
                books.bytes -= bytes;
                totalBytes -= bytes;
                if (books.messages == 0) {
                    destinations.remove(destination);
                }
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private static final class Books {
        int messages;
        long bytes;
    }

    private final class Reserved implements SendLanes.Reservation {
        private final Object destination;
        private final int bytes;
        private final AtomicBoolean held = new AtomicBoolean(true);

        Reserved(Object destination, int bytes) {
            this.destination = destination;
            this.bytes = bytes;
        }

        @Override
        public void close() {
            if (held.getAndSet(false)) {
                release(destination, bytes);
            }
        }
    }
}
