package org.gotask.channel;

import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel as in Go: a first-in first-out queue between threads, with a fixed capacity, that can be closed. With a
 * capacity of zero ({@link #rendezvous()}) a send waits until its value is received; otherwise it waits only while the
 * buffer is full.
 *
 * <p>First come, first served: a send or receive that has to wait joins a queue, and no operation that begins later on
 * the same end is served before it. A waiting {@link Select} spins for some microseconds before it joins the queues of
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
 * sent or received. If the operation has already happened when the interrupt is noticed, they return normally and leave
 * the interrupt to the next call. A timeout of zero or less does not wait.
 *
 * @param <T> the type of the values
 * @see Select
 */
public final class Channel<T> extends Core<T> implements SendChannel<T>, ReceiveChannel<T> {

    private static final Channel<?> NEVER = new Channel<>(0, Label.of("never"), Patience.NEW);
    private static final Received<?> EMPTY = new Received.Empty<>();
    private static final Received<?> CLOSED = new Received.Closed<>();

    private Channel(int capacity, Label<T> label, int patience) {
        super(capacity, label, patience);
    }

    /** A channel without a buffer: a send waits for its receiver. */
    public static <T> Channel<T> rendezvous() {
        return withCapacity(0);
    }

    /**
     * A channel that holds up to {@code capacity} values; 0 is {@link #rendezvous()}. Memory is used only for the
     * largest number of values that it has actually held.
     *
     * @throws IllegalArgumentException if the capacity is negative
     */
    public static <T> Channel<T> withCapacity(int capacity) {
        return named("", capacity);
    }

    /**
     * A channel whose name appears in the messages of its exceptions; an empty name is omitted.
     *
     * @throws IllegalArgumentException if the capacity is negative
     */
    public static <T> Channel<T> named(String name, int capacity) {
        Objects.requireNonNull(name, "name");
        if (capacity < 0) {
            throw new IllegalArgumentException("channel capacity out of range: "
                    + (name.isEmpty() ? "" : "name=" + name + ", ") + "capacity=" + capacity + ", expected 0 or more");
        }
        return new Channel<>(capacity, Label.of(name), Patience.NEW);
    }

    /**
     * A channel whose ends begin with this state of {@link Patience}; for proofs, whose channels are too short-lived to
     * learn.
     */
    static <T> Channel<T> withPatience(String name, int capacity, int patience) {
        return new Channel<>(capacity, Label.of(name), patience);
    }

    /**
     * A channel that is never ready, the equivalent of Go's nil channel: sends and receives wait until they are
     * interrupted or time out. In a {@link Select} it disables a case. It cannot be closed.
     */
    @SuppressWarnings("unchecked") // no value ever passes through it
    public static <T> Channel<T> never() {
        return (Channel<T>) NEVER;
    }

    /** A channel that receives what falls due. */
    static <T> Channel<T> of(TimeSource<T> source) {
        return new Channel<>(0, Label.of(source), Patience.NEW);
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
        while (true) {
            throwIfInterrupted();
            Waiter<T> waiter = null;
            int spins = Patience.NONE;
            lock();
            try {
                if (!isShut()) {
                    if (offer(value)) {
                        return true;
                    }
                    if (deadline.hasPassed()) {
                        return false;
                    }
                    waiter = new Waiter<>(value);
                    spins = spinsOfSender();
                    joinSenders(waiter);
                }
            } finally {
                unlockAndWake();
            }
            if (waiter == null) {
                throw closedException();
            }
            boolean met = waiter.watch(spins);
            if (Patience.canLearn(spins, met)) {
                learnOfSender(met);
            }
            if (waiter.await(deadline)) {
                if (waiter.closed) {
                    throw closedException();
                }
                return true;
            }
            leaveSenders(waiter); // interrupted, or the time is up: see above
        }
    }

    @Override
    public boolean trySend(T value) {
        Objects.requireNonNull(value, "value");
        lock();
        boolean open = !isShut();
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
     * @throws UnsupportedOperationException if this is the channel {@link #never()}
     */
    public void close(String reason) {
        Objects.requireNonNull(reason, "reason");
        if (isNever()) {
            throw new UnsupportedOperationException("the channel that never does anything cannot be closed");
        }
        shut(reason);
    }

    @Override
    public boolean isClosed() {
        return isShut();
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
        // without a value the time is up or the channel closed and drained; that, once true, remains so
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
        while (true) {
            throwIfInterrupted();
            Waiter<T> waiter;
            Deadline until;
            int spins;
            lock();
            try {
                T value = poll();
                if (value != null || isShut() || deadline.hasPassed()) {
                    return value;
                }
                waiter = new Waiter<>(null);
                until = orWhenDue(deadline);
                spins = spinsOfReceiver();
                joinReceivers(waiter);
            } finally {
                unlockAndWake();
            }
            boolean met = waiter.watch(spins);
            if (Patience.canLearn(spins, met)) {
                learnOfReceiver(met);
            }
            if (waiter.await(until)) {
                return waiter.value;
            }
            leaveReceivers(waiter); // interrupted, the time is up, or a timer is due: see above
        }
    }

    @Override
    public Received<T> tryReceive() {
        T value;
        boolean closed;
        lock();
        try {
            value = poll();
            closed = isShut();
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

    /** The number of values that can be buffered. */
    public int capacity() {
        return ringCapacity();
    }

    /** The number of values currently buffered, without those of waiting senders. */
    public int size() {
        lock();
        try {
            return ringSize();
        } finally {
            unlockAndWake();
        }
    }

    /** The name, the number of buffered values and whether it is closed; for logs. */
    @Override
    public String toString() {
        return "Channel[" + (name().isEmpty() ? "" : "name=" + name() + ", ") + "size=" + size() + ", capacity="
                + capacity() + (isClosed() ? ", closed" : "") + "]";
    }

    @Override
    boolean isNever() {
        return this == NEVER;
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
