package org.gotask.mesos.libprocess;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that this messenger sends to one address: a bounded queue, at most one connection, and the links that watch it.
 * Thread-safe.
 *
 * <p>A writer thread exists while there is a connection or something to send. It opens the connection and writes all that
 * waits in one go; a reader thread tells it when the peer is gone. No lock is held while connecting, writing or reading.
 *
 * <p>When the connection breaks, its links fire. Messages that the system had not wholly taken cannot have been understood by
 * the peer, so they go over a fresh connection, in order; none is ever doubled. Messages taken and not yet read by the peer
 * are lost, as in Mesos. A peer that cannot be reached loses all that waits for it, and a message over which two connections
 * broke in turn is given up, so that a peer which refuses it does not hold up the rest.
 */
final class Peer {

    private static final Logger log = LoggerFactory.getLogger(Peer.class);

    private static final int BATCH_BYTES = 64 * 1024;
    private static final int MAX_BREAKS = 2;

    private final PeerAddress address;
    private final Connector connector;
    private final MessengerThreads threads;
    private final long maxQueuedBytes;
    private final DropLog drops;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Condition rest = lock.newCondition();

    // guarded by lock
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private final Set<WatchedLink> links = new LinkedHashSet<>();
    private long queuedBytes;
    private boolean writing;
    private boolean closing;
    private int breaks;
    private @Nullable OutboundConnection connection;

    Peer(PeerAddress address, Connector connector, MessengerThreads threads, long maxQueuedBytes) {
        this.address = address;
        this.connector = connector;
        this.threads = threads;
        this.maxQueuedBytes = maxQueuedBytes;
        this.drops = new DropLog(address);
    }

