package org.gotask.benchmarks.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Four threads send to four others through a buffer of 256: the time of a value. */
public class FourByFourBenchmark extends ChannelBenchmark {

    private static final int VALUES = 200_000;

    /** Who is measured. */
    @Param({"GOTASK", "JOX", "KOTLIN", "ARRAY_BLOCKING_QUEUE", "LINKED_BLOCKING_QUEUE"})
    public Peer peer = Peer.GOTASK;

    /** {@value #VALUES} values. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void fourByFour() throws InterruptedException {
        if (peer == Peer.KOTLIN) {
            KotlinWork.stream(BUFFER, 4, VALUES);
        } else {
            Stream.pass(peer.pipe(BUFFER), 4, VALUES, i -> VALUE);
        }
    }
}
