package org.gotask.benchmarks.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * 10,000 threads in a ring, each with a rendezvous to the next, pass one token on and on: the time of a step. The
 * threads stay from one measurement to the next.
 */
public class RingBenchmark extends ChannelBenchmark {

    private static final int THREADS = 10_000;
    private static final int STEPS = 100_000;

    /** Who is measured. */
    @Param({"GOTASK", "JOX", "KOTLIN", "LINKED_TRANSFER_QUEUE", "SYNCHRONOUS_QUEUE"})
    public Peer peer = Peer.GOTASK;

    @SuppressWarnings("NullAway.Init") // JMH calls start first
    private Ring ring;

    /** Starts the threads. */
    @Setup(Level.Trial)
    public void start() {
        ring = Ring.of(peer, THREADS);
    }

    /** Sends a token once around and further, {@value #STEPS} steps in all. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void ring() throws InterruptedException {
        ring.pass(new Ring.Token(STEPS));
    }

    /** Ends the threads. */
    @TearDown(Level.Trial)
    public void stop() throws InterruptedException {
        ring.close();
    }
}
