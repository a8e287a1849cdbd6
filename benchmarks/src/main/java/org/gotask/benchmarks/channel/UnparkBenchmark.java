package org.gotask.benchmarks.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Virtual threads that do nothing but unpark each other: two of them, the time of a round trip, and 10,000 in a ring,
 * the time of a step. {@link Comparison} runs this on one carrier and on two.
 */
public class UnparkBenchmark extends ChannelBenchmark {

    private static final int OPERATIONS = 100_000;

    /** Only the JDK itself. */
    @Param("LOCK_SUPPORT")
    public Peer peer = Peer.LOCK_SUPPORT;

    /** The number of threads in the ring. */
    @Param({"2", "10000"})
    public int threads;

    @SuppressWarnings("NullAway.Init") // JMH calls start first
    private Ring ring;

    /** Starts the threads. */
    @Setup(Level.Trial)
    public void start() {
        ring = Ring.of(peer, threads);
    }

    /** {@value #OPERATIONS} round trips or steps. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void unpark() throws InterruptedException {
        ring.pass(new Ring.Token(threads == 2 ? 2 * OPERATIONS : OPERATIONS));
    }

    /** Ends the threads. */
    @TearDown(Level.Trial)
    public void stop() throws InterruptedException {
        ring.close();
    }
}
