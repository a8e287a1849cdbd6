package org.gotask.channel;

import java.util.concurrent.locks.LockSupport;

/**
 * What a thread that waits at one end of a channel does before it parks: nothing, spin or yield. Pure functions of a
 * state that the channel keeps as an {@code int} for each of its ends; all threads that wait at an end share its state.
 *
 * <p>What pays off depends on where the thread of the other side runs:
 * <ul>
 *   <li><em>On another processor</em>, at the same pace: the value arrives within a few hundred nanoseconds, which is
 *       less than parking takes. The thread spins.
 *   <li><em>On the same carrier:</em> the other thread runs once this one leaves the carrier. A virtual thread that
 *       yields leaves it as one that parks, but remains in the queue of the carrier. The two take turns, no hand-off
 *       has to unpark a thread, and no other carrier is woken to steal one that would run here a moment later.
 *   <li><em>Nowhere soon,</em> as in a long chain of threads: the thread parks immediately, because anything else is a
 *       waste.
 * </ul>
 *
 * <p>The state learns which is the case. The number of spins doubles after each success and halves after each failure.
 * If even the minimum fails, the end tries to take turns; if the other side does not answer within one turn, it rests:
 * its threads park immediately for a number of waits, which doubles with each failure in a row. Then it tries again,
 * turns and spins alternately. A new channel rests first, so that threads that exchange only a few values do neither.
 *
 * <p>Turns are for threads that answer at once. Two threads that compute between their operations are better off on two
 * carriers, so a turn that takes longer than {@value #LONGEST_TURN_NANOS} ns is a failure. Reading the clock costs a
 * tenth of a turn; it is read when an end begins to take turns, and on every {@value #WAITS_PER_CHECK}th wait.
 *
 * <p>Two virtual threads that always meet while spinning would monopolize their carriers. On every
 * {@value #WAITS_PER_YIELD}th wait the thread therefore yields instead of spinning. Threads that take turns spin on the
 * same number of waits, in case they run on two carriers by now.
 *
 * <p>Updates may race, and one of them is then lost; any state is valid.
 */
final class SpinPolicy {

    /** The result of following a plan. */
    enum Outcome {
        /** The wait ended while the thread was spinning, or before. */
        SPUN,
        /** The wait ended in one turn. */
        TOOK_TURN,
        /** The wait has not ended, or too late to be a success. */
        FAILED
    }

    /** A plan: park immediately. */
    static final int NONE = 0;

    /** A plan, or part of one: yield once. Its other parts are {@link #TIMED} and the number of spins before. */
    static final int YIELD = 1 << 16;

    /** Part of a plan: the yield must not take long. */
    private static final int TIMED = 1 << 17;

    private static final int SPINS_MASK = YIELD - 1;

    private static final int MAX_SPINS = 512;
    private static final int MIN_SPINS = 16;

    /** The spins of a try. It lasts long enough for an idle carrier to notice and run the other thread. */
    private static final int TRY_SPINS = 256;

    /** The spins of a thread that otherwise takes turns. */
    private static final int SPINS_BETWEEN_TURNS = 32;

    private static final long LONGEST_TURN_NANOS = 1_000;
    private static final int WAITS_PER_CHECK = 16;
    private static final int WAITS_PER_YIELD = 256;
    private static final int INITIAL_REST = 16;
    private static final int INITIAL_FAILURES = 5;

    /** The number of times that the rest doubles. */
    private static final int MAX_DOUBLINGS = 8;

    private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;

    // The upper half of a state is a mode: the number of spins if it is greater than 1, TURNS, TRY, or minus the number
    // of waits left to rest. The next byte is the number of failures since the last success, the last one the number of
    // waits since the last yield of a thread that spins, or spin of one that takes turns.

    private static final int TURNS = 1;
    private static final int TRY = 0;

    /**
     * The state of a new channel. It rests as if tries had failed before, so that tries are rare in the many channels of
     * a long chain, each of which sees few waits.
     */
    static final int NEW = state(-INITIAL_REST, INITIAL_FAILURES, 0);

    /** The state after spinning has paid off for a long time. */
    static final int LEARNED = spinning(MAX_SPINS);

