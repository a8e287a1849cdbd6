package org.gotask.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The state of a channel and the steps that never wait; {@link Channel} and {@link Selection} build the waiting ones from
 * them. The design is that of Go's runtime: one lock, and hand-off from thread to thread.
 *
 * <p><b>State.</b> One {@link ChannelLock} guards a {@link Ring} of values, a {@link WaitQueue} of threads that wait to
 * send and one of threads that wait to receive. While nobody holds the lock:
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
 * claim is one compare-and-set, so a wait ends in exactly one way. A waiter whose deal is decided otherwise may still
 * stand in a queue until its own thread takes it out, which it does at once; meanwhile everyone passes it over.
 *
 * <p><b>Threads.</b> Nobody waits for anything while holding the lock, and threads are unparked after it was released. Nor
 * are classes loaded under it, which may wait: they are loaded with this one. Several locks are only taken together by a
 * select, see {@link LockOrder}.
 *
 * <p><b>Speed.</b> Most of what an exchange costs is cache lines that travel between processors and threads that are
 * parked and woken. Hence the lock, the ring and the heads of the queues are fields of one object; a hand-off writes to
 * the waiter before it reads from it; and a thread that has joined a queue may watch for the end of its wait before it
 * parks, see {@link Patience}.
 *
 * @see <a href="https://go.dev/src/runtime/chan.go">Go runtime, chan.go</a>
 */
abstract sealed class Core<T> extends Ring<T> permits Channel {

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            for (Class<?> usedUnderTheLock : List.of(
                    Waiter.class,
                    SelectWaiter.class,
                    WaitQueue.class,
                    Patience.class,
                    Deadline.class,
                    Schedule.class)) {
                lookup.ensureInitialized(usedUnderTheLock);
            }
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private @Nullable Waiter<T> senders;
    private @Nullable Waiter<T> receivers;

    /** See {@link Patience}. */
    int sendersPatience;

    int receiversPatience;

    /** Changes once, at the close, under the lock. */
    private volatile Label<T> label;

    /** Whose wait has been ended by the step just done under the lock, if that thread sleeps. */
    private @Nullable Thread toWake;

    Core(int capacity, Label<T> label, int patience) {
        super(capacity);
        this.label = label;
        this.sendersPatience = patience;
        this.receiversPatience = patience;
        VarHandle.storeStoreFence(); // as if all fields were final: also who gets the channel by a data race finds it
        // whole
    }

