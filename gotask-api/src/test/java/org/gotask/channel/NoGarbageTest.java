package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waits that ended leave nothing behind in the channels they waited for, however many there were. */
class NoGarbageTest {

    private static final Duration SHORT = Duration.ofNanos(100_000);
    private static final long MOST_BYTES = 8_000_000;

    /** Catches waiters that stay in their queue: a million of them would hold forty million bytes. */
    @Test
    void aMillionTimedOutReceivesLeaveNothing() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();

        assertThat(bytesKeptBy(
                        1_000_000, () -> assertThat(channel.receive(SHORT)).isEqualTo(new Received.Empty<>())))
                .isLessThan(MOST_BYTES);
        assertThat(channel.trySend(1)).isFalse(); // nobody is there
    }

    @Test
    void timedOutSelectsLeaveNothing() throws Exception {
        List<Channel<Integer>> channels = new ArrayList<>();
        Select select = Select.create().after(SHORT, () -> {});
        for (int i = 0; i < 4; i++) {
            channels.add(Channel.rendezvous());
            select.receive(channels.get(i), value -> {
                throw new AssertionError("received");
            });
        }

        assertThat(bytesKeptBy(100_000, select::await)).isLessThan(MOST_BYTES);
        assertThat(channels).noneMatch(channel -> channel.trySend(1));
    }

    private static long bytesKeptBy(int times, Fork.Step step) throws Exception {
        int threads = 2500;
        long before = usedBytes();
        List<Fork<Boolean>> forks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            forks.add(Fork.run(() -> {
                for (int n = 0; n < times / threads; n++) {
                    step.run();
                }
            }));
        }
        for (Fork<Boolean> fork : forks) {
            fork.join();
        }
        forks.clear();
        return usedBytes() - before;
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
