package org.gotask.mesos.local.actor;

/** Waits that an interrupt does not end. */
public final class UninterruptibleWait {

    private UninterruptibleWait() {}

    /** Repeats the wait until it is not interrupted, then restores the interrupt status. */
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

    /** A wait that can be repeated after an interrupt, such as {@link Thread#join()}. */
    @FunctionalInterface
    public interface Wait {

        /** Waits. */
        void once() throws InterruptedException;
    }
}
