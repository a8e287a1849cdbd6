package org.gotask.channel;

import java.util.concurrent.locks.LockSupport;

/**
 * How long a thread that waits at one end of a channel spins before it parks. Pure functions of a state that the
 * channel keeps as an {@code int} for each of its ends; all threads that wait at an end share its state.
 *
 * <p>Parking and unparking a thread takes some microseconds if another processor has to be woken for it; a value in
 * transit arrives within a few hundred nanoseconds. Spinning therefore pays off where both sides keep pace, and is a
 * waste where they do not, as in a long chain of threads. The state learns which is the case: the number of spins
 * doubles after each success and halves after each failure. Below a minimum the end rests: it does not spin for a
 * number of waits, which doubles with each failure in a row, and then tries again. A new channel rests first, so that
 * threads that exchange only a few values do not spin.
 *
 * <p>Two virtual threads that always meet while spinning would monopolize their carriers. On every
 * {@value #WAITS_PER_YIELD}th wait the thread therefore yields instead of spinning.
 *
 * <p>Updates may race, and one of them is then lost; any state is valid.
 */
final class SpinPolicy {

    /** A result of {@link #spins}: do not spin. */
    static final int NONE = 0;

    /** A result of {@link #spins}: yield instead of spinning. */
    static final int YIELD = -1;

    private static final int MAX_SPINS = 512;
    private static final int MIN_SPINS = 64;
    private static final int MAX_REST = 256;
    private static final int INITIAL_REST = 16;
    private static final int WAITS_PER_YIELD = 256;
    private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;

    /** The state of a new channel. */
    static final int NEW = state(-INITIAL_REST, 1, 0);

    /** The state after spinning has paid off for a long time. */
    static final int LEARNED = spinning(MAX_SPINS);

    /** A state in which the next wait yields. */
    static final int YIELDING = state(MAX_SPINS, 0, WAITS_PER_YIELD - 1);

    private SpinPolicy() {}

    // The upper half of a state is the number of spins, or minus the number of waits left to rest. The next byte is the
    // number of times that the rest has doubled, the last one the number of waits since the last yield.

    /** A state in which the next wait spins this many times. */
    static int spinning(int spins) {
        return state(spins, 0, 0);
    }

    private static int state(int spinsOrRest, int doublings, int waits) {
        return (spinsOrRest << 16) | (doublings << 8) | (waits & 0xff);
    }

    private static int spinsOrRest(int state) {
        return state >> 16;
    }

    private static int doublings(int state) {
        return (state >> 8) & 0xff;
    }

    private static int waits(int state) {
        return state & 0xff;
    }

    /** The number of spins of the next wait, or {@link #NONE} or {@link #YIELD}. */
    static int spins(int state) {
        if (spinsOrRest(state) <= 0 || ONE_PROCESSOR) {
            return NONE;
        }
        return waits(state) == WAITS_PER_YIELD - 1 ? YIELD : spinsOrRest(state);
    }

    /** The state after the start of a wait, whose {@link #spins} have been read. */
    static int started(int state) {
        int spins = spinsOrRest(state);
        if (spins > 0) {
            return state(spins, doublings(state), waits(state) + 1);
        }
        return state(spins == 0 ? MIN_SPINS : spins + 1, doublings(state), 0);
    }

    /**
     * Whether the result of spinning can change the state. A success at the maximum, the most frequent case, cannot;
     * and reading the state just after the other side has written next to it would cost as much as the wait itself.
     */
    static boolean canLearn(int spins, boolean success) {
        return spins > 0 && !(success && spins == MAX_SPINS);
    }

    /** The state after the wait ended while the thread was spinning. */
    static int succeeded(int state) {
        int spins = spinsOrRest(state);
        return spins <= 0 ? state : state(Math.min(MAX_SPINS, 2 * spins), 0, waits(state));
    }

    /** The state after spinning without success. */
    static int failed(int state) {
        int spins = spinsOrRest(state);
        if (spins > MIN_SPINS) {
            return state(spins / 2, doublings(state), waits(state));
        }
        int rest = 1 << doublings(state);
        return state(-rest, rest < MAX_REST ? doublings(state) + 1 : doublings(state), 0);
    }

    /** Lets other threads run on this carrier. Never throws: a thread that cannot be unmounted goes on. */
    @SuppressWarnings("ThreadPriorityCheck") // correctness does not depend on it
    static void yieldToOthers() {
        try {
            Thread.yield();
        } catch (StackOverflowError | OutOfMemoryError e) { // unmounting needs both
            Thread.onSpinWait();
        }
    }

    /** Parks for a short time. Never throws, as {@link #yieldToOthers}. */
    static void pauseNanos(long nanos) {
        try {
            LockSupport.parkNanos(nanos);
        } catch (StackOverflowError | OutOfMemoryError e) {
            Thread.onSpinWait();
        }
    }
}
