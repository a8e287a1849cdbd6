package org.gotask.mesos.libprocess;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.address.PeerAddress;
import org.gotask.mesos.log.ProcessErrors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues between a state machine, whose thread must not block, and a messenger, which blocks while a peer does not
 * read. There is one queue for each address, with a thread as long as it is not empty; its messages are sent in order,
 * and a blocked peer delays only its own messages. Thread-safe.
 *
 * <p>{@link #send} never blocks. Callers that must limit the queued messages {@link #reserve} quota first.
 */
public final class PeerQueues implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PeerQueues.class);

    /** For messages sent without a reservation. */
    private static final Reservation NONE = () -> {};

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SendQuota quota = new SendQuota();
    private final Messenger messenger;

    // guarded by lock
    private final Map<PeerAddress, PeerQueue> queues = new HashMap<>();
    private int backlog;
    private boolean closed;

    /** Sends through this messenger; {@link #close} does not close it. */
    public PeerQueues(Messenger messenger) {
        this.messenger = messenger;
    }

    /**
     * Queues a message; never blocks, however many are queued.
     *
     * @param refused runs, usually on another thread, if the messenger refuses the message or the queues are closed;
     *     gets the reason
     */
    public void send(Upid from, Upid to, Message message, Consumer<MessageNotSentException> refused) {
        send(NONE, from, to, message, refused);
    }

    /**
     * Queues a message with reserved quota; never blocks.
     *
     * @param reserved is closed when the messenger has accepted or refused the message
     */
    public void send(
            Reservation reserved, Upid from, Upid to, Message message, Consumer<MessageNotSentException> refused) {
        Entry entry = new Entry(reserved, from, to, message, refused);
        if (!enqueue(entry)) {
            entry.discard();
        }
    }

    private boolean enqueue(Entry entry) {
        PeerAddress address = new PeerAddress(entry.to.host(), entry.to.port());
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            backlog++;
            PeerQueue queue = queues.get(address);
            if (queue == null) {
                queue = new PeerQueue(address);
                queues.put(address, queue);
                queue.thread.start();
            }
            queue.entries.add(entry);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reserves quota for a message; waits while 1024 messages, or 4 MiB, are reserved for the destination, or 32 MiB
     * for all destinations. An interrupted thread fails only if it would have to wait.
     *
     * @param destination identifies the destination, compared by {@code equals}; need not be its address
     * @param bytes the approximate size of the message
     * @return to be passed to {@link #send}, or closed if nothing is sent
     * @throws InterruptedException if the thread is interrupted while waiting; nothing is reserved then
     */
    public Reservation reserve(Object destination, int bytes) throws InterruptedException {
        return quota.reserve(destination, bytes);
    }

    /**
     * Waits until the messenger has accepted all messages; false after the time limit.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    public boolean awaitEmpty(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long leftNanos = limit.toNanos();
            while (backlog > 0 && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
            return backlog == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Drops queued messages, each of which is reported as refused, and ends all waits for quota. */
    @Override
    public void close() {
        quota.close();
        lock.lock();
        try {
            closed = true;
            queues.values().forEach(queue -> queue.thread.interrupt());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void drain(PeerQueue queue) {
        for (Entry next = next(queue); next != null; next = next(queue)) {
            try {
                handOver(next);
            } catch (InterruptedException e) {
                // only close() interrupts, and next() then ends the queue
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                // the thread must go on: as long as its queue is registered, no other thread sends to this peer
                if (!ProcessErrors.report(e)) {
                    log.error("message lost by a fault: to={}, message={}", next.to, next.name(), e);
                }
            } finally {
                sent(next);
            }
        }
    }

    private void handOver(Entry entry) throws InterruptedException {
        try {
            messenger.send(entry.from, entry.to, entry.message);
        } catch (MessageNotSentException e) {
            entry.refused.accept(e);
        }
    }

    private @Nullable Entry next(PeerQueue queue) {
        List<Entry> unsent;
        lock.lock();
        try {
            Entry next = closed ? null : queue.entries.poll();
            if (next != null) {
                return next;
            }
            queues.remove(queue.address);
            unsent = List.copyOf(queue.entries);
            backlog -= unsent.size();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        unsent.forEach(Entry::discard);
        return null;
    }

    private void sent(Entry entry) {
        entry.reserved.close();
        lock.lock();
        try {
            backlog--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Quota for one message. */
    @FunctionalInterface
    public interface Reservation extends AutoCloseable {
        /** Releases the quota. Repeated calls have no effect. */
        @Override
        void close();
    }

    private record Entry(
            Reservation reserved, Upid from, Upid to, Message message, Consumer<MessageNotSentException> refused) {
        String name() {
            return message.getDescriptorForType().getFullName();
        }

        void discard() {
            reserved.close();
            try {
                refused.accept(new MessageNotSentException(
                        "message not sent: name=" + name() + ", to=" + to + ", the sender ends before it could be"));
            } catch (RuntimeException e) {
                log.error("cannot tell that a message was not sent: to={}, message={}", to, name(), e);
            }
        }
    }

    private final class PeerQueue {
        final PeerAddress address;
        final ArrayDeque<Entry> entries = new ArrayDeque<>();
        final Thread thread;

        PeerQueue(PeerAddress address) {
            this.address = address;
            thread = Thread.ofVirtual().name("send-queue-" + address).unstarted(() -> drain(this));
        }
    }
}
