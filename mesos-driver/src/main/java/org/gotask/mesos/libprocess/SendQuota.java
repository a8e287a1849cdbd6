package org.gotask.mesos.libprocess;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Limits the messages that are queued for each destination, and in total. A blocked destination delays only its own
 * senders, unless so many are blocked that the total is reached. Thread-safe.
 *
 * <p>A reservation is made before a message is queued and released when the messenger has accepted it, so that messages
 * of concurrent senders are counted. The last reservation may exceed a limit.
 */
final class SendQuota {

    /** The maximum number of messages for one destination. */
    static final int MESSAGES = 1024;

    /**
     * The maximum number of bytes for one destination: few programs have memory for {@link #MESSAGES} of the largest
     * size.
     */
    static final long BYTES = 4L << 20;

    /** The maximum number of bytes for all destinations. */
    static final long TOTAL_BYTES = 32L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private final Map<Object, Usage> destinations = new HashMap<>();
    private long totalBytes;
    private boolean closed;

    SendQuota() {}

    /**
     * Waits for quota. An interrupted thread fails only if it would have to wait.
     *
     * @param destination compared by {@code equals}
     * @throws InterruptedException if the thread is interrupted while waiting; nothing is reserved then
     */
    PeerQueues.Reservation reserve(Object destination, int bytes) throws InterruptedException {
        lock.lock();
        try {
            while (!closed && isFull(destinations.get(destination))) {
                changed.await();
            }
            Usage usage = destinations.computeIfAbsent(destination, unused -> new Usage());
            usage.messages++;
            usage.bytes += bytes;
            totalBytes += bytes;
            return new Reserved(destination, bytes);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(@Nullable Usage usage) {
        return totalBytes >= TOTAL_BYTES || (usage != null && (usage.messages >= MESSAGES || usage.bytes >= BYTES));
    }

    /** Ends all waits; later reservations never wait. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The number of destinations with reservations, for tests. */
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
            Usage usage = destinations.get(destination);
            if (usage != null) {
                usage.messages--;
                usage.bytes -= bytes;
                totalBytes -= bytes;
                if (usage.messages == 0) {
                    destinations.remove(destination);
                }
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private static final class Usage {
        int messages;
        long bytes;
    }

    private final class Reserved implements PeerQueues.Reservation {
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
