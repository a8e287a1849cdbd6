package org.gotask.benchmarks.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** A value goes from one thread to another, which answers, each way by rendezvous: the time of a round trip. */
public class PingPongBenchmark extends ChannelBenchmark {

    private static final int ROUNDS = 20_000;

    /** Who is measured. */
    @Param({"GOTASK", "JOX", "KOTLIN", "LINKED_TRANSFER_QUEUE", "SYNCHRONOUS_QUEUE", "EXCHANGER"})
    public Peer peer = Peer.GOTASK;

    /** {@value #ROUNDS} round trips. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void pingPong() throws InterruptedException {
        switch (peer) {
            case KOTLIN -> KotlinWork.pingPong(ROUNDS);
            case EXCHANGER -> PingPong.exchange(ROUNDS, i -> VALUE);
            default -> PingPong.pass(peer, ROUNDS, i -> VALUE);
        }
    }
}
