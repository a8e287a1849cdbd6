package org.gotask.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.TaskMsg;
import org.jspecify.annotations.Nullable;

/**
 * Takes what arrives for one task without ever blocking the thread that brings it. That thread delivers as long as the
 * reader takes it; when it would have to wait, a virtual thread goes on in its place. What waits is bounded by credit,
 * which is given back as the reader takes. Thread-safe.
 */
final class StrongInbound {

    private final StrongLink link;
    private final String taskName;
    private final Inbound inbound;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition handedOver = lock.newCondition();
    private final Thread thread;

    // guarded by the lock of the link
    private final List<TaskMsg> arriving = new ArrayList<>();
    private boolean endArrives;

    // guarded by lock
    private ArrayDeque<TaskMsg> waiting = new ArrayDeque<>();
    private ArrayDeque<TaskMsg> spare = new ArrayDeque<>();
    private boolean endWaits;
    private boolean delivering;
    private boolean waitsForReader;
    private boolean threadStarted;
    private boolean stopped;
    private @Nullable InStream stream;

    /** What the thread that delivers has in hand; only it touches these. */
    private ArrayDeque<TaskMsg> inHand = new ArrayDeque<>();

    private long costTaken;

    private volatile boolean arrived;

    StrongInbound(StrongLink link, String taskName, Inbound inbound) {
        this.link = link;
        this.taskName = taskName;
        this.inbound = inbound;
        this.thread = Thread.ofVirtual().name("link-in-" + taskName).unstarted(this::run);
    }

    /** The other end has begun to send. */
    void opened(InStream opened) {
        lock.lock();
        try {
            stream = opened;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    InStream stream() {
        lock.lock();
        try {
            return stream;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A message arrives, or, with null, the end. To be called with the lock of the link held; {@link #arrived} follows.
     *
     * @return true if it is the first one since then
     */
    boolean arrives(@Nullable TaskMsg message) {
        boolean first = arriving.isEmpty() && !endArrives;
        if (message == null) {
            endArrives = true;
        } else {
            arriving.add(message);
        }
        return first;
    }

    /** All that arrives for now has; to be called with the lock of the link held. */
    void arrived() {
        lock.lock();
        try {
            if (!stopped) {
                waiting.addAll(arriving);
            }
        } finally {
            lock.unlock();
        }
        arriving.clear();
        if (endArrives) {
            addEnd();
        }
    }

    private void addEnd() {
        arrived = true;
        lock.lock();
        try {
            endWaits = true;
        } finally {
            lock.unlock();
        }
    }

    /** The other end will not tell its end: what has arrived by now is all. */
    void endNow() {
        addEnd();
        deliverWithoutWaiting();
    }

    boolean hasArrived() {
        return arrived;
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            waiting.clear();
            if (threadStarted) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Delivers what can be delivered without waiting, unless another thread is about it. */
    void deliverWithoutWaiting() {
        lock.lock();
        try {
            if (delivering) {
                return;
            }
            delivering = true;
        } finally {
            lock.unlock();
        }
        try {
            while (takeInHand()) {
                for (TaskMsg next = inHand.peek(); next != null; next = inHand.peek()) {
                    if (!inbound.tryDeliver(next)) {
                        handOver();
                        return;
                    }
                    delivered(inHand.remove());
                }
            }
        } catch (RuntimeException e) {
            link.broken("a message for task " + taskName + " cannot be delivered, " + e);
        }
    }

    /** Takes all that waits; false if nothing does, and then this thread delivers no longer. */
    private boolean takeInHand() {
        if (swap()) {
            return true;
        }
        giveBack();
        boolean end;
        lock.lock();
        try {
            if (!stopped && !waiting.isEmpty()) {
                return swap();
            }
            end = endWaits && !stopped;
            if (end) {
                stopped = true; // and whoever has said this goes on delivering: nothing comes after it
            } else {
                delivering = false;
            }
        } finally {
            lock.unlock();
        }
        if (end) {
            inbound.end();
        }
        return false;
    }

    private boolean swap() {
        lock.lock();
        try {
            if (stopped || waiting.isEmpty()) {
                return false;
            }
            inHand = waiting;
            waiting = spare;
            spare = inHand;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void delivered(TaskMsg message) {
        costTaken += LinkSettings.cost(message.sizeBytes());
        if (costTaken >= link.creditBytes() / 8) {
            giveBack();
        }
    }

    private void giveBack() {
        InStream from = stream();
        if (costTaken > 0 && from != null) {
            link.taken(from, costTaken);
            costTaken = 0;
        }
    }

    private void handOver() {
        giveBack();
        lock.lock();
        try {
            waitsForReader = true;
            if (stopped) {
                return;
            }
            if (threadStarted) {
                handedOver.signal();
            } else {
                threadStarted = true;
                thread.start();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                awaitHandOver();
                do {
                    for (TaskMsg next = inHand.peek(); next != null; next = inHand.peek()) {
                        if (!inbound.tryDeliver(next)) {
                            giveBack();
                            inbound.deliver(next);
                        }
                        delivered(inHand.remove());
                    }
                } while (takeInHand());
            }
        } catch (InterruptedException e) {
            // stop() was called: the task is gone, and what waits for it with it
        } catch (RuntimeException e) {
            link.broken("a message for task " + taskName + " cannot be delivered, " + e);
        }
    }

    private void awaitHandOver() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!waitsForReader) {
                handedOver.await();
            }
            waitsForReader = false;
        } finally {
            lock.unlock();
        }
    }
}
