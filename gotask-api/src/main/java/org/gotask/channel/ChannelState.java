package org.gotask.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.gotask.channel.internal.Gate;
import org.jspecify.annotations.Nullable;

/**
 * The state of a channel and its non-blocking steps; {@link Channel} and {@link Selection} build the blocking
 * operations from them. The algorithm is that of Go's runtime: one lock, and hand-off from thread to thread.
 *
 * <p><b>State.</b> One {@link ChannelLock} guards a {@link RingBuffer} of values, a {@link WaitQueue} of senders and
 * one of receivers. A waiter is <em>pending</em> until its {@link Wait} has ended. While no thread holds the lock:
 * <ul>
 *   <li>a pending receiver is queued only if the buffer is empty and the channel is open;
 *   <li>a pending sender is queued only if the buffer is full and the channel is open;
 *   <li>both queues have pending waiters only if the capacity is 0 and all of them belong to one select that both sends
 *       and receives.
 * </ul>
 *
 * <p><b>Hand-off.</b> A step that frees or fills a place finds the first pending waiter of the other side, claims its
 * {@link Wait} and completes the operation of that thread. The woken thread has nothing left to do, so that a wake-up
 * cannot be lost with a thread that is interrupted or times out, and no thread can overtake a waiting one. When a place
 * in the buffer becomes free, the value of the first waiting sender moves there immediately, which preserves the order.
 *
 * <p><b>Gates.</b> The few channels with a {@link Gate} accept a value only if the gate admits it, in the order of the
 * senders. A pending sender of such a channel may be queued although the buffer is not full, even together with a
 * pending receiver: then the gate has refused the value of the first pending sender and will call
 * {@link #admitWaiting}.
 *
 * <p><b>Linearization.</b> An operation that does not wait takes effect under the lock. One that waits takes effect
 * when its wait is claimed, which happens under the lock, too; giving up takes effect at the thread's own claim. A
 * claim is one compare-and-set, so that a wait ends in exactly one way. A waiter whose wait has ended otherwise may
 * remain queued until its own thread removes it, which it does immediately; until then other threads skip it.
 *
 * <p><b>Threads.</b> No thread waits for anything while it holds the lock, and threads are unparked after its release.
 * Class loading may wait as well, so the classes used under the lock are initialized with this one. Only a select holds
 * several locks at once, see {@link LockOrder}.
 *
 * <p><b>Errors.</b> Each operation begins with {@link StackReserve#ensure}, so that a stack overflow comes before any
 * change. An operation allocates before it changes the state. A thread that cannot park, because memory is short or its
 * stack too deep to be unmounted, gives up its wait and throws the error.
 *
 * <p><b>Speed.</b> The cost of an exchange is mostly that of cache lines moving between processors, and of parking and
 * waking threads. Therefore the lock, the buffer and the heads of the queues are fields of one object; a hand-off
 * writes to the waiter before it reads from it, and leaves waiter and channel alone once it has claimed the wait, but
 * for the release of the lock, because the served thread takes both cache lines then; and a thread that has joined a
 * queue may spin or yield before it parks, see {@link SpinPolicy}.
 *
 * @see <a href="https://go.dev/src/runtime/chan.go">Go runtime, chan.go</a>
 */
