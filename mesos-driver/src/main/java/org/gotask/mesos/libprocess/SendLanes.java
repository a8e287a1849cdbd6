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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between a state machine, whose thread may not wait, and a messenger, which waits while a peer does not read.
 * Messages to one address go out in the order given, on a thread that lives as long as there are any; a peer that is stuck
 * holds up its own messages only. Thread-safe.
 *
 * <p>{@link #send} never waits, so whoever lets others send as much as they like has them {@link #reserve} room first.
 */
public final class SendLanes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SendLanes.class);

    /** Of a message that nobody reserved room for. */
    private static final Reservation NONE = () -> {};

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SendRoom room = new SendRoom();
    private final Messenger messenger;

    // guarded by lock
    private final Map<PeerAddress, Lane> lanes = new HashMap<>();
    private int backlog;
    private boolean closed;

    /** Sends through this messenger, which is not closed along. */
    public SendLanes(Messenger messenger) {
        this.messenger = messenger;
    }

    /**
     * Queues a message and returns at once, however much waits already.
     *
     * @param refused runs, mostly on another thread, if the message is not handed to the messenger after all, because that
     *     refuses it or the lanes are closed; gets the reason
     */
    public void send(Upid from, Upid to, Message message, Consumer<MessageNotSentException> refused) {
        send(NONE, from, to, message, refused);
    }

    /**
     * The same for a message that room was reserved for.
     *
     * @param reserved is given back when the messenger has taken or refused the message
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
            Lane lane = lanes.get(address);
            if (lane == null) {
                lane = new Lane(address);
                lanes.put(address, lane);
                lane.thread.start();
            }
            lane.entries.add(entry);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits while much is on its way to a destination (1024 messages, or 4 MiB), so that who sends more than the network
     * takes is slowed down; others are not, unless 32 MiB are on their way in all. An interrupted thread is turned away
     * only if it would have to wait.
     *
     * @param destination who is sent to, in whatever terms the caller has before the address is known
     * @param bytes about the size of the message
     * @return to be handed on to {@link #send}, or closed if nothing is sent
     * @throws InterruptedException if the thread is interrupted while waiting; nothing is reserved then
     */
    public Reservation reserve(Object destination, int bytes) throws InterruptedException {
        return room.reserve(destination, bytes);
    }

    /**
     * Waits until the messenger has taken everything, at most the given time. False if it has not.
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

    /** Drops what waits, telling each message's sender so, and lets those go on that wait for room. */
    @Override
    public void close() {
        room.close();
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
            entry.refused.accept(e);
        }
    }

    private @Nullable Entry next(Lane lane) {
        List<Entry> unsent;
        lock.lock();
        try {
            Entry next = closed ? null : lane.entries.poll();
            if (next != null) {
                return next;
            }
            lanes.remove(lane.address);
            unsent = List.copyOf(lane.entries);
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

    /** Room for one message. */
    @FunctionalInterface
    public interface Reservation extends AutoCloseable {
        /** Gives the room back, the first time it is called. */
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

    private final class Lane {
        final PeerAddress address;
        final ArrayDeque<Entry> entries = new ArrayDeque<>();
        final Thread thread;

        Lane(PeerAddress address) {
            this.address = address;
            thread = Thread.ofVirtual().name("send-lane-" + address).unstarted(() -> drain(this));
        }
    }
}
