package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A send or receive that has found that it must wait is served before any that begins later, also while its thread
 * still spins and has not parked. The channels begin as after long use, so that their threads spin.
 */
class FirstComeFirstServedTest {

    private static final int TRIALS = 1000;

    /** So long that the others come while the first one spins. */
    private static final int LONG_SPIN = 10_000;

    @BeforeEach
    void needsAProcessorForTheOtherSide() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    }

    @Test
    void aSenderThatWaitsAtAFullBufferIsNotOvertaken() throws Exception {
        for (int trial = 0; trial < TRIALS; trial++) {
            Channel<Integer> channel = Channel.withSpinState("", 1, SpinPolicy.spinning(LONG_SPIN));
            channel.trySend(0);

            Fork<Boolean> first = begins(() -> channel.send(1), channel, () -> channel.senderSpinState);
            assertThat(channel.tryReceive()).isEqualTo(new Received.Value<>(0));
            boolean overtook = channel.trySend(2);

            assertThat(overtook)
                    .as("trial %d: a later value is sent first", trial)
                    .isFalse();
            assertThat(channel.tryReceive()).isEqualTo(new Received.Value<>(1));
            assertThat(first.join()).isTrue();
        }
    }

    @Test
    void aReceiverThatWaitsAtAnEmptyBufferIsNotOvertaken() throws Exception {
        for (int trial = 0; trial < TRIALS; trial++) {
            Channel<Integer> channel = Channel.withSpinState("", 1, SpinPolicy.spinning(LONG_SPIN));

            Fork<Boolean> first =
                    begins(() -> assertThat(channel.receive()).isEqualTo(1), channel, () -> channel.receiverSpinState);
            channel.trySend(1);
            Received<Integer> later = channel.tryReceive();

            channel.trySend(2);
            assertThat(later).as("trial %d: what a later receiver gets", trial).isEqualTo(new Received.Empty<>());
            assertThat(first.join()).isTrue();
        }
    }

    @Test
    void valuesReachThoseWhoWaitInTheOrderInWhichTheyBeganTo() throws Exception {
        for (int trial = 0; trial < TRIALS; trial++) {
            Channel<Integer> channel = Channel.withSpinState("", 2, SpinPolicy.spinning(LONG_SPIN));

            Fork<Boolean> first =
                    begins(() -> assertThat(channel.receive()).isEqualTo(1), channel, () -> channel.receiverSpinState);
            Fork<Boolean> second =
                    begins(() -> assertThat(channel.receive()).isEqualTo(2), channel, () -> channel.receiverSpinState);
            channel.trySend(1);
            channel.trySend(2);

            assertThat(first.join()).isTrue();
            assertThat(second.join()).isTrue();
        }
    }

    /** Runs the step in a thread; returns when it has found that it has to wait, which changes the spin state. */
    private static Fork<Boolean> begins(Fork.Step step, Channel<?> channel, IntSupplier spinState) {
        int before = spinState.getAsInt();
        Fork<Boolean> fork = Fork.run(step);
        do {
            Thread.onSpinWait();
            channel.size(); // the lock makes the change visible
        } while (spinState.getAsInt() == before);
        return fork;
    }
}