abstract sealed class ChannelState<T> extends RingBuffer<T> permits Channel {

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            for (Class<?> usedUnderTheLock : List.of(
                    Waiter.class,
                    SelectWaiter.class,
                    WaitQueue.class,
                    SpinPolicy.class,
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

    /** The states of {@link SpinPolicy}; not guarded by the lock. */
    int senderSpinState;

    int receiverSpinState;

    /** Changes once, at the close, under the lock. */
    private volatile ChannelInfo<T> info;

    /** The parked thread whose wait the current step has ended, if any. */
    private @Nullable Thread toWake;

    ChannelState(int capacity, ChannelInfo<T> info, int spinState) {
        super(capacity);
        this.info = info;
        this.senderSpinState = spinState;
        this.receiverSpinState = spinState;
        // as if all fields were final: a thread that obtains the channel by a data race sees it initialized, too
        VarHandle.storeStoreFence();
    }

    /** Releases the lock and wakes the thread whose wait was ended under it. */
    final void unlockAndWake() {
        Thread thread = unlockDeferringWake();
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /** Releases the lock; the caller must wake the returned thread, if any. */
    final @Nullable Thread unlockDeferringWake() {
        Thread thread = toWake;
        if (thread != null) {
            toWake = null;
        }
        unlock();
        return thread;
    }

    // Steps for callers that hold the lock.

    /** Sends if possible without waiting. The channel must be open. */
    final boolean offer(T value) {
        Gate<T> gate = info.gate();
        if (gate != null && (isBufferFull() || hasPendingSender() || !gate.admit(value))) {
            return false;
        }
        if (receivers != null && handToReceiver(value)) {
            return true;
        }
        if (isBufferFull()) {
            return false;
        }
        addToBuffer(value);
        return true;
    }

    private boolean handToReceiver(T value) {
        for (Waiter<T> receiver = receivers; receiver != null; receiver = receivers) {
            receiver.value = value;
            receivers = WaitQueue.remove(receiver, receiver);
            if (end(receiver)) {
                return true;
            }
        }
        return false;
    }

    /** Receives if possible without waiting; otherwise returns null, permanently if the channel is closed. */
    final @Nullable T poll() {
        if (bufferSize() > 0) {
            T oldest = pollBuffer();
            if (senders != null) {
                T sent = takeFromSenderIfAdmitted();
                if (sent != null) {
                    addToBuffer(sent);
                }
            }
            return oldest;
        }
        if (senders != null) {
            return info.gate() == null ? takeFromSender() : null;
        }
        TimerSource<T> source = info.source();
        return source == null ? null : pollSource(source);
    }

    private @Nullable T takeFromSenderIfAdmitted() {
        Gate<T> gate = info.gate();
        return gate == null ? takeFromSender() : takeThrough(gate);
    }

    private @Nullable T takeFromSender() {
        for (Waiter<T> sender = senders; sender != null; sender = senders) {
            sender.closed = false; // unchanged; the first access takes the cache line for writing
            T value = sender.value;
            senders = WaitQueue.remove(sender, sender);
            if (end(sender)) {
                return value;
            }
        }
        return null;
    }

    private @Nullable T pollSource(TimerSource<T> timer) {
        if (!isOpen()) {
            return null;
        }
        T value = timer.poll();
        if (timer.isSpent()) {
            info = info.closed(""); // other receivers wake at the same time by their own deadlines, and see this
        }
        return value;
    }

    private boolean end(Waiter<T> waiter) {
        if (!waiter.wait.claim(waiter)) {
            return false;
        }
        toWake = waiter.wait.sleeper();
        return true;
    }

    /** Joins the queue of senders; to be called after {@link #offer} has failed. */
    final void joinSenders(Waiter<T> waiter) {
        if (isNever()) {
            return;
        }
        senders = WaitQueue.add(senders, waiter);
        Gate<T> gate = info.gate();
        if (gate != null && senders == waiter && !isBufferFull() && admitFirst(gate)) {
            moveFirst(gate); // the sender has not parked yet
        }
    }

    /** Joins the queue of receivers; to be called after {@link #poll} has failed and if the channel is open. */
    final void joinReceivers(Waiter<T> waiter) {
        if (!isNever()) {
            receivers = WaitQueue.add(receivers, waiter);
        }
    }

    // Steps for channels with a gate.

    /** Whether a sender waits; removes those at the front whose wait has ended. */
    private boolean hasPendingSender() {
        for (Waiter<T> first = senders; first != null; first = senders) {
            if (!first.wait.hasEnded()) {
                return true;
            }
            senders = WaitQueue.remove(first, first);
        }
        return false;
    }

    /** Takes the value of the first sender after a place in the full buffer has become free. */
    private @Nullable T takeThrough(Gate<T> gate) {
        boolean wasFull = bufferSize() == bufferCapacity() - 1;
        // if it was not full, the sender waits for the gate
        while (wasFull && hasPendingSender() && admitFirst(gate)) {
            Waiter<T> first = Objects.requireNonNull(senders);
            boolean taken = end(first);
            senders = WaitQueue.remove(first, first);
            if (taken) {
                return first.value;
            }
            gate.withdraw(Objects.requireNonNull(first.value));
        }
        return null;
    }

    /** Asks the gate for the value of the first sender; the buffer must not be full. */
    private boolean admitFirst(Gate<T> gate) {
        reservePlace(); // what follows the admission must not fail for lack of memory
        return gate.admitOrAwait(Objects.requireNonNull(Objects.requireNonNull(senders).value));
    }

    /**
     * Passes the admitted value of the first sender on, unless its wait has just ended otherwise. The thread of a
     * receiver remains in {@code toWake}.
     *
     * @return the thread of the sender, to be woken; null if it is not parked
     */
    private @Nullable Thread moveFirst(Gate<T> gate) {
        Waiter<T> first = Objects.requireNonNull(senders);
        T value = Objects.requireNonNull(first.value);
        boolean moved = end(first);
        senders = WaitQueue.remove(first, first);
        if (!moved) {
            gate.withdraw(value);
            return null;
        }
        Thread sender = toWake;
        toWake = null;
        if (receivers == null || !handToReceiver(value)) {
            addToBuffer(value);
        }
        return sender;
    }

    /** The deadline, or the time at which a timer's channel has its next value, if that is earlier. */
    final Deadline orWhenDue(Deadline deadline) {
        TimerSource<T> source = info.source();
        return source == null ? deadline : deadline.orInNanos(source.nanosUntilNext());
    }

    // Methods for callers without the lock: they acquire it, or need none.

    /** Removes a waiter whose wait has ended otherwise from the queue of senders, if it is still there. */
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
        if (info.gate() != null) {
            admitWaiting(); // the gate may have refused the value of this waiter only
        }
    }

    /** Accepts the values of waiting senders that the gate admits now. Without a gate this does nothing. */
    final void admitWaiting() {
        Gate<T> gate = info.gate();
        if (gate == null) {
            return;
        }
        boolean admitted = true;
        while (admitted) {
            Thread sender = null;
            lock();
            try {
                admitted = hasPendingSender() && !isBufferFull() && admitFirst(gate);
                if (admitted) {
                    sender = moveFirst(gate);
                }
                if (senders == null) {
                    gate.noneWaits();
                }
            } finally {
                unlockAndWake(); // a receiver
            }
            if (sender != null) {
                LockSupport.unpark(sender);
            }
        }
    }

    /** Removes a waiter whose wait has ended otherwise from the queue of receivers, if it is still there. */
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

    /** Begins a wait of a sender: what it does before it parks, see {@link SpinPolicy#plan}. */
    final int planOfSender() {
        int state = senderSpinState;
        senderSpinState = SpinPolicy.started(state);
        return SpinPolicy.plan(state);
    }

    /** Begins a wait of a receiver: what it does before it parks, see {@link SpinPolicy#plan}. */
    final int planOfReceiver() {
        if (info.source() != null) {
            return SpinPolicy.NONE; // the value comes when it is due, not earlier
        }
        int state = receiverSpinState;
        receiverSpinState = SpinPolicy.started(state);
        return SpinPolicy.plan(state);
    }

    /** Records the outcome of a sender's plan. */
    final void recordSender(int plan, SpinPolicy.Outcome outcome) {
        int state = senderSpinState;
        int next = SpinPolicy.learn(state, plan, outcome);
        if (next != state) {
            senderSpinState = next;
        }
    }

    /** Records the outcome of a receiver's plan. */
    final void recordReceiver(int plan, SpinPolicy.Outcome outcome) {
        int state = receiverSpinState;
        int next = SpinPolicy.learn(state, plan, outcome);
        if (next != state) {
            receiverSpinState = next;
        }
    }

    /** Whether a receive looks possible; without the lock, so the answer may be out of date or torn. */
    final boolean mayReceive() {
        return bufferSize() > 0 || senders != null || !isOpen() || info.source() != null;
    }

    /** Whether a send looks possible; without the lock, so the answer may be out of date or torn. */
    final boolean maySend() {
        return !isBufferFull() || receivers != null || !isOpen();
    }

    /** Closes the channel, ends all waits on it and wakes their threads; returns false if it was already closed. */
    final boolean closeAndWake(String reason) {
        Waiter<T> waitingSenders;
        Waiter<T> waitingReceivers;
        lock();
        try {
            if (!isOpen()) {
                return false;
            }
            info = info.closed(reason); // from now on no waiter joins or leaves a queue
            waitingSenders = senders;
            waitingReceivers = receivers;
            senders = null;
            receivers = null;
            endByClose(waitingSenders);
            endByClose(waitingReceivers);
        } finally {
            unlock();
        }
        try {
            wakeAfterClose(waitingSenders);
            wakeAfterClose(waitingReceivers);
        } finally {
            admitWaiting(); // informs a gate that no sender waits any more
        }
        return true;
    }

    private static <T> void endByClose(@Nullable Waiter<T> first) {
        for (Waiter<T> waiter = first; waiter != null; waiter = WaitQueue.next(waiter, first)) {
            waiter.closed = true;
            waiter.wait.claim(waiter);
        }
    }

    private static <T> void wakeAfterClose(@Nullable Waiter<T> first) {
        OutOfMemoryError failure = null;
        for (Waiter<T> waiter = first; waiter != null; waiter = WaitQueue.next(waiter, first)) {
            Thread sleeper = waiter.wait.endedBy(waiter) ? waiter.wait.sleeper() : null;
            try {
                LockSupport.unpark(sleeper);
            } catch (OutOfMemoryError e) {
                failure = e; // wake the others nevertheless
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    final boolean isOpen() {
        return !info.isClosed();
    }

    /** The exception for senders, and for receivers after the last value, once the channel is closed. */
    final ChannelClosedException closedException() {
        return ChannelClosedException.of(info);
    }

    final String name() {
        return info.name();
    }

    /** True for {@link Channel#never()}. */
    abstract boolean isNever();
}