    /** A state in which the next wait yields. */
    static final int YIELDING = state(MAX_SPINS, 0, WAITS_PER_YIELD - 1);

    /** A state in which the next wait tries to take a turn. */
    static final int TRYING_TURNS = state(TRY, 1, 0);

    private SpinPolicy() {}

    /** A state in which the next wait spins this many times, at least twice. */
    static int spinning(int spins) {
        return state(spins, 0, 0);
    }

    private static int state(int mode, int failures, int waits) {
        return (mode << 16) | (failures << 8) | (waits & 0xff);
    }

    private static int mode(int state) {
        return state >> 16;
    }

    private static int failures(int state) {
        return (state >> 8) & 0xff;
    }

    private static int waits(int state) {
        return state & 0xff;
    }

    /** The plan for the next wait. */
    static int plan(int state) {
        int mode = mode(state);
        if (mode > TURNS) {
            return waits(state) == WAITS_PER_YIELD - 1 ? YIELD : spin(mode);
        }
        if (mode == TURNS) {
            return planOfTurn(waits(state) + 1);
        }
        if (mode < TRY) {
            return NONE;
        }
        return ONE_PROCESSOR || failures(state) % 2 == 1 ? YIELD | TIMED : TRY_SPINS;
    }

    private static int planOfTurn(int wait) {
        if (wait % WAITS_PER_YIELD == 0) {
            return spin(SPINS_BETWEEN_TURNS) | YIELD | TIMED;
        }
        return wait % WAITS_PER_CHECK == 0 ? YIELD | TIMED : YIELD;
    }

    private static int spin(int times) {
        return ONE_PROCESSOR ? NONE : times;
    }

    /** The number of spins in a plan; they come first. */
    static int spins(int plan) {
        return plan & SPINS_MASK;
    }

    /** Whether a plan includes a yield. */
    static boolean yields(int plan) {
        return (plan & YIELD) != 0;
    }

    /** The start of a yield, for {@link #endedInTime}. */
    static long startOfYield(int plan) {
        return (plan & TIMED) != 0 ? System.nanoTime() : 0;
    }

    /** Whether a yield was short enough. */
    static boolean endedInTime(int plan, long start) {
        return (plan & TIMED) == 0 || System.nanoTime() - start <= LONGEST_TURN_NANOS;
    }

    /** The state after the start of a wait, whose {@link #plan} has been read. */
    static int started(int state) {
        int mode = mode(state);
        if (mode > TRY) {
            return state(mode, failures(state), waits(state) + 1);
        }
        return mode == TRY ? state : state(mode + 1, failures(state), 0);
    }

    /**
     * Whether the outcome of a plan can change the state. The most frequent ones cannot: a success at the maximum of
     * spins, and of a turn whose time was not taken. Reading the state just after the other side has written next to it
     * would cost as much as the wait itself.
     */
    static boolean canLearn(int plan, Outcome outcome) {
        if (outcome == Outcome.SPUN) {
            return spins(plan) > 0 && plan != MAX_SPINS;
        }
        return outcome == Outcome.TOOK_TURN ? (plan & TIMED) != 0 : plan != NONE;
    }

    /** The state after the outcome of a plan. */
    static int learn(int state, int plan, Outcome outcome) {
        int mode = mode(state);
        if (mode < TRY) {
            return state; // another thread was faster
        }
        if (outcome == Outcome.SPUN) {
            return state(mode > TURNS ? Math.min(MAX_SPINS, 2 * mode) : TRY_SPINS, 0, waits(state));
        }
        if (outcome == Outcome.TOOK_TURN) {
            return mode == TRY ? state(TURNS, 0, 0) : state;
        }
        if (mode > TURNS) {
            return spins(plan) > 0 ? fewerSpins(state) : state;
        }
        int failures = failures(state);
        int rest = 1 << Math.min(failures, MAX_DOUBLINGS);
        // the number of failures remains near the maximum, alternately even and odd, for the kind of the next try
        return state(-rest, failures > MAX_DOUBLINGS ? MAX_DOUBLINGS : failures + 1, 0);
    }

    private static int fewerSpins(int state) {
        int spins = mode(state) / 2;
        return spins >= MIN_SPINS ? state(spins, 0, waits(state)) : TRYING_TURNS;
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
