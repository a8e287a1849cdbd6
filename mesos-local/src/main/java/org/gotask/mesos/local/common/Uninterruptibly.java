package org.gotask.mesos.local.common;

/** Waiting for what has to be waited for in any case. An interrupt meanwhile is kept for later. */
public final class Uninterruptibly {

    private Uninterruptibly() {}

    /** Waits to the end, however often the thread is interrupted; the flag is set again then. */
    public static void await(Wait wait) {
        boolean interrupted = false;
        while (true) {
            try {
                wait.once();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A wait that can begin again after an interrupt, such as that for the end of a thread. */
    @FunctionalInterface
    public interface Wait {

        /** Waits. */
        void once() throws InterruptedException;
    }
}
