package org.gotask.channel;

import java.util.Locale;

/**
 * Channels for proofs. A channel learns from many waits whether its threads should spin before they park, but the
 * channels of a proof live for only a few operations. They therefore begin in a chosen state.
 */
public final class ProofChannels {

    /** The states that lead a wait through different paths of the code. */
    public enum Start {
        /** The state of every new channel: threads park without spinning. */
        NEW(SpinPolicy.NEW),
        /** Threads spin twice before they park; for the model checker, which tries all orders of the steps. */
        SHORT_SPIN(SpinPolicy.spinning(2)),
        /** Threads spin as long as after many successes. */
        LEARNED(SpinPolicy.LEARNED),
        /** The next thread that waits yields instead of spinning. */
        YIELD(SpinPolicy.YIELDING),
        /** The next thread that waits tries to take a turn with the other side, and goes on to if that succeeds. */
        TURNS(SpinPolicy.TRYING_TURNS);

        private final int spinState;

        Start(int spinState) {
            this.spinState = spinState;
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
        return Channel.withSpinState(name, capacity, start.spinState);
    }
}
