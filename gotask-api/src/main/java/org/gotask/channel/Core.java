package org.gotask.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The state of a channel and the steps that never wait; {@link Channel} and {@link Selection} build the waiting ones from
 * them. The design is that of Go's runtime.
 *
 * <p><b>State.</b> One lock guards a ring of values, a queue of threads that wait to send and a queue of threads that
 * wait to receive. While nobody holds the lock:
 * <ul>
 *   <li>an undecided receiver is queued only if the ring is empty and the channel is open;
 *   <li>an undecided sender is queued only if the ring is full and the channel is open;
 *   <li>both queues have undecided waiters only if capacity is 0 and all are of one select that both sends and receives.
 * </ul>
 *
 * <p><b>Hand-off.</b> A step that frees or fills a place looks for the first undecided waiter of the other side, claims
 * its {@link Deal} and completes that thread's operation for it. Nothing is left to be done by the woken thread, so a
 * wake-up cannot be lost with a thread that is interrupted or timed out, and nobody can overtake a waiting thread. When a
 * place in the ring becomes free, the first waiting sender's value goes there at once; order is kept.
 *
 * <p><b>Where operations happen.</b> An operation that need not wait happens under the lock. One that waits happens at
 * the claim of its deal, which is under the lock of the channel, too; giving up happens at the thread's own claim. The
 * claim is one compare-and-set, so a wait ends in exactly one way. Waiters whose deal is decided may still stand in
 * queues; they are passed over by everyone and taken out by their own thread.
 *
 * <p><b>Threads.</b> Nobody parks on behalf of a channel while holding its lock, and threads are unparked after it was
 * released. Several locks are only taken together by a select, in the order of the channels' {@code id}.
 *
 * @see <a href="https://go.dev/src/runtime/chan.go">Go runtime, chan.go</a>
 */
abstract sealed class Core<T> permits Channel {

    private static final AtomicLong IDS = new AtomicLong();

    /** The place of this channel in the order of locking. */
    final long id = IDS.getAndIncrement();

    private final String name;
    private final Ring<T> ring;
    private final @Nullable TimeSource<T> source;
    private final WaitQueue<T> senders = new WaitQueue<>();
    private final WaitQueue<T> receivers = new WaitQueue<>();
    private final ReentrantLock lock = new ReentrantLock();

    private volatile boolean closed;
    private String closeReason = "";

    /** Whose wait has been ended by the step just done under the lock. */
    private @Nullable Thread toWake;

    Core(String name, int capacity, @Nullable TimeSource<T> source) {
        this.name = name;
        this.ring = new Ring<>(capacity);
        this.source = source;
    }

    final void lock() {
        lock.lock();
    }

    /** Releases the lock and wakes the thread whose wait was ended under it. */
    final void unlockAndWake() {
        LockSupport.unpark(unlock());
    }

    /** Releases the lock; the caller wakes the thread that is returned, if any. */
    final @Nullable Thread unlock() {
        Thread thread = toWake;
        if (thread != null) {
            toWake = null;
        }
        lock.unlock();
        return thread;
    }

    // The steps: the caller holds the lock.

    /** Sends if that is possible at once. The channel must be open. */
    final boolean offer(T value) {
        if (handToReceiver(value)) {
            return true;
        }
        if (ring.isFull()) {
            return false;
        }
        ring.add(value);
        return true;
    }

    private boolean handToReceiver(T value) {
        for (Waiter<T> receiver = receivers.poll(); receiver != null; receiver = receivers.poll()) {
            receiver.value = value;
            if (end(receiver)) {
                return true;
            }
        }
        return false;
    }

    /** Receives if that is possible at once; otherwise null, for good if the channel is closed. */
    final @Nullable T poll() {
        if (source != null) {
            return pollSource(source);
        }
        T oldest = ring.poll();
        T sent = takeFromSender();
        if (oldest == null) {
            return sent;
        }
        if (sent != null) {
            ring.add(sent);
        }
        return oldest;
    }

    private @Nullable T takeFromSender() {
        for (Waiter<T> sender = senders.poll(); sender != null; sender = senders.poll()) {
            if (end(sender)) {
                return sender.value;
            }
        }
        return null;
    }

    private @Nullable T pollSource(TimeSource<T> timer) {
        if (closed) {
            return null;
        }
        T value = timer.poll();
        if (value != null && timer.isSpent()) {
            closed = true; // other receivers wake at the same moment by their own deadlines, and see this
        }
        return value;
    }

    private boolean end(Waiter<T> waiter) {
        if (!waiter.deal.claim(waiter)) {
            return false;
        }
        toWake = waiter.deal.thread();
        return true;
    }

    /** Joins the queue of the senders; to be called when {@link #offer} was in vain. */
    final Waiter<T> awaitReceiver(Deal deal, T value, @Nullable Clause<T> clause) {
        return enqueue(senders, new Waiter<>(deal, this, value, clause));
    }

    /** Joins the queue of the receivers; to be called when {@link #poll} was in vain and the channel is open. */
    final Waiter<T> awaitSender(Deal deal, @Nullable Clause<T> clause) {
        return enqueue(receivers, new Waiter<>(deal, this, null, clause));
    }

    private Waiter<T> enqueue(WaitQueue<T> queue, Waiter<T> waiter) {
        if (!isNever()) {
            queue.add(waiter);
        }
        return waiter;
    }

    /** The deadline, or the moment when a timer's channel has its next value if that is earlier. */
    final Deadline orWhenDue(Deadline deadline) {
        return source == null ? deadline : deadline.orInNanos(source.nanosUntilNext());
    }

    final int bufferedCount() {
        return ring.size();
    }

    // For any thread: these take the lock themselves, or need none.

    /** Closes the channel, ends all waits on it and wakes their threads; false if it was closed before. */
    final boolean shut(String reason) {
        List<Thread> ended = new ArrayList<>();
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            closeReason = reason;
            closed = true;
            endAll(senders, ended);
            endAll(receivers, ended);
        } finally {
            lock.unlock();
        }
        ended.forEach(LockSupport::unpark);
        return true;
    }

    private void endAll(WaitQueue<T> queue, List<Thread> ended) {
        for (Waiter<T> waiter = queue.poll(); waiter != null; waiter = queue.poll()) {
            waiter.closed = true;
            if (waiter.deal.claim(waiter)) {
                ended.add(waiter.deal.thread());
            }
        }
    }

    final boolean isShut() {
        return closed;
    }

    /** What senders, and receivers after the last value, are told once the channel is closed. */
    final ChannelClosedException closedException() {
        return ChannelClosedException.of(name, closeReason);
    }

    final int ringCapacity() {
        return ring.capacity();
    }

    final String name() {
        return name;
    }

    /** True for the channel on which nothing ever happens. */
    abstract boolean isNever();
}
