package org.gotask.benchmarks;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gotask.channel.Channel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One virtual thread sends to another through a buffer of 256, beside the queue of the JDK that does the same: a smoke
 * test that channels are in the range of what the JDK offers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BufferedChannelBenchmark {

    private static final int VALUES = 100_000;
    private static final int CAPACITY = 256;
    private static final Integer VALUE = 1;

    /** Sends and receives {@value #VALUES} values through a channel. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int channel() throws InterruptedException {
        Channel<Integer> channel = Channel.withCapacity(CAPACITY);
        Thread sender = Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; i < VALUES; i++) {
                    channel.send(VALUE);
                }
                channel.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        int[] sum = new int[1];
        Thread receiver = Thread.startVirtualThread(() -> channel.forEach(value -> sum[0] += value));
        sender.join();
        receiver.join();
        return sum[0];
    }

    /** The same through an {@link ArrayBlockingQueue}. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int arrayBlockingQueue() throws InterruptedException {
        BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(CAPACITY);
        Thread sender = Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; i < VALUES; i++) {
                    queue.put(VALUE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        int[] sum = new int[1];
        Thread receiver = Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; i < VALUES; i++) {
                    sum[0] += queue.take();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        sender.join();
        receiver.join();
        return sum[0];
    }
}
