package org.gotask.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.gotask.TaskMsg;
import org.gotask.link.protocol.EngineEvents;
import org.gotask.link.protocol.LinkEngine;
import org.gotask.link.protocol.LinkSettings;
import org.gotask.link.protocol.LinkStatistics;
import org.gotask.link.protocol.ReceiveStream;
import org.gotask.link.protocol.SendStream;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one reliable link, shared by the threads that use the link: gives it a lock, a clock and a port.
 *
 * <p>Messages are not passed between threads here. The sender of a message packs and sends it, if it may block; the
 * thread that receives a datagram delivers its messages. One thread sends at a time, and looks for further datagrams
 * before it stops. This object's thread sends datagrams that become due at a certain time, or because of a thread that
 * may not block.
 *
 * <p>The lock is never held during a call of the port, a listener or a reader: such effects of a protocol step are
 * collected while it is held, and carried out by the same thread after its release.
 */
final class SharedEngine {

    /** Receives the events of the link. */
    interface Listener {

        /** The other end has opened a stream; {@link EngineEvents#opened}. Called with the lock held. */
        ReceiveStream.@Nullable Listener opened(ReceiveStream stream);

        /** A datagram was dropped, or a stream discarded. */
        void dropped(String what);

        /** The link has failed. Called at most once. */
        void failed(String reason);
    }

    private enum State {
        UP,
        FAILED,
        CLOSED
    }

    /** Instead of the time at which the thread wakes up. */
    private static final long AWAKE = Long.MIN_VALUE;

    private final String peerName;
    private final DatagramPort port;
    private final Listener listener;
    private final long originNanos = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition due = lock.newCondition();
    private final Thread thread;

    // guarded by lock
    private final LinkEngine engine;
    private final List<Runnable> effects = new ArrayList<>();
    private State state = State.UP;
    private boolean started;
    private boolean sending;
    private long wakeAtNanos = AWAKE;

    SharedEngine(String peerName, DatagramPort port, LinkSettings settings, Listener listener) {
        this.peerName = peerName;
        this.port = port;
        this.listener = listener;
        // an epoch must be distinct, not secret; 0 represents an unknown one
        long epoch = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        this.engine = new LinkEngine(peerName, epoch, settings, new Events());
        this.thread = Thread.ofVirtual().name("link-" + peerName).unstarted(this::run);
    }

    /** Starts the thread, unless it was started before; false if the link has failed or is closed. */
    boolean start() {
        lock.lock();
        try {
            if (isUp() && !started) {
                started = true;
                thread.start();
            }
            return isUp();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a step of the protocol with the lock held, then carries out its effects. Does not block. */
    <T extends @Nullable Object> T step(Function<LinkEngine, T> step) {
        lock.lock();
        try {
            T result = step.apply(engine);
            wakeIfDue();
            return result;
        } finally {
            unlock();
        }
    }

    /** Receives a datagram. Does not block. */
    void receive(byte[] datagram) {
        lock.lock();
        try {
            if (isUp()) {
                engine.receive(datagram, now());
                wakeIfDue();
            }
        } finally {
            unlock();
        }
    }

    /**
     * Sends messages; waits while the queue of the stream is full or the port is congested.
     *
     * @param room signalled by {@link SendStream.Listener#hasRoom} of this stream
     * @throws InterruptedException if the thread is interrupted while waiting
     * @throws CancellationException if the link has failed or is closed
     */
    void send(SendStream stream, Condition room, Collection<TaskMsg> messages) throws InterruptedException {
        lock.lock();
        try {
            for (TaskMsg message : messages) {
                while (isUp() && !engine.hasRoom(stream)) {
                    sendDue();
                    if (isUp() && !engine.hasRoom(stream)) {
                        room.await();
                    }
                }
                if (!isUp()) {
                    throw new CancellationException("the link to " + peerName + " is closed");
                }
                engine.offer(stream, message);
            }
            sendDue();
        } finally {
            unlock();
        }
    }

    /** Ends a stream; waits while the port is congested. */
    void end(SendStream stream) throws InterruptedException {
        lock.lock();
        try {
            engine.end(stream);
            sendDue();
        } finally {
            unlock();
        }
    }

    /** Fails the link, unless it has failed or is closed already. */
    void fail(String reason) {
        lock.lock();
        try {
            failNow("link to " + peerName + " failed: " + reason);
        } finally {
            unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            state = State.CLOSED;
        } finally {
            lock.unlock();
        }
        thread.interrupt();
    }

    LinkStatistics statistics() {
        return step(LinkEngine::statistics);
    }

    /** A condition of the lock. */
    Condition newCondition() {
        return lock.newCondition();
    }

    /** Whether the link has neither failed nor been closed. The caller holds the lock. */
    boolean isUp() {
        return state == State.UP;
    }

    /** Carries out an effect after the release of the lock, which the caller holds. */
    void defer(Runnable effect) {
        effects.add(effect);
    }

    private void unlock() {
        List<Runnable> collected = effects.isEmpty() ? List.of() : List.copyOf(effects);
        effects.clear();
        lock.unlock();
        collected.forEach(Runnable::run);
    }

    // Methods for callers that hold the lock.

    private long now() {
        return System.nanoTime() - originNanos;
    }

    private void failNow(String reason) {
        if (isUp()) {
            state = State.FAILED;
            due.signal();
            defer(() -> listener.failed(reason));
        }
    }

    /** Sends all datagrams that can be sent now, unless another thread is doing so. */
    private void sendDue() throws InterruptedException {
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
        } catch (RuntimeException | Error e) {
            failNow("link to " + peerName + " failed: a message cannot be sent: " + e);
        } finally {
            sending = false;
            wakeIfDue();
        }
    }

    /** Wakes the thread if a datagram is due before its deadline. */
    private void wakeIfDue() {
        if (wakeAtNanos != AWAKE && engine.nextDeadline(now()) < wakeAtNanos) {
            wakeAtNanos = AWAKE;
            due.signal();
        }
    }

    private void run() {
        lock.lock();
        try {
            while (isUp()) {
                sendDue();
                long now = now();
                // a sending thread checks the deadline before it stops, and then wakes this thread
                long deadline = sending ? LinkEngine.NEVER : engine.nextDeadline(now);
                if (deadline > now && isUp()) {
                    await(deadline, now);
                }
            }
        } catch (InterruptedException e) {
            // closed
        } catch (RuntimeException | Error e) {
            failNow("link to " + peerName + " failed: " + e);
        } finally {
            unlock();
        }
    }

    private void await(long deadline, long now) throws InterruptedException {
        wakeAtNanos = deadline;
        try {
            long left = deadline - now;
            while (wakeAtNanos != AWAKE && left > 0 && isUp()) {
                left = due.awaitNanos(left);
            }
        } finally {
            wakeAtNanos = AWAKE;
        }
    }

    /** The events of the engine, which is used with the lock held. */
    private final class Events implements EngineEvents {

        @Override
        public ReceiveStream.@Nullable Listener opened(ReceiveStream stream) {
            return listener.opened(stream);
        }

        @Override
        public void dropped(String what) {
            defer(() -> listener.dropped(what));
        }

        @Override
        public void broken(String reason) {
            failNow(reason);
        }
    }
}
