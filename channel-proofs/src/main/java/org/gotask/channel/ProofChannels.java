package org.gotask.channel;

import java.util.Locale;

/**
 * Channels for proofs. A channel learns from many waits whether its threads should watch before they park, and the channels of
 * a proof live for a few operations only. So they begin in a chosen state, in which threads watch from the first wait.
 */
public final class ProofChannels {

    /** The states in which waits take different ways through the code. */
    public enum Start {
        /** The state of every new channel: threads park without watching. */
        NEW(Patience.NEW),
        /** Threads watch twice before they park; for the model checker, which tries all orders of few looks. */
        SHORT_WATCH(Patience.watching(2)),
        /** Threads watch as long as after many successes. */
        LEARNED(Patience.LEARNED),
        /** The next thread that waits yields instead of watching. */
        YIELD(Patience.TURN_OF_OTHERS);

        private final int patience;

        Start(int patience) {
            this.patience = patience;
        }
    }

    /** The state of channels made by {@link #withCapacity}; {@code -Dproofs.start=learned} sets it for a process. */
    private static final Start START =
            Start.valueOf(System.getProperty("proofs.start", "new").toUpperCase(Locale.ROOT));

    private ProofChannels() {}

    /** A channel that begins in the state of this process. */
    public static <T> Channel<T> withCapacity(int capacity) {
        return named("", capacity, START);
    }

    /** A channel that begins in a state. */
    public static <T> Channel<T> named(String name, int capacity, Start start) {
        return Channel.withPatience(name, capacity, start.patience);
    }
}
