package org.gotask.channel;

/**
 * How long the threads that wait at one end of a channel watch for the other side before they park: pure functions of a
 * state that the channel keeps as an {@code int} for each of its ends, and all who wait there share.
 *
 * <p>To park a thread and wake it again takes some microseconds if another processor has to be woken for it; a value that
 * is on its way arrives in a few hundred nanoseconds. So watching pays where the two sides keep pace with each other, and
 * is a waste where they do not, as in a long chain of threads. The state learns which it is: it doubles the time to watch
 * after each success and halves it after each failure; below a minimum it rests, does not watch at all for a number of
 * waits, which doubles with each failure in a row, and then probes again. A new channel rests first, so that threads which
 * exchange only a few values do not spin for them.
 *
 * <p>Two virtual threads that always find each other while watching would never leave their carriers to others. So every
 * {@value #WAITS_PER_TURN}th wait is not spent watching: the thread yields, and who else is ready has his turn.
 *
 * <p>Updates may race and then one is lost; any state is a good one.
 */
final class Patience {

    /** An answer of {@link #spins}: do not watch. */
    static final int NONE = 0;

    /** An answer of {@link #spins}: do not watch, but let other threads run. */
    static final int YIELD = -1;

    private static final int MOST_SPINS = 512;
    private static final int FEWEST_SPINS = 64;
    private static final int LONGEST_REST = 256;
    private static final int FIRST_REST = 16;
    private static final int WAITS_PER_TURN = 256;
    private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;

    /** The state of a new channel. */
    static final int NEW = state(-FIRST_REST, 1, 0);

    /** The state after a long time in which watching has paid. */
    static final int LEARNED = watching(MOST_SPINS);

    /** A state in which the next thread that waits is to yield. */
    static final int TURN_OF_OTHERS = state(MOST_SPINS, 0, WAITS_PER_TURN - 1);

    private Patience() {}

    // a state is: in the upper half spins, or minus the number of waits left to rest; then a byte each for how often
    // the
    // rest has doubled and for the waits since the last turn of others

    /** A state in which the next thread that waits watches so long. */
    static int watching(int spins) {
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

    /** How many times to pause and look, or {@link #NONE} or {@link #YIELD}. */
    static int spins(int state) {
        if (spinsOrRest(state) <= 0 || ONE_PROCESSOR) {
            return NONE;
        }
        return waits(state) == WAITS_PER_TURN - 1 ? YIELD : spinsOrRest(state);
    }

    /** The state after a wait for which {@link #spins} was asked has begun. */
    static int begun(int state) {
        int spins = spinsOrRest(state);
        if (spins > 0) {
            return state(spins, doublings(state), waits(state) + 1);
        }
        return state(spins == 0 ? FEWEST_SPINS : spins + 1, doublings(state), 0);
    }

    /**
     * Whether a watch of so many spins has anything to teach: the most usual one, the longest with success, has not, and to
     * look at the state just after the other side has written beside it would cost as much as the wait itself.
     */
    static boolean canLearn(int spins, boolean success) {
        return spins > 0 && !(success && spins == MOST_SPINS);
    }

    /** The state after the other side came in time. */
    static int succeeded(int state) {
        int spins = spinsOrRest(state);
        return spins <= 0 ? state : state(Math.min(MOST_SPINS, 2 * spins), 0, waits(state));
    }

    /** The state after watching in vain. */
    static int failed(int state) {
        int spins = spinsOrRest(state);
        if (spins > FEWEST_SPINS) {
            return state(spins / 2, doublings(state), waits(state));
        }
        int rest = 1 << doublings(state);
        return state(-rest, rest < LONGEST_REST ? doublings(state) + 1 : doublings(state), 0);
    }

    /** For a thread that could go on but has had its turn. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but how long others wait
    static void letOthersRun() {
        Thread.yield();
    }
}
