package org.gotask.mesos;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread on which a driver calls its user back, one callback at a time in the order queued. It is apart from the
 * event loop, so that a callback that takes its time holds up other callbacks and nothing else. Thread-safe.
 */
final class CallbackThread implements AutoCloseable {

    /** From this many waiting callbacks on, those who bring messages wait in {@link #awaitRoom}. */
    private static final int ROOM = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Callback> waiting = new ArrayDeque<>();
    private final Thread thread;
    private final FailureHandler failures;
    private boolean closed;

    /**
     * A thread that is not started.
     *
     * @param failures hears of what a callback throws, on this thread
     */
    CallbackThread(String name, FailureHandler failures) {
        this.failures = failures;
        thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Queues a callback; dropped once closed. Never waits. */
    void deliver(String name, Runnable call) {
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

    /** Replaces all that waits by one last callback, which still runs unless closed before. False once closed. */
    boolean deliverLast(String name, Runnable call) {
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
     * Waits while many callbacks are queued. Called by the threads that bring messages, so that a scheduler or executor
     * that is too slow slows its peers down and does not fill the memory.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && waiting.size() >= ROOM) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** True on the callback thread itself. */
    boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    /** Drops all that waits: when this returns no further callback starts. One that is running is left alone. */
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
            // an interrupt that a callback left behind is not meant for the next one
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
    interface FailureHandler {
        void callbackFailed(String name, Throwable thrown);
    }
}
