package org.gotask.mesos.local.election;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a detector or contender, which calls its listener; no call begins or continues after {@link #close}.
 * Started once. Thread-safe.
 */
final class ListenerThread {

    private final String owner;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed; // guarded by lock
    private @Nullable Thread thread; // guarded by lock

    /** @param owner the owner's name, for error messages */
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
                throw new IllegalStateException(owner + " was started or closed before; create a new one");
            }
            thread = kind.start(work);
        } finally {
            lock.unlock();
        }
    }

    /** Calls the listener, unless this is closed. {@link #close} waits for the call. */
    void call(Runnable event) {
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
     * Ends the calls of the listener and interrupts the thread.
     *
     * @return the thread, to wait for its end; empty if it was not started or is the calling thread
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
