package org.gotask.mesos;

/** Does short, bounded waits to their end even if the thread is interrupted, and keeps the interrupt for later. */
final class Uninterruptibly {

    private Uninterruptibly() {}

    /** Runs a wait whose time is bounded; if it is interrupted, once more from the start. */
    static void run(BoundedWait wait) {
        boolean interrupted = Thread.interrupted();
        try {
            wait.await();
        } catch (InterruptedException first) {
            interrupted = true;
            try {
                wait.await();
            } catch (InterruptedException second) {
                // who interrupts twice does not want to wait
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A wait with a time limit of its own. */
    @FunctionalInterface
    interface BoundedWait {
        void await() throws InterruptedException;
    }
}
