package org.gotask.channel;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.gotask.channel.internal.Gate;
import org.gotask.channel.internal.GatedChannels;
import org.gotask.channel.internal.RoutingChannels;
import org.jspecify.annotations.Nullable;

/**
 * A channel as in Go: a first-in first-out queue between threads, with a fixed capacity, that can be closed. With a
 * capacity of zero ({@link #rendezvous()}) a send waits until its value is received; otherwise it waits only while the
 * buffer is full.
 *
 * <p>First come, first served: a send or receive that has to wait joins a queue, and no operation that begins later on
 * the same end is served before it. A waiting {@link Select} spins or yields briefly before it joins the queues of
 * its channels; until then others may overtake it.
 *
 * {@snippet file="org/gotask/channel/ChannelExamples.java" region="range"}
 *
 * <p>Thread-safe, for virtual and platform threads; a waiting virtual thread does not hold its carrier. Operations are
 * linearizable: each takes effect at one moment between its call and its return, and all threads agree on one order of
 * the operations on a channel. Actions of a thread before a send happen-before actions of the receiving thread after
 * the receive.
 *
 * <p>All waiting methods can be interrupted, also by an interrupt before the call. They then throw, and nothing was
 * sent or received. If the operation has already taken effect when the interrupt is detected, they return normally and
 * leave the interrupt status set. A timeout of zero or less does not wait.
 *
 * <p>An operation that ends in a {@link StackOverflowError} has had no effect, and the channel remains usable.
 *
 * @param <T> the type of the values
 * @see Select
 */
public final class Channel<T> extends ChannelState<T> implements SendChannel<T>, ReceiveChannel<T> {

    static {
        RoutingChannels.provide(RoutingChannel::new);
        GatedChannels.provide(new GatedChannels.Factory() {
            @Override
            public <V> Channel<V> create(String name, int capacity, Gate<V> gate) {
                return new Channel<>(capacity, ChannelInfo.of(name, gate), SpinPolicy.NEW);
            }

            @Override
            public void admitWaiting(Channel<?> channel) {
                channel.admitWaiting();
            }
        });
    }

    private static final Channel<?> NEVER = new Channel<>(0, ChannelInfo.of("never"), SpinPolicy.NEW);
    private static final Received<?> EMPTY = new Received.Empty<>();
    private static final Received<?> CLOSED = new Received.Closed<>();

    static {
        runEachStepOnce();
    }

    private Channel(int capacity, ChannelInfo<T> info, int spinState) {
        super(capacity, info, spinState);
    }

    /**
     * A channel without a buffer: a send waits for its receiver.
     *
     * @param <T> the type of the values
     * @return a new channel of capacity 0
     */
    public static <T> Channel<T> rendezvous() {
        return withCapacity(0);
    }

    /**
     * A channel that holds up to {@code capacity} values; 0 is {@link #rendezvous()}. Memory is used only for the
     * largest number of values that it has actually held.
     *
     * @param <T> the type of the values
     * @param capacity the number of values that can be buffered, from 0
     * @return a new channel
     * @throws IllegalArgumentException if the capacity is negative
     */
    public static <T> Channel<T> withCapacity(int capacity) {
        return named("", capacity);
    }

    /**
     * A channel whose name appears in the messages of its exceptions.
     *
     * @param <T> the type of the values
     * @param name the name; an empty name is omitted
     * @param capacity the number of values that can be buffered, from 0
     * @return a new channel
     * @throws IllegalArgumentException if the capacity is negative
     */
    public static <T> Channel<T> named(String name, int capacity) {
        Objects.requireNonNull(name, "name");
        if (capacity < 0) {
            throw new IllegalArgumentException("channel capacity out of range: "
                    + (name.isEmpty() ? "" : "name=" + name + ", ") + "capacity=" + capacity + ", expected 0 or more");
        }
        return new Channel<>(capacity, ChannelInfo.of(name), SpinPolicy.NEW);
    }

    /**
     * A channel whose ends begin in a given {@link SpinPolicy} state; for proofs, whose channels live too briefly to
     * learn.
     */
    static <T> Channel<T> withSpinState(String name, int capacity, int spinState) {
        return new Channel<>(capacity, ChannelInfo.of(name), spinState);
    }

    /**
     * A channel that is never ready, the equivalent of Go's nil channel: sends and receives wait until they are
     * interrupted or time out. In a {@link Select} it disables a case. It cannot be closed.
     *
     * @param <T> the type of the values
     * @return the channel; always the same
     */
    @SuppressWarnings("unchecked") // no value ever passes through it
    public static <T> Channel<T> never() {
        return (Channel<T>) NEVER;
    }

    /** The channel of a timer. */
    static <T> Channel<T> of(TimerSource<T> source) {
        return new Channel<>(0, ChannelInfo.of(source), SpinPolicy.NEW);
    }

    @Override
    public void send(T value) throws InterruptedException {
        send(value, Deadline.NONE);
    }

    @Override
    public boolean send(T value, Duration timeout) throws InterruptedException {
        return send(value, Deadline.after(timeout));
    }

    private boolean send(T value, Deadline deadline) throws InterruptedException {
        Objects.requireNonNull(value, "value");
        StackReserve.ensure();
        while (true) {
            throwIfInterrupted();
            Waiter<T> waiter = null;
            int plan = SpinPolicy.NONE;
            lock();
            try {
                if (isOpen()) {
                    if (offer(value)) {
                        return true;
                    }
                    if (deadline.hasPassed()) {
                        return false;
                    }
                    waiter = new Waiter<>(value);
                    plan = planOfSender();
                    joinSenders(waiter);
                }
            } finally {
                unlockAndWake();
            }
            if (waiter == null) {
                throw closedException();
            }
            SpinPolicy.Outcome outcome = waiter.spin(plan);
            if (SpinPolicy.canLearn(plan, outcome)) {
                recordSender(plan, outcome);
            }
            if (waiter.await(deadline)) {
                if (waiter.closed) {
                    throw closedException();
                }
                return true;
            }
            leaveSenders(waiter);
            waiter.throwFailure();
            // interrupted or timed out; the next round finds out
        }
    }

