package org.gotask.mesos.local;

import com.google.protobuf.Message;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.mesos.libprocess.MessageNotSentException;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages through a messenger without ever holding up the thread that owns a state machine: each address has a
 * queue of its own, so a peer that does not read stops nobody but itself. Messages to one address arrive in the order
 * given, whichever method took them.
 *
 * <p>{@link #post} is for what the state machine itself says; how much that is, is bounded by the tasks and offers there
 * are. {@link #relay} is for the bytes of others, which are not: it waits while too many of them are queued, and so slows
 * their sender down. Thread-safe.
 */
final class Courier implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final int MAX_RELAYED = 256;
    private static final long CLOSE_SECONDS = 2;

    private final Messenger messenger;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final Map<Address, Peer> peers = new HashMap<>(); // guarded by lock; only those with work to do
    private boolean closed; // guarded by lock

    Courier(Messenger messenger) {
        this.messenger = messenger;
    }

    /** Queues a message; never waits. Dropped when closed. */
    void post(Upid from, Upid to, Message message) {
        lock.lock();
        try {
            enqueue(new Letter(from, to, message, false));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Queues a message that is passed on for somebody else, waiting while 256 such messages to the same address are queued.
     *
     * @throws InterruptedException if the thread is interrupted while waiting; the message was not queued
     */
    void relay(Upid from, Upid to, Message message) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var address = Address.of(to);
            while (!closed && relayed(address) >= MAX_RELAYED) {
                progress.await();
            }
            enqueue(new Letter(from, to, message, true));
        } finally {
            lock.unlock();
        }
    }

    /** Waits a short time for the queues to empty, then drops the rest. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            progress.signalAll();
            long nanos = TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
            while (!peers.isEmpty() && nanos > 0) {
                nanos = progress.awaitNanos(nanos);
            }
            peers.values().forEach(peer -> peer.worker.interrupt());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            peers.values().forEach(peer -> peer.worker.interrupt());
        } finally {
            lock.unlock();
        }
    }

    private int relayed(Address address) {
        Peer peer = peers.get(address);
        return peer == null ? 0 : peer.relayed;
    }

    private void enqueue(Letter letter) {
        if (closed) {
            return;
        }
        var address = Address.of(letter.to);
        Peer peer = peers.get(address);
        if (peer == null) {
            peer = new Peer(Thread.ofVirtual()
                    .name("mesos-local-courier-" + address.port)
                    .unstarted(() -> drain(address)));
            peers.put(address, peer);
            peer.queue.add(letter);
            peer.relayed += letter.relayed ? 1 : 0;
            peer.worker.start();
            return;
        }
        peer.queue.add(letter);
        peer.relayed += letter.relayed ? 1 : 0;
    }

    private void drain(Address address) {
        for (Letter letter = next(address); letter != null; letter = next(address)) {
            try {
                messenger.send(letter.from, letter.to, letter.message);
            } catch (MessageNotSentException e) {
                log.debug("message not sent: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                discard(address);
                return;
            } catch (RuntimeException | Error e) {
                // the worker has to live on: as long as its peer is listed, no other thread sends to it
                log.error("message lost by a fault: to={}, message={}", letter.to, letter.name(), e);
            }
        }
    }

    private void discard(Address address) {
        lock.lock();
        try {
            peers.remove(address);
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Letter next(Address address) {
        lock.lock();
        try {
            Peer peer = peers.get(address);
            if (peer == null) {
                return null;
            }
            Letter letter = peer.queue.poll();
            if (letter == null) {
                peers.remove(address);
            } else if (letter.relayed) {
                peer.relayed--;
            }
            progress.signalAll();
            return letter;
        } finally {
            lock.unlock();
        }
    }

    private record Address(String host, int port) {
        static Address of(Upid upid) {
            return new Address(upid.host(), upid.port());
        }
    }

    private record Letter(Upid from, Upid to, Message message, boolean relayed) {
        String name() {
            return message.getDescriptorForType().getFullName();
        }
    }

    private static final class Peer {
        final Thread worker;
        final Queue<Letter> queue = new ArrayDeque<>();
        int relayed;

        Peer(Thread worker) {
            this.worker = worker;
        }
    }
}
