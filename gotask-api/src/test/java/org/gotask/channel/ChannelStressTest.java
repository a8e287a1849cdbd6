package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A thousand threads do everything at once on a hundred channels, and keep books: at the end each value whose sender was
 * told that it was sent has been received exactly once, no other value has, and nobody has seen two values of one sender
 * on one channel in the wrong order. What each thread does follows from the seed; how the threads interleave does not.
 */
class ChannelStressTest {

    private static final int CHANNELS = 100;
    private static final int WORKERS = 1000;
    private static final int OPERATIONS = 120;
    private static final int[] CAPACITIES = {0, 1, 2, 16};

    /** One value: who sent it, where, and the how manieth attempt of that sender on that channel it is. */
    private record Item(int sender, int channel, int number) {}

    private record Route(int sender, int channel) {}

    private final List<Channel<Item>> channels = new ArrayList<>();
    private final AtomicInteger progress = new AtomicInteger();

    /** A fixed list; {@code -Dchannel.stress.seeds=100}, as in {@code scripts/prove-channels}, adds so many more. */
    static LongStream seeds() {
        return LongStream.concat(
                LongStream.of(1, 7, 42, 20261121),
                LongStream.rangeClosed(1, Long.getLong("channel.stress.seeds", 0))
                        .map(number -> 1000 + number));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyValueIsReceivedOnceOrRefusedAtItsSender(long seed) {
        try {
            workAndCheckBooks(seed);
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private void workAndCheckBooks(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CHANNELS; i++) {
            channels.add(Channel.named("c" + i, CAPACITIES[i % CAPACITIES.length]));
        }
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(new Worker(i, random.split()));
        }
        List<Fork<Boolean>> forks = new ArrayList<>();
        for (Worker worker : workers) {
            // some platform threads among the virtual ones
            Thread.Builder builder = worker.id % 50 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
            forks.add(Fork.forkOn(builder, worker::work));
        }

        disturb(random, forks);

        for (Fork<Boolean> fork : forks) {
            fork.join();
        }
        Worker rest = new Worker(WORKERS, random.split());
        for (Channel<Item> channel : channels) {
            channel.close();
            for (Item item : channel) {
                rest.received(item);
            }
        }
        workers.add(rest);
        checkBooks(workers);
    }

    /** Interrupts workers, so that none waits for ever, and closes a third of the channels on the way. */
    private void disturb(SplittableRandom random, List<Fork<Boolean>> forks) throws Exception {
        int closed = 0;
        while (!forks.stream().allMatch(Fork::isDone)) {
            forks.get(random.nextInt(forks.size())).interrupt();
            int due = (int) ((long) progress.get() * CHANNELS / 3 / (WORKERS * OPERATIONS));
            while (closed < due) {
                channels.get(closed * 3).close();
                closed++;
            }
        }
    }

    private static void checkBooks(List<Worker> workers) {
        Set<Item> open = new HashSet<>();
        int sent = 0;
        for (Worker worker : workers) {
            sent += worker.sent.size();
            open.addAll(worker.sent);
        }
        assertThat(open).as("values sent twice").hasSize(sent);
        for (Worker worker : workers) {
            for (Item item : worker.received) {
                assertThat(open.remove(item))
                        .as("received twice, or never sent: %s", item)
                        .isTrue();
            }
            assertThat(worker.disorder).as("overtaken values").isEmpty();
        }
        assertThat(open).as("lost").isEmpty();
        assertThat(sent).as("too little happened").isGreaterThan(WORKERS * OPERATIONS / 20);
    }

    /** One thread and its book. */
    private final class Worker {
        private final int id;
        private final SplittableRandom random;
        private final List<Item> sent = new ArrayList<>();
        private final List<Item> received = new ArrayList<>();
        private final List<String> disorder = new ArrayList<>();
        private final Map<Integer, Integer> attempts = new HashMap<>();
        private final Map<Route, Integer> latest = new HashMap<>();

        Worker(int id, SplittableRandom random) {
            this.id = id;
            this.random = random;
        }

        boolean work() {
            for (int i = 0; i < OPERATIONS; i++) {
                try {
                    operate();
                } catch (InterruptedException | ChannelClosedException e) {
                    // not sent, nothing received: the book has no entry
                }
                progress.incrementAndGet();
            }
            return true;
        }

        private void operate() throws InterruptedException {
            Channel<Item> channel = channels.get(random.nextInt(CHANNELS));
            switch (random.nextInt(8)) {
                case 0 -> {
                    Item item = newItem(channel);
                    channel.send(item);
                    sent.add(item);
                }
                case 1 -> {
                    Item item = newItem(channel);
                    if (channel.send(item, someTime())) {
                        sent.add(item);
                    }
                }
                case 2 -> {
                    Item item = newItem(channel);
                    if (channel.trySend(item)) {
                        sent.add(item);
                    }
                }
                case 3 -> received(channel.receive());
                case 4 -> receivedMaybe(channel, channel.receive(someTime()));
                case 5 -> receivedMaybe(channel, channel.tryReceive());
                default -> select();
            }
        }

        private void select() throws InterruptedException {
            int[] happened = {0};
            Select select = Select.create();
            for (int cases = random.nextInt(1, 6); cases > 0; cases--) {
                Channel<Item> channel = channels.get(random.nextInt(CHANNELS));
                if (random.nextBoolean()) {
                    Item item = newItem(channel);
                    select.send(channel, item, () -> {
                        happened[0]++;
                        sent.add(item);
                    });
                } else {
                    select.receive(
                            channel,
                            item -> {
                                happened[0]++;
                                received(item);
                            },
                            () -> {
                                happened[0]++;
                                toldClosed(channel);
                            });
                }
            }
            if (random.nextInt(3) == 0) {
                select.after(someTime(), () -> happened[0]++);
            } else if (random.nextInt(3) == 0) {
                select.orElse(() -> happened[0]++);
            }
            select.await();
            assertThat(happened[0]).as("cases of one select that happened").isEqualTo(1);
        }

        private Duration someTime() {
            return Duration.ofNanos(random.nextInt(2_000_000));
        }

        private Item newItem(Channel<Item> channel) {
            int index = channels.indexOf(channel);
            return new Item(id, index, attempts.merge(index, 1, Integer::sum));
        }

        private void receivedMaybe(Channel<Item> channel, Received<Item> answer) {
            switch (answer) {
                case Received.Value<Item>(Item item) -> received(item);
                case Received.Closed<Item>() -> toldClosed(channel);
                case Received.Empty<Item>() -> {}
            }
        }

        private void toldClosed(Channel<Item> channel) {
            assertThat(channel.isClosed() && channel.size() == 0)
                    .as("closed and drained: %s", channel)
                    .isTrue();
        }

        private void received(Item item) {
            received.add(item);
            Integer before = latest.put(new Route(item.sender, item.channel), item.number);
            if (before != null && before > item.number) {
                disorder.add(item + " after number " + before);
            }
        }
    }
}
