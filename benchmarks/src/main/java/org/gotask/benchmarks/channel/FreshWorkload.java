package org.gotask.benchmarks.channel;

import static org.gotask.benchmarks.channel.ChannelBenchmark.BUFFER;

import java.util.List;

/**
 * A workload with new channels and threads in each measurement, and a new object for each value.
 *
 * @param title the row of the table
 * @param operations how many operations a measurement performs
 * @param peers who take part
 * @param work performs the operations
 */
record FreshWorkload(String title, int operations, List<Peer> peers, Work work) {

    /** Performs operations; returns the nanoseconds they have taken. */
    interface Work {
        long run(Peer peer, int operations) throws InterruptedException;
    }

    private interface TimedWork {
        void run(Peer peer, int operations) throws InterruptedException;
    }

    private static final int RING = 10_000;

    private static final List<Peer> BUFFERS =
            List.of(Peer.GOTASK, Peer.JOX, Peer.KOTLIN, Peer.ARRAY_BLOCKING_QUEUE, Peer.LINKED_BLOCKING_QUEUE);
    private static final List<Peer> SELECTS = List.of(Peer.GOTASK, Peer.JOX, Peer.KOTLIN);
    private static final List<Peer> RENDEZVOUS =
            List.of(Peer.GOTASK, Peer.JOX, Peer.KOTLIN, Peer.LINKED_TRANSFER_QUEUE, Peer.SYNCHRONOUS_QUEUE);
    private static final List<Peer> ROUND_TRIPS = List.of(
            Peer.GOTASK, Peer.JOX, Peer.KOTLIN, Peer.LINKED_TRANSFER_QUEUE, Peer.SYNCHRONOUS_QUEUE, Peer.EXCHANGER);
    private static final List<Peer> UNPARK = List.of(Peer.LOCK_SUPPORT);

    /** All workloads on this number of carriers. */
    static List<FreshWorkload> all(int carriers) {
        return List.of(
                new FreshWorkload("ping-pong", 50_000, ROUND_TRIPS, timed(FreshWorkload::pingPong)),
                new FreshWorkload("one-way", 100_000, RENDEZVOUS, stream(0, 1)),
                new FreshWorkload("buffered", 1_000_000, BUFFERS, stream(BUFFER, 1)),
                new FreshWorkload("four-by-four", 1_000_000, BUFFERS, stream(BUFFER, 4)),
                new FreshWorkload("select, rendezvous", 100_000, SELECTS, select(0)),
                new FreshWorkload("select, buffered", 400_000, SELECTS, select(BUFFER)),
                new FreshWorkload("ring", 100_000, RENDEZVOUS, (peer, steps) -> ring(peer, RING, steps)),
                new FreshWorkload(
                        Comparison.unpark(2, carriers), 50_000, UNPARK, (peer, rounds) -> ring(peer, 2, 2 * rounds)),
                new FreshWorkload(
                        Comparison.unpark(RING, carriers), 100_000, UNPARK, (peer, steps) -> ring(peer, RING, steps)));
    }

    /** The time of one operation in nanoseconds. */
    double measure(Peer peer) throws InterruptedException {
        return (double) work.run(peer, operations) / operations;
    }

    private static Work timed(TimedWork work) {
        return (peer, operations) -> {
            long start = System.nanoTime();
            work.run(peer, operations);
            return System.nanoTime() - start;
        };
    }

    private static void pingPong(Peer peer, int rounds) throws InterruptedException {
        switch (peer) {
            case KOTLIN -> KotlinWork.pingPong(rounds);
            case EXCHANGER -> PingPong.exchange(rounds, FreshWorkload::boxed);
            default -> PingPong.pass(peer, rounds, FreshWorkload::boxed);
        }
    }

    private static Work stream(int capacity, int pairs) {
        return timed((peer, values) -> {
            if (peer == Peer.KOTLIN) {
                KotlinWork.stream(capacity, pairs, values);
            } else {
                Stream.pass(peer.pipe(capacity), pairs, values, FreshWorkload::boxed);
            }
        });
    }

    private static Work select(int capacity) {
        return timed((peer, values) -> {
            switch (peer) {
                case KOTLIN -> KotlinWork.select(capacity, values);
                case JOX -> Selecting.jox(capacity, values, FreshWorkload::boxed);
                default -> Selecting.goTask(capacity, values, FreshWorkload::boxed);
            }
        });
    }

    /** The threads of a ring are started, and have passed the token on once, before the time is taken. */
    private static long ring(Peer peer, int threads, int steps) throws InterruptedException {
        Ring ring = Ring.of(peer, threads);
        ring.pass(new Ring.Token(threads));
        long start = System.nanoTime();
        ring.pass(new Ring.Token(steps));
        long nanos = System.nanoTime() - start;
        ring.close();
        return nanos;
    }

    /** A value outside the cache of boxed integers. */
    private static Integer boxed(int i) {
        return i + 1000;
    }
}
