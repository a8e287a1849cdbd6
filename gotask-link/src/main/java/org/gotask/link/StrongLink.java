package org.gotask.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;
import org.jspecify.annotations.Nullable;

/**
 * The link that carries channels exactly once and in order over datagrams that may be lost, doubled and reordered, with
 * bounded memory (see {@link LinkSettings}) and without letting one channel hold up another. It ends in failure only if
 * the other end does not answer for the time limit, is replaced by another, or does not speak this dialect.
 *
 * <p><b>Threads.</b> The protocol is a {@link LinkEngine}, which belongs to whoever holds the lock: a message has to
 * cross no more threads than without it. What is to be sent is sent by the thread that has made it so, if it may wait, and
 * else by the link's own; one at a time, and the next looks again before it goes. The lock is never held while the port
 * or a reader is waited for.
 */
public final class StrongLink implements Link {

    private static final long AWAKE = Long.MIN_VALUE;

    private final String peerName;
    private final DatagramPort port;
    private final LinkListener listener;
    private final LinkSettings settings;
    private final long originNanos = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Thread thread;

    // guarded by lock
    private final LinkEngine engine;
    private final Map<String, StrongChannel> channels = new HashMap<>();
    private final StrongArrivals arrivals;
    private long wakeAtNanos = AWAKE;
    private boolean started;
    private boolean sending;
    private boolean closed;
    private @Nullable String failure;
    private boolean failureTold;

    /**
     * Opens nothing and starts nothing.
     *
     * @param peerName names the other end in messages, for example {@code executor-0 on agent host7}
     */
    public StrongLink(String peerName, DatagramPort port, LinkListener listener, LinkSettings settings) {
        this.peerName = peerName;
        this.port = port;
        this.listener = listener;
        this.settings = settings;
        this.arrivals = new StrongArrivals(peerName, channels::get, this::fail);
        this.engine = new LinkEngine(peerName, randomEpoch(), settings, arrivals);
        this.thread = Thread.ofVirtual().name("link-" + peerName).unstarted(this::run);
    }

