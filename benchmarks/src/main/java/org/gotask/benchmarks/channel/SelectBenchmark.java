package org.gotask.benchmarks.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Four threads send, each on a channel of its own; one thread selects among the four: the time of a value. */
public class SelectBenchmark extends ChannelBenchmark {

    private static final int VALUES = 40_000;

    /** Who is measured: those who can select. */
    @Param({"GOTASK", "JOX", "KOTLIN"})
    public Peer peer = Peer.GOTASK;

    /** By rendezvous, or through a buffer for each channel. */
    @Param({"0", "256"})
    public int capacity;

    /** {@value #VALUES} values; returns their sum. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int select() throws InterruptedException {
        return switch (peer) {
            case KOTLIN -> {
                KotlinWork.select(capacity, VALUES);
                yield VALUES;
            }
            case JOX -> Selecting.jox(capacity, VALUES, i -> VALUE);
            case GOTASK -> Selecting.goTask(capacity, VALUES, i -> VALUE);
            default -> throw new IllegalArgumentException("peer cannot select: peer=" + peer);
        };
    }
}
