package org.gotask.mesos.libprocess;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Limits the messages of a program that are on their way into a messenger, for each destination and in total. A blocked
 * destination delays only its own senders, unless so many are blocked that the total is reached. Thread-safe.
 *
 * <p>The sender reserves quota for a message in its own thread, before the thread that {@linkplain Messenger#post posts}
 * it to the messenger knows of it; the quota is released when the messenger has accepted the message. Messages of
 * concurrent senders are therefore counted. The last reservation may exceed a limit.
 */
public final class SendQuota implements AutoCloseable {

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

    /** A quota of which nothing is reserved. */
    public SendQuota() {}

    /**
     * Reserves quota for a message; waits while 1024 messages, or 4 MiB, are reserved for the destination, or 32 MiB
     * for all destinations. An interrupted thread fails only if it would have to wait.
     *
     * @param destination identifies the destination, compared by {@code equals}; need not be its address
     * @param bytes the approximate size of the message
     * @return to be closed when the messenger has accepted the message, or if none is sent
     * @throws InterruptedException if the thread is interrupted while waiting; nothing is reserved then
     */
    public Reservation reserve(Object destination, int bytes) throws InterruptedException {
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
    @Override
    public void close() {
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

    /** Quota for one message. Thread-safe. */
    @FunctionalInterface
    public interface Reservation extends AutoCloseable {
        /** Releases the quota; never waits. Repeated calls have no effect. */
        @Override
        void close();
    }

    private static final class Usage {
        int messages;
        long bytes;
    }

    private final class Reserved implements Reservation {
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
