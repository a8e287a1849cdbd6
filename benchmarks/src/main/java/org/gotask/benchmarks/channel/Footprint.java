package org.gotask.benchmarks.channel;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures how many bytes of heap an idle channel takes, and a virtual thread or coroutine that waits to receive from a
 * channel of its own, the channel not counted. Writes the numbers to the file that is its argument.
 */
public final class Footprint {

    private static final int COUNT = 50_000;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    /** Who is measured, and whether with a rendezvous or with a buffer of 256. */
    private static final Map<Peer, List<Integer>> CAPACITIES = Map.of(
            Peer.GOTASK, List.of(0, ChannelBenchmark.BUFFER),
            Peer.JOX, List.of(0, ChannelBenchmark.BUFFER),
            Peer.KOTLIN, List.of(0, ChannelBenchmark.BUFFER),
            Peer.ARRAY_BLOCKING_QUEUE, List.of(ChannelBenchmark.BUFFER),
            Peer.LINKED_BLOCKING_QUEUE, List.of(ChannelBenchmark.BUFFER),
            Peer.LINKED_TRANSFER_QUEUE, List.of(0),
            Peer.SYNCHRONOUS_QUEUE, List.of(0));

    /** Channels, and threads that may wait on them. */
    interface Subject {
        /** Starts a receiver on each channel, and returns when all of them wait. */
        void startReceivers() throws InterruptedException;

        /** Ends the receivers. */
        void close() throws InterruptedException;
    }

    private Footprint() {}

    /** Measures all. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (Peer peer : Peer.values()) {
            for (int capacity : CAPACITIES.getOrDefault(peer, List.of())) {
                measure(peer, capacity, COUNT); // the stacks of interpreted code are larger
                for (Measurement measurement : measure(peer, capacity, COUNT)) {
                    System.out.println(measurement.toLine());
                    lines.add(measurement.toLine());
                }
            }
        }
        Files.write(Path.of(args[0]), lines);
    }

    private static List<Measurement> measure(Peer peer, int capacity, int count) throws InterruptedException {
        String kind = capacity == 0 ? ", rendezvous" : ", buffered";
        long before = usedBytes();
        Subject subject = peer == Peer.KOTLIN ? new KotlinSubject(count, capacity) : new Pipes(peer, count, capacity);
        long idle = usedBytes();
        subject.startReceivers();
        long waiting = usedBytes();
        subject.close();
        return List.of(
                new Measurement("idle channel" + kind, peer.title(), "bytes", (idle - before) / (double) count, 0),
                new Measurement(
                        "waiting receiver" + kind, peer.title(), "bytes", (waiting - idle) / (double) count, 0));
    }

    /** What is left after collections; the last ones clear what the first made unreachable. */
    private static long usedBytes() {
        for (int i = 0; i < 4; i++) {
            MEMORY.gc();
        }
        return MEMORY.getHeapMemoryUsage().getUsed();
    }

    private static final class Pipes implements Subject {
        private final List<Pipe<Integer>> pipes = new ArrayList<>();
        private final List<Thread> receivers = new ArrayList<>();
        private final AtomicInteger ended = new AtomicInteger();

        Pipes(Peer peer, int count, int capacity) {
            for (int i = 0; i < count; i++) {
                pipes.add(peer.pipe(capacity));
            }
        }

        @Override
        public void startReceivers() {
            for (Pipe<Integer> pipe : pipes) {
                receivers.add(Thread.startVirtualThread(() -> receive(pipe)));
            }
            while (receivers.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
                Thread.onSpinWait();
            }
        }

        private void receive(Pipe<Integer> pipe) {
            try {
                pipe.receive();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                ended.incrementAndGet();
            }
        }

        @Override
        public void close() throws InterruptedException {
            receivers.forEach(Thread::interrupt);
            for (Thread receiver : receivers) {
                receiver.join();
            }
            if (ended.get() != receivers.size()) {
                throw new IllegalStateException("receivers ended otherwise than by interrupt: interrupted="
                        + ended.get() + ", expected " + receivers.size());
            }
        }
    }
}
