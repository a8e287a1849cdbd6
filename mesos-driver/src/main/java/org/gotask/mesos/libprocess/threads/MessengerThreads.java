package org.gotask.mesos.libprocess.threads;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The virtual threads of one messenger, which end when it is closed. Thread-safe. */
public final class MessengerThreads {

    private final Set<Thread> live = ConcurrentHashMap.newKeySet();

    public void start(String name, Runnable task) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                task.run();
            } finally {
                live.remove(Thread.currentThread());
            }
        });
        live.add(thread);
        thread.start();
    }

    public int liveCount() {
        return live.size();
    }

    /** Interrupts all threads except the caller. */
    public void interruptAll() {
        for (Thread thread : live) {
            if (!thread.equals(Thread.currentThread())) {
                thread.interrupt();
            }
        }
    }

    /**
     * Waits until all threads except the caller have ended, including threads started meanwhile; false after the
     * deadline.
     */
    public boolean joinAll(long deadlineNanos) throws InterruptedException {
        while (true) {
            Optional<Thread> other =
                    live.stream().filter(t -> !t.equals(Thread.currentThread())).findAny();
            if (other.isEmpty()) {
                return true;
            }
            if (!other.get().join(Deadlines.until(deadlineNanos))) {
                return false;
            }
        }
    }
}