    private static long randomEpoch() {
        // distinguishes, need not be secret; 0 means unknown
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    /**
     * {@inheritDoc} On a closed or failed link the channel is forgotten from the start.
     *
     * @throws IllegalArgumentException also if a datagram cannot carry the name: it is empty, longer than 255 bytes, or
     *     contains {@code ^} or a control character
     */
    @Override
    public LinkChannel open(String taskName, ReceiveChannel<TaskMsg> outbound, Inbound inbound) {
        PlainCodec.checkName(taskName);
        StrongChannel channel = new StrongChannel(this, taskName, outbound, inbound);
        boolean over;
        lock.lock();
        try {
            over = closed || failure != null;
            if (channels.containsKey(taskName)) {
                throw new IllegalArgumentException("task is open on this link already: task=" + taskName);
            }
            if (!over) {
                channels.put(taskName, channel);
                if (!started) {
                    started = true;
                    thread.start();
                }
            }
        } finally {
            lock.unlock();
        }
        if (over) {
            channel.forget();
        }
        return channel;
    }

    @Override
    public void receive(byte[] datagram) {
        List<StrongInbound> arrived;
        lock.lock();
        try {
            if (closed || failure != null) {
                return;
            }
            engine.receive(datagram, now());
            arrived = arrivals.take();
            wakeIfDue();
        } finally {
            unlock();
        }
        arrived.forEach(StrongInbound::deliverWithoutWaiting);
    }

    @Override
    public Optional<LinkStatistics> counted() {
        return Optional.of(statistics());
    }

    /** What this end has counted. */
    public LinkStatistics statistics() {
        lock.lock();
        try {
            return engine.statistics();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<StrongChannel> open;
        lock.lock();
        try {
            closed = true;
            open = new ArrayList<>(channels.values());
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        open.forEach(StrongChannel::forget);
    }

    // for the channels

    /** Begins a stream for what a task sends; false if the channel is forgotten, or the other end does not know how. */
    boolean begin(StrongChannel channel, Dialect peer) {
        lock.lock();
        try {
            if (!isUp() || channels.get(channel.taskName()) != channel) {
                return false;
            }
            if (peer != Dialect.STRONG) {
                fail("it speaks only the plain link; start the scheduler with --link=plain");
                return false;
            }
            OutStream stream = engine.open(channel.taskName());
            stream.attachment = channel;
            channel.stream = stream;
            wakeIfDue();
            return true;
        } finally {
            unlock();
        }
    }

    /**
     * Takes messages; waits while there is no room for them, or the port is congested.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     * @throws CancellationException if the link is closed or has failed
     */
    void send(StrongChannel channel, Collection<TaskMsg> messages) throws InterruptedException {
        lock.lock();
        try {
            OutStream stream = Objects.requireNonNull(channel.stream, "stream");
            for (TaskMsg message : messages) {
                while (isUp() && !engine.hasRoom(stream)) {
                    sendWhatIsDue();
                    if (isUp() && !engine.hasRoom(stream)) {
                        channel.room().await();
                    }
                }
                if (!isUp()) {
                    throw new CancellationException("the link is closed");
                }
                engine.offer(stream, message);
            }
            sendWhatIsDue();
        } finally {
            unlock();
        }
    }

    /** The task sends no more. */
    void end(StrongChannel channel) throws InterruptedException {
        lock.lock();
        try {
            engine.end(Objects.requireNonNull(channel.stream, "stream"));
            sendWhatIsDue();
        } finally {
            unlock();
        }
    }

    /** The task is gone: what it sent is dropped, and so is what is sent to it. */
    void forget(StrongChannel channel) {
        lock.lock();
        try {
            channels.remove(channel.taskName(), channel);
            OutStream stream = channel.stream;
            if (stream != null) {
                engine.fail(stream);
            }
            InStream from = channel.inbound().stream();
            if (from != null) {
                engine.discard(from);
            }
            wakeIfDue();
        } finally {
            unlock();
        }
    }

    /** A reader has taken messages of this cost. */
    void taken(InStream stream, long cost) {
        lock.lock();
        try {
            if (!stream.isDiscarded()) {
                engine.taken(stream, cost);
                wakeIfDue();
            }
        } finally {
            unlock();
        }
    }

    /** A message cannot be sent or delivered, by a fault. */
    void broken(String reason) {
        lock.lock();
        try {
            fail(reason);
        } finally {
            unlock();
        }
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    long creditBytes() {
        return settings.creditBytes();
    }

    // with the lock held

    private long now() {
        return System.nanoTime() - originNanos;
    }

    private boolean isUp() {
        return !closed && failure == null;
    }

    /** Sends all that can be sent, unless another thread is about it: that one will look again. */
    private void sendWhatIsDue() throws InterruptedException {
        if (sending || !isUp()) {
            return;
        }
        sending = true;
        try {
            for (byte[] next = engine.poll(now()); next != null && isUp(); next = engine.poll(now())) {
                lock.unlock();
                try {
                    port.send(next);
                } finally {
                    lock.lock();
                }
            }
        } catch (RuntimeException e) {
            fail("a message cannot be sent: " + e);
        } finally {
            sending = false;
            wakeIfDue();
        }
    }

    /** Lets the link's own thread look, unless it does so in time anyway. */
    private void wakeIfDue() {
        if (wakeAtNanos != AWAKE && engine.nextDeadline(now()) < wakeAtNanos) {
            wakeAtNanos = AWAKE;
            work.signal();
        }
    }

    private void fail(String reason) {
        if (failure == null && !closed) {
            failure = reason.startsWith("link to ") ? reason : "link to " + peerName + " failed: " + reason;
            work.signal();
        }
    }

    /** Tells the listener what it has to be told, for which the lock must not be held. */
    private void unlock() {
        String toTell = null;
        List<String> lines = List.of();
        if (failure != null && !failureTold && lock.getHoldCount() == 1) {
            failureTold = true;
            toTell = failure;
        }
        if (lock.getHoldCount() == 1) {
            lines = arrivals.takeDropped();
        }
        lock.unlock();
        lines.forEach(listener::dropped);
        if (toTell != null) {
            // told first: whoever then wakes up in awaitSent can know that not all was sent
            listener.failed(toTell);
            close();
        }
    }

    private void run() {
        lock.lock();
        try {
            while (isUp()) {
                sendWhatIsDue();
                long now = now();
                long deadline = sending ? LinkEngine.NEVER : engine.nextDeadline(now);
                if (deadline > now && isUp()) {
                    await(deadline, now);
                }
            }
        } catch (InterruptedException e) {
            // close() was called
        } finally {
            unlock();
        }
    }

    private void await(long deadline, long now) throws InterruptedException {
        wakeAtNanos = deadline;
        try {
            long left = deadline - now;
            while (wakeAtNanos != AWAKE && left > 0 && isUp()) {
                left = work.awaitNanos(left);
            }
        } finally {
            wakeAtNanos = AWAKE;
        }
    }
}
