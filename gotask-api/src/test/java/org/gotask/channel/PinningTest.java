package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A waiting virtual thread leaves its carrier to others: with many more of them waiting than there are carriers, one
 * more still runs. Were they pinned, it would not.
 */
class PinningTest {

    private static final int WAITING = 500;
    private static final Duration LONG = Duration.ofSeconds(60);

    record Way(String name, Fork.Step step) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> waysToWait() {
        Channel<Integer> channel = Channel.rendezvous();
        Channel<Integer> full = Channel.withCapacity(1);
        full.trySend(1);
        RoutingChannel<Integer> routing = new RoutingChannel<>("", value -> full, () -> {});
        return Stream.of(
                new Way("receive", channel::receive),
                new Way("timed receive", () -> channel.receive(LONG)),
                new Way("send", () -> full.send(1)),
                new Way("timed send", () -> full.send(1, LONG)),
                new Way("routed send", () -> routing.send(1)),
                new Way("never", () -> Channel.never().receive()),
                new Way("timer", () -> Timers.after(LONG).receive()),
                new Way(
                        "select",
                        () -> Select.create()
                                .receive(channel, value -> {})
                                .send(full, 1, () -> {})
                                .after(LONG, () -> {})
                                .await()));
    }

    @ParameterizedTest
    @MethodSource("waysToWait")
    void aWaitingVirtualThreadIsNotPinned(Way way) throws Exception {
        List<Fork<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            waiting.add(Fork.run(way.step));
        }
        for (Fork<Boolean> fork : waiting) {
            fork.parked();
        }

        assertThat(Fork.fork(() -> "runs").join()).isEqualTo("runs");

        for (Fork<Boolean> fork : waiting) {
            assertThatThrownBy(fork.interrupt()::join).isInstanceOf(InterruptedException.class);
        }
    }
}