    /** Queues a whole request; waits while the queue is full. False if the messenger closes. */
    boolean send(byte[] request) throws InterruptedException {
        lock.lock();
        try {
            while (!closing && queuedBytes >= maxQueuedBytes) {
                room.await();
            }
            if (closing) {
                return false;
            }
            queue.add(request);
            queuedBytes += request.length;
            wakeWriter();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Watches the connection, opening it if there is none. False if the messenger closes. */
    boolean link(WatchedLink link) {
        lock.lock();
        try {
            if (closing) {
                return false;
            }
            links.add(link);
            wakeWriter();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void unlink(WatchedLink link) {
        lock.lock();
        try {
            links.remove(link);
        } finally {
            lock.unlock();
        }
    }

    /** Whether forgetting this peer would lose nothing; it takes nothing more then. */
    boolean retire() {
        lock.lock();
        try {
            closing |= !writing && links.isEmpty();
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses further messages, drops the links and lets the writer end after what waits. */
    void beginClose() {
        lock.lock();
        try {
            closing = true;
            links.clear();
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all is written, or lost. */
    boolean awaitWritten(long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            while (writing) {
                if (rest.awaitNanos(Times.nanosUntil(deadlineNanos)) <= 0) {
                    return !writing;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the peer has ended the connection in its turn, so that closing it resets nothing under way. */
    void awaitEnd(long deadlineNanos) throws InterruptedException {
        OutboundConnection open = current();
        if (open != null && !open.awaitEnd(deadlineNanos)) {
            log.debug("{} does not end its connection", address);
        }
    }

    /** Ends the connection at once. */
    void abort() {
        OutboundConnection open = current();
        if (open != null) {
            open.close();
        }
    }

    private @Nullable OutboundConnection current() {
        lock.lock();
        try {
            return connection;
        } finally {
            lock.unlock();
        }
    }

    /** Call with the lock held. */
    private void wakeWriter() {
        if (!writing) {
            writing = true;
            threads.start("libprocess-out-" + address, this::write);
        } else {
            work.signal();
        }
    }

    private void write() {
        boolean goOn = true;
        while (goOn) {
            try {
                OutboundConnection open = connector.open(address);
                drops.reached();
                adopt(open);
                threads.start("libprocess-answers-" + address, () -> {
                    open.discardAnswers();
                    lost(open);
                });
                goOn = pump(open);
            } catch (IOException e) {
                unreachable(e);
                goOn = false;
            } catch (InterruptedException e) {
                abandon();
                goOn = false;
            }
        }
    }

    /** Writes until the connection is lost or all is done; true if a fresh connection is needed. */
    private boolean pump(OutboundConnection open) throws InterruptedException {
        boolean progress = false;
        List<byte[]> batch = new ArrayList<>();
        while (takeBatch(open, batch)) {
            int whole = batch.size();
            try {
                open.write(batch);
            } catch (IOException e) {
                log.debug("connection to {} broke: {}", address, e.toString());
                whole = open.wholeMessages();
                open.close();
                lost(open);
            }
            progress |= whole > 0;
            written(batch, whole);
        }
        return !isDone(open, progress);
    }

    private void adopt(OutboundConnection open) {
        lock.lock();
        try {
            connection = open;
        } finally {
            lock.unlock();
        }
    }

    private void lost(OutboundConnection open) {
        lock.lock();
        try {
            if (connection == open) {
                connection = null;
                work.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for messages; false if there is nothing more to do on this connection. */
    private boolean takeBatch(OutboundConnection open, List<byte[]> batch) throws InterruptedException {
        batch.clear();
        lock.lock();
        try {
            while (connection == open && queue.isEmpty() && !closing) {
                work.await();
            }
            if (connection != open) {
                return false;
            }
            int bytes = 0;
            for (byte[] next = queue.peek(); next != null && bytes < BATCH_BYTES; next = queue.peek()) {
                batch.add(queue.remove());
                bytes += next.length;
            }
            return !batch.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void written(List<byte[]> batch, int whole) {
        lock.lock();
        try {
            for (int i = 0; i < whole; i++) {
                queuedBytes -= batch.get(i).length;
            }
            for (int i = batch.size() - 1; i >= whole; i--) {
                queue.addFirst(batch.get(i));
            }
            if (queuedBytes < maxQueuedBytes) {
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** After the connection was lost, or the messenger closes: whether the writer may end. */
    private boolean isDone(OutboundConnection open, boolean progress) {
        lock.lock();
        try {
            if (connection == open) {
                open.shutdownOutput();
                return endWriting();
            }
            fireLinks();
            breaks = progress ? 0 : breaks + 1;
            byte[] head = queue.peek();
            if (head != null && breaks >= MAX_BREAKS) {
                breaks = 0;
                queue.remove();
                queuedBytes -= head.length;
                room.signalAll();
                drops.dropped(1, "connections break over this message of " + head.length + " bytes");
            }
            return queue.isEmpty() && links.isEmpty() && endWriting();
        } finally {
            lock.unlock();
        }
    }

    private void unreachable(IOException e) {
        lock.lock();
        try {
            fireLinks();
            dropAll(e.getMessage() == null ? e.toString() : e.getMessage());
            endWriting();
        } finally {
            lock.unlock();
        }
    }

    private void abandon() {
        lock.lock();
        try {
            closing = true;
            dropAll("the messenger closes");
            if (connection != null) {
                connection.close();
            }
            endWriting();
        } finally {
            lock.unlock();
        }
    }

    /** Call with the lock held. */
    private boolean endWriting() {
        writing = false;
        rest.signalAll();
        return true;
    }

    /** Call with the lock held. */
    private void dropAll(String reason) {
        if (!queue.isEmpty()) {
            drops.dropped(queue.size(), reason);
        }
        queue.clear();
        queuedBytes = 0;
        breaks = 0;
        room.signalAll();
    }

    /** Call with the lock held. Each link runs on a thread of its own, so what it does holds up nothing here. */
    private void fireLinks() {
        for (WatchedLink link : links) {
            threads.start("libprocess-exited-" + address, link::fire);
        }
        links.clear();
    }

    /** Opens connections. */
    @FunctionalInterface
    interface Connector {
        OutboundConnection open(PeerAddress address) throws IOException;
    }
}
