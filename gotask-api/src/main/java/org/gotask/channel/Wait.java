package org.gotask.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One wait of one thread, and the race to end it. The thread has a {@link Waiter} in the queue of each channel it waits
 * for. A sender, a receiver, a close, or the thread itself on a timeout or an interrupt, ends the wait by a
 * compare-and-set of {@code ending}; only the first one succeeds and acts. Data for the waiting thread is written to
 * the waiter before the compare-and-set, so that the thread sees it once it has read the ending.
 *
 * <p>A wait is used once. {@link #spin} and {@link #await} are for the thread that created it, {@link #claim} for any
 * thread that holds the lock of the waiter's channel.
 *
 * <p>Before it parks, the thread may {@link #spin}. To park, it first publishes itself as the sleeper and then reads
 * the ending again; the other side writes the ending and then reads the sleeper. Both fields are volatile, so at least
 * one side sees the other's write: no thread sleeps through an ending, and no thread is unparked that has not parked.
 */
sealed class Wait permits Waiter {

    /** The ending of a wait that timed out or was interrupted. If parking failed, the ending is the exception. */
    private static final Object GIVEN_UP = new Object();

    private static final VarHandle ENDING;

    static {
        try {
            ENDING = MethodHandles.lookup().findVarHandle(Wait.class, "ending", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Null, then the waiter by which the wait ended, {@link #GIVEN_UP}, or the exception that parking threw. */
    @SuppressWarnings("UnusedVariable") // written through the VarHandle
    private volatile @Nullable Object ending;

    private volatile @Nullable Thread sleeper;

    /** Ends the wait through this waiter; false if it has ended already, and the caller must try another waiter. */
    final boolean claim(Waiter<?> waiter) {
        return decide(waiter);
    }

    /** After a claim: the thread to unpark; null if it has not parked and will see the ending by itself. */
    final @Nullable Thread sleeper() {
        return sleeper;
    }

    /**
     * Parks until the wait has ended. A claim made before the thread notices its timeout or interrupt wins; an
     * interrupt flag then remains set.
     *
     * @return false if the thread gave up: the deadline has passed, its interrupt flag is set, or parking failed, see
     *     {@link #throwFailure}
     */
    final boolean await(Deadline deadline) {
        if (ending == null) {
            try {
                park(deadline);
            } catch (RuntimeException | Error failure) { // unmounting needs memory in proportion to the stack
                decide(failure);
            }
        }
        return ending instanceof Waiter<?>;
    }

    /** Throws the exception of a failed {@link #await}, if parking failed; the waiters must have left their queues. */
    final void throwFailure() {
        Object how = ending;
        if (how instanceof Error error) {
            throw error;
        }
        if (how instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Spins and yields according to a plan of {@link SpinPolicy}, until the wait has ended. */
    final SpinPolicy.Outcome spin(int plan) {
        for (int left = SpinPolicy.spins(plan); left > 0 && ending == null; left--) {
            Thread.onSpinWait();
        }
        if (ending != null) {
            return SpinPolicy.Outcome.SPUN;
        }
        if (SpinPolicy.yields(plan)) {
            long start = SpinPolicy.startOfYield(plan);
            SpinPolicy.yieldToOthers();
            if (ending != null && SpinPolicy.endedInTime(plan, start)) {
                return SpinPolicy.Outcome.TOOK_TURN;
            }
        }
        return SpinPolicy.Outcome.FAILED;
    }

    /** Whether the wait has ended, in any way. */
    final boolean hasEnded() {
        return ending != null;
    }

    /** True if the wait ended through this waiter. */
    final boolean endedBy(Waiter<?> waiter) {
        return ending == waiter;
    }

    /** {@link #await} after a first look at the ending, which may be out of date. */
    final void park(Deadline deadline) {
        Thread thread = Thread.currentThread();
        sleeper = thread; // volatile, like the read of the ending that follows
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
        return ENDING.compareAndSet(this, null, how); // no read before: it would move the cache line twice
    }
}
