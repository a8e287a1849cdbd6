package org.gotask.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The lock of a channel, part of the channel object. It is held for a few dozen instructions, so that a thread that
 * finds it held retries instead of parking. Not reentrant.
 *
 * <p>Acquiring it is one compare-and-set, releasing it one store with release order: half the cost of a {@link
 * java.util.concurrent.locks.ReentrantLock}, and no thread has to be woken. A thread that finds the lock held backs off
 * exponentially. The holder's processor then performs several operations in its own cache, instead of passing the cache
 * line back and forth for each.
 *
 * <p><b>A holder never waits and never leaves its carrier.</b> Progress depends on this rule: the holder is running, or
 * the operating system will resume it, so that retries succeed eventually. A virtual thread that left its carrier while
 * it held the lock might never be resumed, because the scheduler of virtual threads prefers threads that yield to each
 * other on a carrier to threads in other queues. Therefore only {@link #lock}, for threads that hold no other channel's
 * lock, may yield or park for a short time if the lock remains held (its holder was preempted, or is at a safepoint). A
 * thread that holds another channel's lock uses {@link #tryLock}, and releases all its locks before it waits.
 */
abstract class ChannelLock {

    private static final VarHandle HELD;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(ChannelLock.class, "held", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int FREE = 0;
    private static final int TAKEN = 1;

    private static final int MAX_PAUSES = 16;
    private static final int SPINNING_ROUNDS = 32;
    private static final int YIELDING_ROUNDS = SPINNING_ROUNDS + 8;
    private static final long PARK_NANOS = 50_000;

    private volatile int held;

    /** Acquires the lock; for a thread that holds no other channel's lock. Never throws. */
    final void lock() {
        if (!HELD.weakCompareAndSetAcquire(this, FREE, TAKEN)) {
            lockContended();
        }
    }

    private void lockContended() {
        int pauses = 1;
        for (int round = 0; ; round++) {
            if (round < SPINNING_ROUNDS) {
                pause(pauses);
                pauses = Math.min(2 * pauses, MAX_PAUSES);
            } else if (round < YIELDING_ROUNDS) {
                SpinPolicy.yieldToOthers();
            } else {
                SpinPolicy.pauseNanos(PARK_NANOS);
            }
            if (held == FREE && HELD.weakCompareAndSetAcquire(this, FREE, TAKEN)) {
                return;
            }
        }
    }

    /** Acquires the lock if it is free or soon becomes free; for a thread that holds locks of other channels. */
    final boolean tryLock() {
        int pauses = 1;
        for (int round = 0; round < SPINNING_ROUNDS; round++) {
            if (held == FREE && HELD.weakCompareAndSetAcquire(this, FREE, TAKEN)) {
                return true;
            }
            pause(pauses);
            pauses = Math.min(2 * pauses, MAX_PAUSES);
        }
        return false;
    }

    static void pause(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    final void unlock() {
        HELD.setRelease(this, FREE);
    }
}
