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
 *
 * <p>Before the thread parks it may {@link #watch} for the ending. When it does park, it first writes its name down and
 * looks once more; the other side writes the ending and then looks for a name. Both are volatile, so one of them sees what
 * the other wrote: nobody sleeps over an ending, and nobody is woken who has not gone to sleep.
 */
sealed class Deal permits Waiter {

    private static final Object GIVEN_UP = new Object();
    private static final VarHandle ENDING;

    static {
        try {
            ENDING = MethodHandles.lookup().findVarHandle(Deal.class, "ending", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // written through the VarHandle
    private volatile @Nullable Object ending;

    private volatile @Nullable Thread sleeper;

    /** Ends the wait by way of this waiter; false if it has ended already, and the caller must look for another one. */
    final boolean claim(Waiter<?> waiter) {
        return decide(waiter);
    }

    /** After a claim: the thread to unpark; null if it has not gone to sleep and will see the ending by itself. */
    final @Nullable Thread sleeper() {
        return sleeper;
    }

    /**
     * Parks until the wait is decided. A claim that comes before the time-out or the interrupt is noticed wins over both;
     * the interrupt flag then stays as it is.
     *
     * @return false if the thread gave up: the deadline has passed or the thread's interrupt flag is set
     */
    final boolean await(Deadline deadline) {
        if (ending == null) {
            sleep(deadline);
        }
        return ending instanceof Waiter<?>;
    }

    /** Watches for the ending, for a while that {@link Patience} has allowed; false if it has not come. */
    final boolean watch(int spins) {
        if (spins == Patience.YIELD) {
            Patience.letOthersRun();
        }
        for (int left = spins; left > 0 && ending == null; left--) {
            Thread.onSpinWait();
        }
        return ending != null;
    }

    /** True if the wait ended by way of this waiter. */
    final boolean endedBy(Waiter<?> waiter) {
        return ending == waiter;
    }

    /** {@link #await} for a thread that has looked already; the deal may have ended since. */
    final void sleep(Deadline deadline) {
        Thread thread = Thread.currentThread();
        sleeper = thread; // volatile, and so is the read of the ending that follows
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
    }

    private boolean decide(Object how) {
        return ending == null && ENDING.compareAndSet(this, null, how);
    }
}
