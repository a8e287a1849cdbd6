package org.gotask.benchmarks.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Virtual threads that do one piece of work together. For one thread. */
final class Crew {

    /** What one of the threads does. */
    interface Work {
        void run() throws InterruptedException;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** Starts a virtual thread. */
    void start(Work work) {
        threads.add(Thread.startVirtualThread(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the end that interruptAll wants
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        }));
    }

    /**
     * Waits until all have ended.
     *
     * @throws IllegalStateException if one failed
     */
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("a thread of the benchmark failed", cause);
        }
    }

    void interruptAll() {
        threads.forEach(Thread::interrupt);
    }
}
