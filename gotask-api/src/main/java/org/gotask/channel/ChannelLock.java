package org.gotask.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * The lock of a channel, part of the channel's own object. It is held for a few dozen instructions, so who finds it taken
 * tries again soon rather than parks; not reentrant.
 *
 * <p>Taking it is one compare-and-set, giving it back one plain store with release order: half of what a
 * {@link java.util.concurrent.locks.ReentrantLock} pays, and there is nobody to be woken. A thread that meets the lock
 * taken backs off for longer and longer, and the other one meanwhile does several operations in its own cache, instead of
 * both pulling the same cache line to and fro for each.
 *
 * <p><b>A holder never waits and never leaves its carrier.</b> All progress rests on this: a holder runs, or at least the
 * operating system will let it run again, so those who try again are not in vain. A virtual thread that left its carrier
 * with the lock taken might never get one back, for the scheduler of virtual threads serves those who yield to and fro on
 * a carrier before those who wait elsewhere. So only {@link #lock}, for threads that hold no other lock of a channel, may
 * yield or nap when the lock remains taken (its holder was preempted, or is at a safepoint); who holds one already uses
 * {@link #tryLock} and gives all back before it waits.
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

    private static final int MOST_PAUSES = 16;
    private static final int SPINNING_ROUNDS = 32;
    private static final int YIELDING_ROUNDS = SPINNING_ROUNDS + 8;
    private static final long NAP_NANOS = 50_000;

    private volatile int held;

    /** For a thread that holds no other channel's lock. */
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
                pauses = Math.min(2 * pauses, MOST_PAUSES);
            } else if (round < YIELDING_ROUNDS) {
                Patience.letOthersRun();
            } else {
                LockSupport.parkNanos(NAP_NANOS);
            }
            if (held == FREE && HELD.weakCompareAndSetAcquire(this, FREE, TAKEN)) {
                return;
            }
        }
    }

    /** Takes the lock if it is or soon becomes free; for a thread that holds locks of other channels. */
    final boolean tryLock() {
        int pauses = 1;
        for (int round = 0; round < SPINNING_ROUNDS; round++) {
            if (held == FREE && HELD.weakCompareAndSetAcquire(this, FREE, TAKEN)) {
                return true;
            }
            pause(pauses);
            pauses = Math.min(2 * pauses, MOST_PAUSES);
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
