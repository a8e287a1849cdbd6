package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs and properties by which Go tests its own channels, in our words. */
class GoSuiteTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16})
    void sieveOfPrimes(int capacity) throws Exception {
        Channel<Integer> numbers = Channel.withCapacity(capacity);
        List<Fork<Boolean>> forks = new ArrayList<>();
        forks.add(untilClosed(() -> {
            for (int i = 2; ; i++) {
                numbers.send(i);
            }
        }));

        List<Channel<Integer>> stages = new ArrayList<>(List.of(numbers));
        List<Integer> primes = new ArrayList<>();
        while (primes.size() < 60) {
            Channel<Integer> in = stages.get(stages.size() - 1);
            int prime = in.receive();
            primes.add(prime);
            Channel<Integer> out = Channel.withCapacity(capacity);
            stages.add(out);
            forks.add(untilClosed(() -> {
                for (int number : in) {
                    if (number % prime != 0) {
                        out.send(number);
                    }
                }
            }));
        }
        stages.forEach(Channel::close);
        joinAll(forks);

        assertThat(primes).startsWith(2, 3, 5, 7, 11, 13, 17, 19, 23).endsWith(269, 271, 277, 281);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16})
    void fanInKeepsEachSendersOrder(int capacity) throws Exception {
        Channel<int[]> merged = Channel.withCapacity(capacity);
        List<Fork<Boolean>> forks = new ArrayList<>();
        for (int s = 0; s < 10; s++) {
            int sender = s;
            Channel<Integer> own = Channel.withCapacity(capacity);
            forks.add(Fork.run(() -> {
                for (int i = 0; i < 200; i++) {
                    own.send(i);
                }
                own.close();
            }));
            forks.add(Fork.run(() -> {
                for (int value : own) {
                    merged.send(new int[] {sender, value});
                }
            }));
        }

        Map<Integer, Integer> next = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            int[] message = merged.receive();
            assertThat(message[1]).isEqualTo(next.merge(message[0], 1, Integer::sum) - 1);
        }
        joinAll(forks);
        assertThat(next).hasSize(10);
    }

    @Test
    void aRingOfManyThreadsPassesAValueOn() throws Exception {
        int length = 10_000;
        Channel<Integer> first = Channel.rendezvous();
        Channel<Integer> in = first;
        List<Fork<Boolean>> forks = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Channel<Integer> from = in;
            Channel<Integer> to = Channel.rendezvous();
            forks.add(Fork.run(() -> to.send(from.receive() + 1)));
            in = to;
        }

        first.send(0);

        assertThat(in.receive()).isEqualTo(length);
        joinAll(forks);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void manyConsumersTakeEachValueOnce(int capacity) throws Exception {
        Channel<Integer> work = Channel.withCapacity(capacity);
        Channel<Integer> done = Channel.withCapacity(capacity);
        AtomicInteger running = new AtomicInteger(23);
        List<Fork<Boolean>> forks = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            forks.add(Fork.run(() -> {
                for (int value : work) {
                    done.send(value);
                }
                if (running.decrementAndGet() == 0) {
                    done.close();
                }
            }));
        }
        forks.add(Fork.run(() -> {
            for (int i = 0; i < 5000; i++) {
                work.send(i);
            }
            work.close();
        }));

        boolean[] seen = new boolean[5000];
        for (int value : done) {
            assertThat(seen[value]).isFalse();
            seen[value] = true;
        }
        joinAll(forks);
        assertThat(seen).doesNotContain(false);
    }

    /** Catches a default that is taken because the cases were looked at one after another. */
    @Test
    void defaultIsNotTakenWhileAtEachMomentSomeCaseIsReady() throws Exception {
        for (int round = 0; round < 3000; round++) {
            Channel<Integer> one = Channel.withCapacity(1);
            Channel<Integer> two = Channel.withCapacity(1);
            one.send(1);
            CountDownLatch start = new CountDownLatch(1);
            Fork<Boolean> selecting = Fork.fork(() -> {
                boolean[] idle = {false};
                start.await();
                Select.create()
                        .receive(one, value -> {})
                        .receive(two, value -> {})
                        .orElse(() -> idle[0] = true)
                        .await();
                return idle[0];
            });

            start.countDown();
            two.send(1);
            one.tryReceive();

            assertThat(selecting.join()).as("round %d took the default", round).isFalse();
        }
    }

    /** Catches a close that is seen before the values sent ahead of it. */
    @Test
    void whoSeesTheCloseHasNothingMoreToReceive() throws Exception {
        for (int round = 0; round < 3000; round++) {
            Channel<Integer> channel = Channel.withCapacity(1);
            Fork<Integer> receiver = Fork.fork(() -> {
                int count = 0;
                while (true) {
                    switch (channel.tryReceive()) {
                        case Received.Value<Integer>(Integer value) -> count += value;
                        case Received.Closed<Integer>() -> {
                            return count;
                        }
                        case Received.Empty<Integer>() -> Thread.onSpinWait();
                    }
                }
            });
            channel.send(1);
            channel.close();

            assertThat(receiver.join()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void twoThreadsBothSelectToSendAndToReceiveOnOneChannel(int capacity) throws Exception {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger received = new AtomicInteger();
        AtomicInteger own = new AtomicInteger();
        List<Fork<Boolean>> forks = new ArrayList<>();
        for (int p = 0; p < 2; p++) {
            int peer = p;
            Select select = Select.create()
                    .send(channel, peer, sent::incrementAndGet)
                    .receive(channel, value -> {
                        received.incrementAndGet();
                        own.addAndGet(value == peer ? 1 : 0);
                    });
            forks.add(untilClosed(() -> {
                while (sent.get() < 2000) {
                    select.await();
                }
                channel.close();
            }));
        }
        joinAll(forks);
        int left = 0;
        while (channel.tryReceive() instanceof Received.Value<Integer>) {
            left++;
        }

        assertThat(received.get() + left).isEqualTo(sent.get());
        if (capacity == 0) {
            assertThat(own).hasValue(0);
        }
    }

    /** Go's stress of select: plain and selecting senders and receivers on four channels, cases switched off when done. */
    @Test
    void selectsAndPlainOperationsShareFourChannels() throws Exception {
        int count = 2000;
        List<Channel<Integer>> channels = List.of(
                Channel.withCapacity(0), Channel.withCapacity(0), Channel.withCapacity(2), Channel.withCapacity(3));
        List<Fork<Boolean>> forks = new ArrayList<>();
        for (Channel<Integer> channel : channels) {
            forks.add(Fork.run(() -> {
                for (int i = 0; i < count; i++) {
                    channel.send(i);
                }
            }));
            forks.add(Fork.run(() -> {
                for (int i = 0; i < count; i++) {
                    channel.receive();
                }
            }));
        }
        forks.add(Fork.run(() -> selectOnEach(channels, count, true)));
        forks.add(Fork.run(() -> selectOnEach(channels, count, false)));

        joinAll(forks);
        assertThat(channels).allMatch(channel -> channel.size() == 0 && !channel.isClosed());
    }

    private static void selectOnEach(List<Channel<Integer>> channels, int count, boolean sending)
            throws InterruptedException {
        int[] done = new int[channels.size()];
        for (int n = 0; n < count * channels.size(); n++) {
            Select select = Select.create();
            for (int i = 0; i < done.length; i++) {
                int number = i;
                Channel<Integer> channel = done[i] < count ? channels.get(i) : Channel.never();
                if (sending) {
                    select.send(channel, n, () -> done[number]++);
                } else {
                    select.receive(channel, value -> done[number]++);
                }
            }
            select.await();
        }
    }

    @Test
    void randomBitsComeFromASelectOfTwoSends() throws Exception {
        Channel<Integer> bits = Channel.rendezvous();
        Fork<Boolean> sender = untilClosed(() -> {
            Select either = Select.create().send(bits, 0, () -> {}).send(bits, 1, () -> {});
            while (true) {
                either.await();
            }
        });

        int ones = 0;
        for (int i = 0; i < 2000; i++) {
            ones += bits.receive();
        }
        bits.close();
        sender.join();

        assertThat(ones).isBetween(1, 1999);
    }

    private static Fork<Boolean> untilClosed(Fork.Step step) {
        return Fork.run(() -> {
            try {
                step.run();
            } catch (ChannelClosedException e) {
                // the end of this thread's work
            }
        });
    }

    private static void joinAll(List<Fork<Boolean>> forks) throws Exception {
        for (Fork<Boolean> fork : forks) {
            fork.join();
        }
    }
}
