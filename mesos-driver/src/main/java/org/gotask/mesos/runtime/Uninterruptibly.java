package org.gotask.mesos.runtime;

/** Completes short, bounded waits even if the thread is interrupted, and restores the interrupt afterwards. */
public final class Uninterruptibly {

    private Uninterruptibly() {}

    /** Runs a wait with a time limit; if it is interrupted, once more from the start. */
    public static void run(BoundedWait wait) {
        boolean interrupted = Thread.interrupted();
        try {
            wait.await();
        } catch (InterruptedException first) {
            interrupted = true;
            try {
                wait.await();
            } catch (InterruptedException second) {
                // a second interrupt ends the wait
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A wait with a time limit. */
    @FunctionalInterface
    public interface BoundedWait {
        void await() throws InterruptedException;
    }
}
