package org.gotask.mesos;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.mesos.libprocess.MessageNotSentException;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the event loop, which may not wait, and the messenger, which waits while a peer does not read. Messages
 * to one address go out in the order given, on a thread that lives as long as there are any; a peer that is stuck holds
 * up its own messages only. Thread-safe.
 */
final class SendLanes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SendLanes.class);

    /** From this many waiting messages on, {@link #reserve} waits. */
    private static final int ROOM = 1024;

    /** From this many waiting bytes on as well: few programs have memory for {@link #ROOM} messages of the largest size. */
    private static final long ROOM_BYTES = 4L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Address, Lane> lanes = new HashMap<>();
    private final Messenger messenger;
    private int backlog;
    private long backlogBytes; // with what is reserved
    private boolean closed;

    SendLanes(Messenger messenger) {
        this.messenger = messenger;
    }

    /**
     * Queues a message and returns at once, however much waits already.
     *
     * @param refused runs, on another thread, if the messenger refuses the message; gets the reason
     */
    void send(Upid from, Upid to, Message message, Refused refused) {
        Entry entry = new Entry(from, to, message, message.getSerializedSize(), refused);
        lock.lock();
        try {
            if (closed) {
                return;
            }
            backlog++;
            backlogBytes += entry.bytes;
            Address address = new Address(to.host(), to.port());
            Lane lane = lanes.get(address);
            if (lane != null) {
                lane.entries.add(entry);
                return;
            }
            Lane opened = new Lane(address);
            lanes.put(address, opened);
            opened.entries.add(entry);
            opened.thread.start();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits while many messages or bytes are queued, so that who sends more than the network takes is slowed down. Then
     * counts these bytes as queued, because the message itself will be only after a while: the last one let in may exceed
     * the limit, but not one from each thread. An interrupted thread is turned away only if it would have to wait.
     *
     * @param bytes about the size of the message; to be given back by {@link #release} once it is queued or dropped
     * @throws InterruptedException if the thread is interrupted while waiting; nothing is reserved then
     */
    void reserve(int bytes) throws InterruptedException {
        lock.lock();
        try {
            while (!closed && (backlog >= ROOM || backlogBytes >= ROOM_BYTES)) {
                changed.await();
            }
            backlogBytes += bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what was reserved. */
    void release(int bytes) {
        lock.lock();
        try {
            backlogBytes -= bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the messenger has taken everything, at most the given time. False if it has not. */
    boolean awaitEmpty(Duration limit) throws InterruptedException {
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

    /** Drops what waits. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            lanes.values().forEach(lane -> lane.thread.interrupt());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void drain(Lane lane) {
        for (Entry next = next(lane); next != null; next = next(lane)) {
            try {
                handOver(next);
            } catch (InterruptedException e) {
                // only close() interrupts, and next() then ends the lane
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                // the lane has to live on: as long as it is registered, no other thread sends to this peer
                log.error("message lost by a fault: to={}, message={}", next.to, next.name(), e);
            } finally {
                sent(next);
            }
        }
    }

    private void handOver(Entry entry) throws InterruptedException {
        try {
            messenger.send(entry.from, entry.to, entry.message);
        } catch (MessageNotSentException e) {
            entry.refused.because(e);
        }
    }

    private @Nullable Entry next(Lane lane) {
        lock.lock();
        try {
            Entry next = closed ? null : lane.entries.poll();
            if (next == null) {
                lanes.remove(lane.address);
                backlog -= lane.entries.size();
                backlogBytes -= lane.entries.stream().mapToLong(Entry::bytes).sum();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void sent(Entry entry) {
        lock.lock();
        try {
            backlog--;
            backlogBytes -= entry.bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Hears that a message was not sent. */
    @FunctionalInterface
    interface Refused {
        void because(MessageNotSentException reason);
    }

    private record Address(String host, int port) {}

    private record Entry(Upid from, Upid to, Message message, int bytes, Refused refused) {
        String name() {
            return message.getDescriptorForType().getFullName();
        }
    }

    private final class Lane {
        final Address address;
        final ArrayDeque<Entry> entries = new ArrayDeque<>();
        final Thread thread;

        Lane(Address address) {
            this.address = address;
            thread = Thread.ofVirtual()
                    .name("send-lane-" + address.host + ":" + address.port)
                    .unstarted(() -> drain(this));
        }
    }
}
