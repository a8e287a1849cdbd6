package org.gotask.benchmarks.channel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What all benchmarks of channels have in common: virtual threads and coroutines on two carriers, unless {@link
 * Comparison} says otherwise, and times per operation from two forks, since what the compiler makes of a fork differs
 * from one to the next.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class ChannelBenchmark {

    /** The one value that is passed, so that making values costs nothing. */
    static final Integer VALUE = 1;

    /** The buffer of the buffered benchmarks. */
    static final int BUFFER = 256;

    /** The arguments of a JVM whose virtual threads and coroutines have so many carriers. */
    static String[] jvmArgs(int carriers) {
        return new String[] {
            "-Xms1g",
            "-Xmx1g",
            "-Djdk.virtualThreadScheduler.parallelism=" + carriers,
            "-Djdk.virtualThreadScheduler.maxPoolSize=" + carriers,
            "-Dkotlinx.coroutines.scheduler.core.pool.size=" + carriers,
            "-Dkotlinx.coroutines.scheduler.max.pool.size=" + carriers
        };
    }
}
