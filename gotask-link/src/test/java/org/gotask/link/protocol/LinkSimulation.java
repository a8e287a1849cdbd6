package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Two engines, a bad network between them and virtual time, all drawn from one seed. A run ends with the same streams at
 * both ends, or with a failure that the seed gives a reason for: a partition longer than the time limit, or a restart.
 */
final class LinkSimulation {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final long TIME_LIMIT = 120 * SECOND;
    private static final int MAX_STEPS = 2_000_000;

    private final long seed;
    private final Random random;
    private final SimulatedTime time = new SimulatedTime();
    private final List<SimulatedEnd> ends = new ArrayList<>();
    private final List<String> tasks = new ArrayList<>();

    private final double loss;
    private final double duplication;
    private final double corruption;
    private final long delayNanos;
    private final long jitterNanos;
    private final long partitionFrom;
    private final long partitionTo;
    private boolean restarted;
    private boolean firstKnewOld;
    private long datagrams;
    private long faults;

    LinkSimulation(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        loss = random.nextInt(3) == 0 ? 0 : random.nextDouble(0.4);
        duplication = random.nextInt(2) == 0 ? 0 : random.nextDouble(0.2);
        corruption = random.nextInt(4) == 0 ? random.nextDouble(0.02) : 0;
        delayNanos = random.nextLong(100_000, 20 * MILLI);
        jitterNanos = random.nextInt(2) == 0 ? 1 : random.nextLong(1, 4 * delayNanos);
        boolean partition = random.nextInt(4) == 0;
        partitionFrom = partition ? random.nextLong(SECOND) : 0;
        partitionTo =
                partition ? partitionFrom + random.nextLong(random.nextBoolean() ? 10 * SECOND : 400 * SECOND) : 0;
    }

    /** Runs to the end; an error names the seed. */
    void run() {
        try {
            SimulatedEnd first = end(0, "first", settings());
            SimulatedEnd second = end(1, "second", settings());
            ends.add(first);
            ends.add(second);
            int count = 1 + random.nextInt(random.nextInt(8) == 0 ? 20 : 4);
            for (int i = 0; i < count; i++) {
                tasks.add("task-" + i);
            }
            for (SimulatedEnd end : ends) {
                tasks.forEach(end::addTask);
            }
            for (String task : tasks) {
                time.at(random.nextLong(50 * MILLI), () -> start(0, task));
                time.at(random.nextLong(50 * MILLI), () -> start(1, task));
            }
            if (random.nextInt(10) == 0) {
                time.at(random.nextLong(SECOND), this::restartSecond);
            }
            int steps = 0;
            while (time.step()) {
                if (++steps == MAX_STEPS) {
                    throw new AssertionError("no end after " + steps + " steps");
                }
                if (steps % 256 == 0) {
                    ends.forEach(SimulatedEnd::checkBounds);
                }
            }
            check();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " failed: " + e.getMessage(), e);
        }
    }

    long datagrams() {
        return datagrams;
    }

    long faults() {
        return faults;
    }

    long messages() {
        return ends.stream()
                .flatMap(end -> end.readers.values().stream())
                .mapToLong(reader -> reader.received)
                .sum();
    }

    /** Whether the link broke, with a reason. */
    boolean broke() {
        return ends.stream().anyMatch(end -> end.broken != null);
    }

    private LinkSettings settings() {
        int datagram = random.nextInt(2048, 9000);
        return new LinkSettings(
                datagram,
                datagram * random.nextInt(1, 20),
                random.nextInt(1, 200_000),
                random.nextInt(1, 40_000),
                100_000,
                Duration.ofNanos(random.nextLong(5 * MILLI)),
                Duration.ofMillis(20),
                Duration.ofSeconds(2),
                Duration.ofNanos(TIME_LIMIT));
    }

    private SimulatedEnd end(int index, String name, LinkSettings settings) {
        return new SimulatedEnd(
                name, random.nextLong() | 1, settings, time, random, datagram -> transmit(1 - index, datagram));
    }

    private void start(int index, String task) {
        SimulatedEnd end = ends.get(index);
        if (!end.engine.isBroken() && !end.senders.containsKey(task)) {
            end.startSending(task, new SimulatedSender(random, 50_000));
            end.send();
        }
    }

    private void restartSecond() {
        restarted = true;
        LinkStatistics first = ends.get(0).engine.statistics();
        firstKnewOld = first.acknowledgedThrough() > 0 || first.receivedThrough() > 0;
        SimulatedEnd old = ends.get(1);
        old.dead = true;
        SimulatedEnd fresh = end(1, "restarted", settings());
        ends.set(1, fresh);
        tasks.forEach(fresh::addTask);
        if (random.nextBoolean()) {
            start(1, tasks.getFirst());
        }
    }

    private void transmit(int to, byte[] datagram) {
        datagrams++;
        boolean parted = time.now() >= partitionFrom && time.now() < partitionTo;
        int copies = 1;
        if (parted || random.nextDouble() < loss) {
            copies = 0;
            faults++;
        } else if (random.nextDouble() < duplication) {
            copies = 2;
            faults++;
        }
        for (int i = 0; i < copies; i++) {
            byte[] arrives = datagram;
            if (random.nextDouble() < corruption) {
                arrives = datagram.clone();
                arrives[random.nextInt(arrives.length)] ^= (byte) (1 << random.nextInt(8));
                faults++;
            }
            byte[] bytes = arrives;
            time.after(
                    delayNanos + random.nextLong(jitterNanos),
                    () -> ends.get(to).receive(bytes));
        }
    }

    private void check() {
        SimulatedEnd first = ends.get(0);
        SimulatedEnd second = ends.get(1);
        if (broke()) {
            assertThat(restarted || partitionTo - partitionFrom > TIME_LIMIT / 2)
                    .as("a reason for the failure: %s, %s", first.broken, second.broken)
                    .isTrue();
        }
        if (firstKnewOld) {
            assertThat(second.readers.values())
                    .as("what was sent to the old end is nothing to the new one")
                    .allMatch(reader -> reader.received == 0 && !reader.ended);
        }
        check(first, second, restarted);
        if (!restarted) {
            check(second, first, false);
        }
    }

    private void check(SimulatedEnd from, SimulatedEnd to, boolean lossIsAllowed) {
        for (String task : tasks) {
            SimulatedSender sender = from.senders.get(task);
            SimulatedEnd.Reader reader = Objects.requireNonNull(to.readers.get(task));
            if (sender == null) {
                continue;
            }
            assertThat(reader.received)
                    .as("received by %s of %s", to.name, task)
                    .isLessThanOrEqualTo(sender.offered);
            if (reader.ended) {
                assertThat(reader.received).as("received before the end").isEqualTo(sender.offered);
            }
            if (sender.settled && !lossIsAllowed) {
                assertThat(reader.ended || reader.failed)
                        .as("what is settled has ended")
                        .isTrue();
            }
            if (from.broken == null && to.broken == null && !lossIsAllowed) {
                assertThat(sender.isDone()).as("all of %s was offered", task).isTrue();
                assertThat(sender.settled).as("%s is settled", task).isTrue();
                assertThat(sender.givesUp ? reader.failed : reader.ended)
                        .as("%s has ended at %s", task, to.name)
                        .isTrue();
                assertThat(reader.waiting).isEmpty();
            }
        }
    }
}
