package org.gotask.mesos.local.election;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a detector or contender, and the promise that its listener hears nothing once that is closed. Started
 * once. Thread-safe.
 */
final class ListenerThread {

    private final String owner;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed; // guarded by lock
    private @Nullable Thread thread; // guarded by lock

    /** @param owner whose it is, for the message of a start that comes too late */
    ListenerThread(String owner) {
        this.owner = owner;
    }

    /**
     * Starts the thread.
     *
     * @throws IllegalStateException if it was started or closed before
     */
    void start(Thread.Builder kind, Runnable work) {
        lock.lock();
        try {
            if (thread != null || closed) {
                throw new IllegalStateException(owner + " was started or closed before; make a new one");
            }
            thread = kind.start(work);
        } finally {
            lock.unlock();
        }
    }

    /** Tells the listener something, unless it is closed. No close returns while the listener is told. */
    void tell(Runnable event) {
        lock.lock();
        try {
            if (!closed) {
                event.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * From now on nobody is told anything, and the thread is interrupted.
     *
     * @return the thread, for those who wait for its end; empty if it was not started, or is the one that calls
     */
    Optional<Thread> close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            running = thread;
        } finally {
            lock.unlock();
        }
        if (running == null || running.equals(Thread.currentThread())) {
            return Optional.empty();
        }
        running.interrupt();
        return Optional.of(running);
    }
}
