package org.gotask.mesos.libprocess;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The virtual threads of one messenger, so that closing it can end them all. Thread-safe. */
final class MessengerThreads {

    private final Set<Thread> live = ConcurrentHashMap.newKeySet();

    void start(String name, Runnable task) {
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

    int liveCount() {
        return live.size();
    }

    /** Interrupts all but the caller. */
    void interruptAll() {
        for (Thread thread : live) {
            if (!thread.equals(Thread.currentThread())) {
                thread.interrupt();
            }
        }
    }

    /** Waits until all but the caller have ended, those included that start meanwhile; false at the deadline. */
    boolean joinAll(long deadlineNanos) throws InterruptedException {
        while (true) {
            Optional<Thread> other =
                    live.stream().filter(t -> !t.equals(Thread.currentThread())).findAny();
            if (other.isEmpty()) {
                return true;
            }
            if (!other.get().join(Times.until(deadlineNanos))) {
                return false;
            }
        }
    }
}
