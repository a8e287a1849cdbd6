package org.gotask.mesos.runtime;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The thread that runs a driver's callbacks, one at a time, in order. It is separate from the event loop, so that a
 * slow callback delays only other callbacks. Thread-safe.
 */
public final class CallbackThread implements AutoCloseable {

    /** The number of queued callbacks at which {@link #awaitCapacity} waits. */
    private static final int CAPACITY = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Callback> waiting = new ArrayDeque<>();
    private final Thread thread;
    private final FailureHandler failures;
    private boolean closed;

    /**
     * A thread that is not started.
     *
     * @param failures gets exceptions of callbacks, on this thread
     */
    public CallbackThread(String name, FailureHandler failures) {
        this.failures = failures;
        thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Queues a callback, which is dropped if closed. Never blocks. */
    public void deliver(String name, Runnable call) {
        lock.lock();
        try {
            if (!closed) {
                waiting.add(new Callback(name, call));
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Replaces all queued callbacks by a last one and closes the thread after it. False if closed before. */
    public boolean deliverLast(String name, Runnable call) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            waiting.clear();
            waiting.add(new Callback(name, call));
            closed = true;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits while many callbacks are queued. Called by the threads that receive messages, so that a slow scheduler or
     * executor slows its peers down instead of filling the memory.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    public void awaitCapacity() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && waiting.size() >= CAPACITY) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** True on the callback thread itself. */
    public boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    /** Drops queued callbacks; no further callback starts after this returns. A running one is not interrupted. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Callback next = take(); next != null; next = take()) {
            try {
                next.call.run();
            } catch (Throwable thrown) {
                failures.callbackFailed(next.name, thrown);
            }
            // an interrupt left behind by a callback must not affect the next one
            Thread.interrupted();
        }
    }

    private @Nullable Callback take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            Callback next = waiting.poll();
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private record Callback(String name, Runnable call) {}

    /** What to do when a callback throws. */
    @FunctionalInterface
    public interface FailureHandler {
        void callbackFailed(String name, Throwable thrown);
    }
}
