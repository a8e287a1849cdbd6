package org.gotask.benchmarks.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** One thread sends to another by rendezvous: the time of a value. */
public class OneWayBenchmark extends ChannelBenchmark {

    private static final int VALUES = 40_000;

    /** Who is measured. */
    @Param({"GOTASK", "JOX", "KOTLIN", "LINKED_TRANSFER_QUEUE", "SYNCHRONOUS_QUEUE"})
    public Peer peer = Peer.GOTASK;

    /** {@value #VALUES} values. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void oneWay() throws InterruptedException {
        if (peer == Peer.KOTLIN) {
            KotlinWork.stream(0, 1, VALUES);
        } else {
            Stream.pass(peer.pipe(0), 1, VALUES, i -> VALUE);
        }
    }
}
