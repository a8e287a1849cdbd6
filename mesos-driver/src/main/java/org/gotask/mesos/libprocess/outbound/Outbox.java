package org.gotask.mesos.libprocess.outbound;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.threads.Deadlines;
import org.jspecify.annotations.Nullable;

/**
 * The state of one peer: queued messages, links, and the connection. Shared by senders, the writer and the reader of
 * the connection; it does no I/O, and no lock is held during I/O. Thread-safe.
 */
final class Outbox {

    private static final int BATCH_BYTES = 64 * 1024;
    private static final int MAX_BREAKS = 2;

    private final Runnable startWriter;
    private final Consumer<WatchedLink> fire;
    private final DropLog drops;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition capacity = lock.newCondition();
    private final Condition idle = lock.newCondition();

    // guarded by lock
    private final MessageQueue queue;
    private final Set<WatchedLink> links = new LinkedHashSet<>();
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
        this.queue = new MessageQueue(maxQueuedBytes);
        this.drops = drops;
        this.startWriter = startWriter;
        this.fire = fire;
    }

    /** Queues a message; waits while the queue is full. False if closed or retired. */
    boolean put(byte[] message) throws InterruptedException {
        lock.lock();
        try {
            while (!closing && queue.isFull()) {
                capacity.await();
            }
            if (closing) {
                return false;
            }
            wakeWriter();
            queue.add(message);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Queues a message, even if the queue is full; does not wait. False if closed or retired.
     *
     * @param accepted runs once, without the lock, when the messages before this one do not fill the queue: on this
     *     thread before the method returns, or on the writer
     */
    boolean post(byte[] message, Runnable accepted) {
        boolean acceptedNow;
        lock.lock();
        try {
            if (closing) {
                return false;
            }
            wakeWriter();
            acceptedNow = queue.addAnyway(message, accepted);
        } finally {
            lock.unlock();
        }
        if (acceptedNow) {
            accepted.run();
        }
        return true;
    }

    /** Adds a link, and opens a connection if there is none. False if closed or retired. */
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

    /** Before a message is added: if no writer can be started, the message is not in the queue. */
    private void wakeWriter() {
        if (writing) {
            work.signal();
        } else {
            startWriter.run();
            writing = true;
        }
    }

    /** Retires this outbox if it has no connection and needs none; true if it is retired or closed. */
    boolean retireIfIdle() {
        lock.lock();
        try {
            closing |= !writing && links.isEmpty();
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses further messages, drops the links and ends the writer after the queued messages. */
    void beginClose() {
        lock.lock();
        try {
            closing = true;
            links.forEach(WatchedLink::cancel);
            links.clear();
            work.signalAll();
            capacity.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the writer has ended; false after the deadline. */
    boolean awaitWritten(long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            while (writing) {
                if (idle.awaitNanos(Deadlines.nanosUntil(deadlineNanos)) <= 0) {
                    return !writing;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the connection, even while it is being opened, and drops queued messages. */
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
     * The connection, if responses were due at the previous call and none has arrived since; otherwise null. Always
     * null for peers that never respond.
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
            watchedOwes = (answersExpected || answers > 0) && (writtenToConnection > answers || queue.hasUnwritten());
            return silent ? open : null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether responses are due from a peer that responds at all. */
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

    /** The connection broke. Called by each thread that notices; repeated calls have no effect. */
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

    /** Waits for messages and takes a batch. False if the connection is lost, or the outbox is closed and empty. */
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
            queue.takeInto(batch, BATCH_BYTES);
            return !batch.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The first {@code whole} messages of a batch are written; the others return to the front of the queue. */
    void written(List<byte[]> batch, int whole) {
        lock.lock();
        try {
            queue.written(batch, whole);
            writtenToConnection += whole;
            released();
        } finally {
            unlock();
        }
    }

    /** Called after {@link #take} returned false: true if the writer ends, false if it needs a new connection. */
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
            unlock();
        }
    }

    /** The peer cannot be reached: drops queued messages, fires the links and ends the writer. */
    void unreachable(String reason) {
        giveUp(() -> dropAll(reason));
    }

    /** The connection was refused; otherwise like {@link #unreachable}. */
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
            unlock();
        }
    }

    /** Counts messages that were written and not answered; they may have arrived. */
    private void countUnanswered(long answers) {
        answersExpected |= answers > 0;
        long unanswered = writtenToConnection - answers;
        if (answersExpected && unanswered > 0) {
            drops.droppedAtEnd(unanswered, "connection broke before they were answered, so some may have arrived");
        }
    }

    /** Drops the first message if successive connections broke while it was sent: the peer refuses it. */
    private void giveUpHead() {
        byte[] head = queue.peek();
        if (head != null && breaksInTurn >= MAX_BREAKS) {
            breaksInTurn = 0;
            queue.drop();
            released();
            drops.droppedByBreaks("successive connections broke while it was sent, bytes=" + head.length);
        }
    }

    private void dropAll(String reason) {
        if (!queue.isEmpty()) {
            drops.dropped(queue.size(), reason);
        }
        clear();
    }

    private void clear() {
        queue.dropAll();
        breaksInTurn = 0;
        released();
    }

    private void released() {
        if (!queue.isFull()) {
            capacity.signalAll();
        }
    }

    /** Unlocks after a release, and notifies the senders of the messages that it accepted. */
    private void unlock() {
        List<Runnable> accepted = queue.accepted();
        lock.unlock();
        accepted.forEach(Runnable::run);
    }

    private void fireLinks() {
        links.forEach(fire);
        links.clear();
    }

    private void endWriting() {
        writing = false;
        idle.signalAll();
    }
}