    @Override
    public boolean trySend(T value) {
        Objects.requireNonNull(value, "value");
        StackReserve.ensure();
        lock();
        boolean open = isOpen();
        boolean sent;
        try {
            sent = open && offer(value);
        } finally {
            unlockAndWake();
        }
        if (!open) {
            throw closedException();
        }
        return sent;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnsupportedOperationException if this is the channel {@link #never()}
     */
    @Override
    public void close() {
        close("");
    }

    /**
     * Closes the channel; the reason appears in the {@link ChannelClosedException} of senders and receivers. Does not
     * wait. If the channel is already closed, this has no effect and the first reason remains.
     *
     * @param reason the reason in one line; an empty reason is omitted
     * @throws UnsupportedOperationException if this is the channel {@link #never()}
     */
    public void close(String reason) {
        Objects.requireNonNull(reason, "reason");
        if (isNever()) {
            throw new UnsupportedOperationException("the channel of Channel.never() cannot be closed");
        }
        StackReserve.ensure();
        closeAndWake(reason);
    }

    @Override
    public boolean isClosed() {
        return !isOpen();
    }

    @Override
    public T receive() throws InterruptedException {
        T value = receiveOrNull();
        if (value == null) {
            throw closedException();
        }
        return value;
    }

    @Override
    public Received<T> receive(Duration timeout) throws InterruptedException {
        T value = take(Deadline.after(timeout));
        // no value: timed out, or closed and drained, which is permanent
        return value == null ? tryReceive() : new Received.Value<>(value);
    }

    @Override
    public Received<T> receiveOrClosed() throws InterruptedException {
        T value = receiveOrNull();
        return value == null ? closedAnswer() : new Received.Value<>(value);
    }

    /** Waits for a value; null if the channel is closed and drained. */
    @Nullable
    T receiveOrNull() throws InterruptedException {
        return take(Deadline.NONE);
    }

    /** Waits for a value; null if the channel is closed and drained, or the deadline has passed. */
    private @Nullable T take(Deadline deadline) throws InterruptedException {
        StackReserve.ensure();
        while (true) {
            throwIfInterrupted();
            Waiter<T> waiter;
            Deadline until;
            int plan;
            lock();
            try {
                T value = poll();
                if (value != null || !isOpen() || deadline.hasPassed()) {
                    return value;
                }
                waiter = new Waiter<>(null);
                until = orWhenDue(deadline);
                plan = planOfReceiver();
                joinReceivers(waiter);
            } finally {
                unlockAndWake();
            }
            SpinPolicy.Outcome outcome = waiter.spin(plan);
            if (SpinPolicy.canLearn(plan, outcome)) {
                recordReceiver(plan, outcome);
            }
            if (waiter.await(until)) {
                return waiter.value;
            }
            leaveReceivers(waiter);
            waiter.throwFailure();
            // interrupted, timed out, or a timer is due; the next round finds out
        }
    }

    @Override
    public Received<T> tryReceive() {
        StackReserve.ensure();
        T value;
        boolean closed;
        lock();
        try {
            value = poll();
            closed = !isOpen();
        } finally {
            unlockAndWake();
        }
        if (value != null) {
            return new Received.Value<>(value);
        }
        return closed ? closedAnswer() : emptyAnswer();
    }

    @Override
    public Iterator<T> iterator() {
        return new ChannelIterator<>(this);
    }

    /**
     * The number of values that can be buffered.
     *
     * @return the capacity; 0 for a rendezvous
     */
    public int capacity() {
        return bufferCapacity();
    }

    /**
     * The number of values currently buffered, without those of waiting senders. Does not wait.
     *
     * @return a number from 0 to the capacity, which may be out of date on return
     */
    public int size() {
        StackReserve.ensure();
        lock();
        try {
            return bufferSize();
        } finally {
            unlockAndWake();
        }
    }

    /** The name, the number of buffered values, the capacity, and whether the channel is closed; for logs. */
    @Override
    public String toString() {
        return "Channel[" + (name().isEmpty() ? "" : "name=" + name() + ", ") + "size=" + size() + ", capacity="
                + capacity() + (isClosed() ? ", closed" : "") + "]";
    }

    @Override
    boolean isNever() {
        return this == NEVER;
    }

    /**
     * Runs what operations do under the lock. The first call of a method links it, which may need more stack than the
     * reserve.
     */
    private static void runEachStepOnce() {
        Channel<Object> channel = withCapacity(1);
        channel.trySend(channel);
        channel.tryReceive();
        Waiter<Object> waiter = new Waiter<>(null);
        channel.recordReceiver(channel.planOfReceiver(), waiter.spin(SpinPolicy.NONE));
        channel.joinReceivers(waiter);
        channel.trySend(channel);
        List<Clause<?>> clauses = List.of(
                new SendClause<>(channel, channel, () -> {}),
                ReceiveClause.of(withCapacity(1), value -> () -> {}, null));
        try {
            new Selection(clauses).await(Deadline.PASSED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.close();
        channel.closedException();
    }

    static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted at a channel operation");
        }
    }

    @SuppressWarnings("unchecked") // holds no value
    private static <T> Received<T> emptyAnswer() {
        return (Received<T>) EMPTY;
    }

    @SuppressWarnings("unchecked") // holds no value
    private static <T> Received<T> closedAnswer() {
        return (Received<T>) CLOSED;
    }
}
