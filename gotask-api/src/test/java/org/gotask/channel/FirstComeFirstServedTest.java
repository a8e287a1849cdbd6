package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A send or receive that has found that it must wait is served before any that begins later, also while its thread still
 * watches and has not parked. The channels are as after a long use, so that their threads watch.
 */
class FirstComeFirstServedTest {

    private static final int TRIALS = 1000;

    /** So long that the others come while the first one watches. */
    private static final int LONG_WATCH = 10_000;

    @BeforeEach
    void needsAProcessorForTheOtherSide() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    }

    @Test
    void aSenderThatWaitsAtAFullBufferIsNotOvertaken() throws Exception {
        for (int trial = 0; trial < TRIALS; trial++) {
            Channel<Integer> channel = Channel.withPatience("", 1, Patience.watching(LONG_WATCH));
            channel.trySend(0);

            Fork<Boolean> first = begins(() -> channel.send(1), channel, () -> channel.sendersPatience);
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
            Channel<Integer> channel = Channel.withPatience("", 1, Patience.watching(LONG_WATCH));

            Fork<Boolean> first =
                    begins(() -> assertThat(channel.receive()).isEqualTo(1), channel, () -> channel.receiversPatience);
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
            Channel<Integer> channel = Channel.withPatience("", 2, Patience.watching(LONG_WATCH));

            Fork<Boolean> first =
                    begins(() -> assertThat(channel.receive()).isEqualTo(1), channel, () -> channel.receiversPatience);
            Fork<Boolean> second =
                    begins(() -> assertThat(channel.receive()).isEqualTo(2), channel, () -> channel.receiversPatience);
            channel.trySend(1);
            channel.trySend(2);

            assertThat(first.join()).isTrue();
            assertThat(second.join()).isTrue();
        }
    }

    /** Runs the step in a thread; returns when it has found that it has to wait, which changes the patience. */
    private static Fork<Boolean> begins(Fork.Step step, Channel<?> channel, IntSupplier patience) {
        int before = patience.getAsInt();
        Fork<Boolean> fork = Fork.run(step);
        do {
            Thread.onSpinWait();
            channel.size(); // the lock makes the change visible
        } while (patience.getAsInt() == before);
        return fork;
    }
}
