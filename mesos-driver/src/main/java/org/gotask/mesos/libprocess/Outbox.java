package org.gotask.mesos.libprocess;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one peer: messages, the links on its connection, and that connection itself. A monitor between senders, the
 * one writer and the reader of the connection; it only keeps the books, no lock is held during I/O. Thread-safe.
 */
final class Outbox {

    private static final int BATCH_BYTES = 64 * 1024;
    private static final int MAX_BREAKS = 2;

    private final long maxQueuedBytes;
    private final Runnable startWriter;
    private final Consumer<WatchedLink> fire;
    private final DropLog drops;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Condition rest = lock.newCondition();

    // guarded by lock
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private final Set<WatchedLink> links = new LinkedHashSet<>();
    private long queuedBytes; // with those in the writer's hands
    private boolean writing;
    private boolean closing;
    private boolean aborted;
    private int breaksInTurn;
    private long writtenToConnection;
    private boolean answersExpected; // some peers never answer
    private @Nullable OutboundConnection connection;
    private @Nullable OutboundConnection watched;
    private long watchedAnswers;
    private boolean watchedOwes;

    /** {@code startWriter} and {@code fire} start threads and return at once; they are called with the lock held. */
    Outbox(long maxQueuedBytes, DropLog drops, Runnable startWriter, Consumer<WatchedLink> fire) {
        this.maxQueuedBytes = maxQueuedBytes;
        this.drops = drops;
        this.startWriter = startWriter;
        this.fire = fire;
    }

    /** Queues a message; waits while too much is queued. False if nothing is taken any more. */
    boolean put(byte[] message) throws InterruptedException {
        lock.lock();
        try {
            while (!closing && queuedBytes >= maxQueuedBytes) {
                room.await();
            }
            if (closing) {
                return false;
            }
            queue.add(message);
            queuedBytes += message.length;
            wakeWriter();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a watcher of the connection, which is opened if there is none. False if nothing is taken any more. */
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

    private void wakeWriter() {
        if (writing) {
            work.signal();
        } else {
            writing = true;
            startWriter.run();
        }
    }

    /** Takes nothing more if there is no connection and nothing that needs one; tells whether it does so. */
    boolean retireIfIdle() {
        lock.lock();
        try {
            closing |= !writing && links.isEmpty();
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more, drops the links and lets the writer end after what waits. */
    void beginClose() {
        lock.lock();
        try {
            closing = true;
            links.forEach(WatchedLink::cancel);
            links.clear();
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the writer has ended. */
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

    /** Ends the connection, also one that is being opened, and gives up what waits. */
    void abort() {
        lock.lock();
        try {
            closing = true;
            aborted = true;
            if (connection != null) {
                connection.close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    OutboundConnection connection() {
        lock.lock();
        try {
            return connection;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The connection, if the peer owed answers when this was asked last and has given none since; else null. Nothing can be
     * told of peers that never answer.
     */
    @Nullable
    OutboundConnection silentSinceLastAsked() {
        lock.lock();
        try {
            OutboundConnection open = connection;
            long answers = open == null ? 0 : open.answers();
            boolean silent = open != null && open == watched && watchedOwes && answers == watchedAnswers;
            watched = open;
            watchedAnswers = answers;
            watchedOwes = (answersExpected || answers > 0) && (writtenToConnection > answers || queuedBytes > 0);
            return silent ? open : null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the peer, which answers in general, has not answered all that was written yet. */
    boolean owesAnswers() {
        lock.lock();
        try {
            if (connection == null) {
                return false;
            }
            long answers = connection.answers();
            return (answersExpected || answers > 0) && writtenToConnection > answers;
        } finally {
            lock.unlock();
        }
    }

    /** The writer has opened a connection. */
    void connected(OutboundConnection open) {
        lock.lock();
        try {
            connection = open;
            writtenToConnection = 0;
            drops.reached();
            if (aborted) {
                open.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The connection broke; told by whoever notices, more than once does no harm. */
    void lost(OutboundConnection broken) {
        lock.lock();
        try {
            if (connection == broken) {
                connection = null;
                work.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for messages and takes some. False if the connection is lost, or all is written and nothing more comes. */
    boolean take(OutboundConnection open, List<byte[]> batch) throws InterruptedException {
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
            for (byte[] next = queue.poll(); next != null; next = bytes < BATCH_BYTES ? queue.poll() : null) {
                batch.add(next);
                bytes += next.length;
            }
            return !batch.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The first {@code whole} messages of a batch are done; the others go back to the front. */
    void written(List<byte[]> batch, int whole) {
        lock.lock();
        try {
            for (int i = batch.size() - 1; i >= whole; i--) {
                queue.addFirst(batch.get(i));
            }
            long bytes = 0;
            for (int i = 0; i < whole; i++) {
                bytes += batch.get(i).length;
            }
            writtenToConnection += whole;
            release(bytes);
        } finally {
            lock.unlock();
        }
    }

    /** After {@link #take} returned false: whether the writer ends, or else needs a fresh connection. */
    boolean endsAfter(OutboundConnection open, boolean progress) {
        lock.lock();
        try {
            if (connection != open) {
                fireLinks();
                countUnanswered(open.answers());
                breaksInTurn = progress ? 0 : breaksInTurn + 1;
                giveUpHead();
                if (aborted) {
                    dropAll("the messenger closes");
                }
                if (!queue.isEmpty()) {
                    return false;
                }
            }
            endWriting();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The peer cannot be reached: what waits is dropped, the links fire, the writer ends. */
    void unreachable(String reason) {
        giveUp(() -> dropAll(reason));
    }

    /** The peer's machine is there, and nothing listens at its address: as {@link #unreachable}. */
    void refused(String reason) {
        giveUp(() -> {
            if (!queue.isEmpty()) {
                drops.droppedAtEnd(queue.size(), reason);
            }
            clear();
        });
    }

    private void giveUp(Runnable dropping) {
        lock.lock();
        try {
            fireLinks();
            dropping.run();
            endWriting();
        } finally {
            lock.unlock();
        }
    }

    /** What the system had taken and the peer has not answered may have arrived or not; nobody can know. */
    private void countUnanswered(long answers) {
        answersExpected |= answers > 0;
        long unanswered = writtenToConnection - answers;
        if (answersExpected && unanswered > 0) {
            drops.droppedAtEnd(unanswered, "connection broke before they were answered, so some may have arrived");
        }
    }

    /** A message over which connection after connection breaks is one that the peer refuses; the others go on without it. */
    private void giveUpHead() {
        byte[] head = queue.peek();
        if (head != null && breaksInTurn >= MAX_BREAKS) {
            breaksInTurn = 0;
            queue.remove();
            release(head.length);
            drops.dropped(1, "connections break over it, bytes=" + head.length);
        }
    }

    private void dropAll(String reason) {
        if (!queue.isEmpty()) {
            drops.dropped(queue.size(), reason);
        }
        clear();
    }

    private void clear() {
        queue.clear();
        breaksInTurn = 0;
        release(queuedBytes);
    }

    private void release(long bytes) {
        queuedBytes -= bytes;
        if (queuedBytes < maxQueuedBytes) {
            room.signalAll();
        }
    }

    private void fireLinks() {
        links.forEach(fire);
        links.clear();
    }

    private void endWriting() {
        writing = false;
        rest.signalAll();
    }
}