    /** Releases the lock and wakes the thread whose wait was ended under it. */
    final void unlockAndWake() {
        Thread thread = unlockAndTell();
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /** Releases the lock; the caller wakes the thread that is returned, if any. */
    final @Nullable Thread unlockAndTell() {
        Thread thread = toWake;
        if (thread != null) {
            toWake = null;
        }
        unlock();
        return thread;
    }

    // The steps: the caller holds the lock.

    /** Sends if that is possible at once. The channel must be open. */
    final boolean offer(T value) {
        if (receivers != null && handToReceiver(value)) {
            return true;
        }
        if (isRingFull()) {
            return false;
        }
        addToRing(value);
        return true;
    }

    private boolean handToReceiver(T value) {
        for (Waiter<T> receiver = receivers; receiver != null; receiver = receivers) {
            receiver.value = value;
            boolean handedOver = end(receiver);
            receivers = WaitQueue.remove(receiver, receiver);
            if (handedOver) {
                return true;
            }
        }
        return false;
    }

    /** Receives if that is possible at once; otherwise null, for good if the channel is closed. */
    final @Nullable T poll() {
        if (ringSize() > 0) {
            T oldest = pollRing();
            if (senders != null) {
                T sent = takeFromSender();
                if (sent != null) {
                    addToRing(sent);
                }
            }
            return oldest;
        }
        if (senders != null) {
            return takeFromSender();
        }
        TimeSource<T> source = label.source();
        return source == null ? null : pollSource(source);
    }

    private @Nullable T takeFromSender() {
        for (Waiter<T> sender = senders; sender != null; sender = senders) {
            boolean taken = end(sender);
            senders = WaitQueue.remove(sender, sender);
            if (taken) {
                return sender.value;
            }
        }
        return null;
    }

    private @Nullable T pollSource(TimeSource<T> timer) {
        if (isShut()) {
            return null;
        }
        T value = timer.poll();
        if (value != null && timer.isSpent()) {
            label = label.closed(""); // other receivers wake at the same moment by their own deadlines, and see this
        }
        return value;
    }

    private boolean end(Waiter<T> waiter) {
        if (!waiter.deal.claim(waiter)) {
            return false;
        }
        toWake = waiter.deal.sleeper();
        return true;
    }

    /** Joins the queue of the senders; to be called when {@link #offer} was in vain. */
    final void joinSenders(Waiter<T> waiter) {
        if (!isNever()) {
            senders = WaitQueue.add(senders, waiter);
        }
    }

    /** Joins the queue of the receivers; to be called when {@link #poll} was in vain and the channel is open. */
    final void joinReceivers(Waiter<T> waiter) {
        if (!isNever()) {
            receivers = WaitQueue.add(receivers, waiter);
        }
    }

    /** The deadline, or the moment when a timer's channel has its next value if that is earlier. */
    final Deadline orWhenDue(Deadline deadline) {
        TimeSource<T> source = label.source();
        return source == null ? deadline : deadline.orInNanos(source.nanosUntilNext());
    }

    // For any thread: these take the lock themselves, or need none.

    /** Takes a waiter out of the queue of the senders if it is still there, after a wait that ended otherwise. */
    final void leaveSenders(Waiter<T> waiter) {
        if (waiter.mayBeQueued()) {
            lock();
            try {
                if (senders != null && waiter.mayBeQueued()) {
                    senders = WaitQueue.remove(senders, waiter);
                }
            } finally {
                unlock();
            }
        }
    }

    /** Takes a waiter out of the queue of the receivers if it is still there, after a wait that ended otherwise. */
    final void leaveReceivers(Waiter<T> waiter) {
        if (waiter.mayBeQueued()) {
            lock();
            try {
                if (receivers != null && waiter.mayBeQueued()) {
                    receivers = WaitQueue.remove(receivers, waiter);
                }
            } finally {
                unlock();
            }
        }
    }

    /** How long a sender that has to wait is to watch, see {@link Patience}. */
    final int spinsOfSender() {
        int state = sendersPatience;
        sendersPatience = Patience.begun(state);
        return Patience.spins(state);
    }

    /** How long a receiver that has to wait is to watch, see {@link Patience}. */
    final int spinsOfReceiver() {
        if (label.source() != null) {
            return Patience.NONE; // only time will help
        }
        int state = receiversPatience;
        receiversPatience = Patience.begun(state);
        return Patience.spins(state);
    }

    /** Whether a sender has watched with success. */
    final void learnOfSender(boolean success) {
        int state = sendersPatience;
        int next = success ? Patience.succeeded(state) : Patience.failed(state);
        if (next != state) {
            sendersPatience = next;
        }
    }

    /** Whether a receiver has watched with success. */
    final void learnOfReceiver(boolean success) {
        int state = receiversPatience;
        int next = success ? Patience.succeeded(state) : Patience.failed(state);
        if (next != state) {
            receiversPatience = next;
        }
    }

    /** Whether a receive looks possible, from outside the lock: what is seen may be old, or half of an operation. */
    final boolean mayReceive() {
        return ringSize() > 0 || senders != null || isShut() || label.source() != null;
    }

    /** Whether a send looks possible, from outside the lock: what is seen may be old, or half of an operation. */
    final boolean maySend() {
        return !isRingFull() || receivers != null || isShut();
    }

    /** Closes the channel, ends all waits on it and wakes their threads; false if it was closed before. */
    final boolean shut(String reason) {
        List<Thread> sleepers = new ArrayList<>();
        lock();
        try {
            if (isShut()) {
                return false;
            }
            label = label.closed(reason);
            for (Waiter<T> waiter = senders; waiter != null; waiter = senders) {
                senders = WaitQueue.remove(waiter, waiter);
                endByClose(waiter, sleepers);
            }
            for (Waiter<T> waiter = receivers; waiter != null; waiter = receivers) {
                receivers = WaitQueue.remove(waiter, waiter);
                endByClose(waiter, sleepers);
            }
        } finally {
            unlock();
        }
        sleepers.forEach(LockSupport::unpark);
        return true;
    }

    private void endByClose(Waiter<T> waiter, List<Thread> sleepers) {
        waiter.closed = true;
        if (waiter.deal.claim(waiter)) {
            Thread sleeper = waiter.deal.sleeper();
            if (sleeper != null) {
                sleepers.add(sleeper);
            }
        }
    }

    final boolean isShut() {
        return label.isClosed();
    }

    /** What senders, and receivers after the last value, are told once the channel is closed. */
    final ChannelClosedException closedException() {
        return ChannelClosedException.of(label);
    }

    final String name() {
        return label.name();
    }

    /** True for the channel on which nothing ever happens. */
    abstract boolean isNever();
}
