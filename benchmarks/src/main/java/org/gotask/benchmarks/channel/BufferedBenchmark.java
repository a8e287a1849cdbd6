package org.gotask.benchmarks.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** One thread sends to another through a buffer of 256: the time of a value. */
public class BufferedBenchmark extends ChannelBenchmark {

    private static final int VALUES = 200_000;

    /** Who is measured. */
    @Param({"GOTASK", "JOX", "KOTLIN", "ARRAY_BLOCKING_QUEUE", "LINKED_BLOCKING_QUEUE"})
    public Peer peer = Peer.GOTASK;

    /** {@value #VALUES} values. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void buffered() throws InterruptedException {
        if (peer == Peer.KOTLIN) {
            KotlinWork.stream(BUFFER, 1, VALUES);
        } else {
            Stream.pass(peer.pipe(BUFFER), 1, VALUES, i -> VALUE);
        }
    }
}
