package org.gotask.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One wait of one thread, and the place where it is decided how the wait ends. The thread has one {@link Waiter} in the
 * queue of each channel that it waits for. Whoever can end the wait (a sender, a receiver, a close, or the thread itself
 * when its time is up or it is interrupted) sets {@code ending} by compare-and-set; only the first one may act. All that
 * the thread needs to know is written to the waiter before, and so is seen by the thread after it reads the ending.
 *
 * <p>A deal is used once. {@link #await} is for the thread that made it, {@link #claim} for any thread that holds the
 * lock of the waiter's channel.
 */
final class Deal {

    /** How a wait ends: by way of a waiter, or because the thread gave up. */
    sealed interface Ending permits Waiter, GivenUp {}

    private record GivenUp() implements Ending {}

    private static final Ending GIVEN_UP = new GivenUp();
    private static final VarHandle ENDING;

    static {
        try {
            ENDING = MethodHandles.lookup().findVarHandle(Deal.class, "ending", Ending.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread thread = Thread.currentThread();

    @SuppressWarnings("UnusedVariable") // written through the VarHandle
    private volatile @Nullable Ending ending;

    /** The thread to unpark after a claim. */
    Thread thread() {
        return thread;
    }

    /** Ends the wait by way of this waiter; false if it has ended already, and the caller must look for another one. */
    boolean claim(Waiter<?> waiter) {
        return decide(waiter);
    }

    /**
     * Parks until the wait is decided. A claim that comes before the time-out or the interrupt is noticed wins over both;
     * the interrupt flag then stays as it is.
     *
     * @return the waiter by which the wait ended, or null if the thread gave up: the deadline has passed or the thread's
     *     interrupt flag is set
     */
    @Nullable
    Waiter<?> await(Deadline deadline) {
        while (ending == null) {
            long remainingNanos = deadline.remainingNanos();
            if (remainingNanos <= 0 || thread.isInterrupted()) {
                decide(GIVEN_UP);
            } else if (remainingNanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, remainingNanos);
            }
        }
        return ending instanceof Waiter<?> winner ? winner : null;
    }

    private boolean decide(Ending how) {
        return ending == null && ENDING.compareAndSet(this, null, how);
    }
}
