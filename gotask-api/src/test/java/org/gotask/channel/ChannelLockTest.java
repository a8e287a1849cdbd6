package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lock of a channel, and several of them. */
class ChannelLockTest {

    private static final class Counter extends ChannelLock {
        private int count; // not atomic: two holders at a time would lose some
    }

    @Test
    void onlyOneThreadHoldsTheLock() throws Exception {
        Counter counter = new Counter();
        List<Fork<Boolean>> forks = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            boolean tries = t % 2 == 0;
            Thread.Builder builder = t < 4 ? Thread.ofPlatform() : Thread.ofVirtual();
            forks.add(Fork.forkOn(builder, () -> {
                for (int i = 0; i < 50_000; i++) {
                    if (!tries || !counter.tryLock()) {
                        counter.lock();
                    }
                    counter.count++;
                    counter.unlock();
                }
                return true;
            }));
        }
        for (Fork<Boolean> fork : forks) {
            fork.join();
        }

        assertThat(counter.count).isEqualTo(400_000);
    }

    @Test
    void aLockThatRemainsTakenIsNotWaitedForByItsTry() throws Exception {
        Counter counter = new Counter();
        counter.lock();

        assertThat(Fork.fork(counter::tryLock).join()).isFalse();

        counter.unlock();
        assertThat(counter.tryLock()).isTrue();
    }

    /** Catches selects that take the locks of two channels, which their order does not tell apart, either way round. */
    @Test
    void selectsOverChannelsWithTheSameHashCodeDoNotWaitForEachOther() throws Exception {
        List<Channel<Integer>> same = twoOfTheSameHashCode();
        List<Fork<Boolean>> forks = new ArrayList<>();
        for (boolean reversed : new boolean[] {false, true}) {
            List<Channel<Integer>> channels = reversed ? same.reversed() : same;
            forks.add(Fork.run(() -> {
                Select select = Select.create();
                channels.forEach(channel -> select.send(channel, 1, () -> {}));
                for (int i = 0; i < 20_000; i++) {
                    select.await();
                }
            }));
            forks.add(Fork.run(() -> {
                Select select = Select.create();
                channels.forEach(channel -> select.receive(channel, value -> {}));
                for (int i = 0; i < 20_000; i++) {
                    select.await();
                }
            }));
        }

        for (Fork<Boolean> fork : forks) {
            assertThat(fork.join()).isTrue();
        }
    }

    /** Some ten thousand have to be looked at to find two. */
    private static List<Channel<Integer>> twoOfTheSameHashCode() {
        Map<Integer, Channel<Integer>> known = new HashMap<>();
        while (true) {
            Channel<Integer> channel = Channel.rendezvous();
            Channel<Integer> other = known.put(System.identityHashCode(channel), channel);
            if (other != null) {
                return List.of(other, channel);
            }
        }
    }
}
