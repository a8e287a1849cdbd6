package org.gotask.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.channel.Received;
import org.gotask.link.memory.MessageMemory;
import org.gotask.link.memory.Outbox;
import org.gotask.link.protocol.ChannelStatistics;
import org.gotask.link.protocol.LinkSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Messages that arrive for readers that do not read, at an end with the memory of a heap of 64 MiB: 2 MiB in shares, 2
 * and 8 MiB in reserve.
 */
class ReliableLinkMemoryTest {

    private static final int MIB = 1 << 20;
    private static final int KIB = 1 << 10;
    private static final int LARGEST_BYTES = 8 * MIB;

    private final MessageMemory memory = new MessageMemory(64L * MIB);
    private final ReliableLinkPair pair;

    ReliableLinkMemoryTest() {
        memory.carry(LARGEST_BYTES);
        pair = new ReliableLinkPair(7, 0, LinkSettings.DEFAULT.withMaxMessageBytes(LARGEST_BYTES), memory);
    }

    @AfterEach
    void closePair() {
        pair.close();
    }

    /** A task whose messages go from left to right, into a queue from which the test takes them. */
    private final class Stream implements MessageSink {
        final Channel<TaskMsg> out = Channel.withCapacity(1);
        final BlockingQueue<TaskMsg> arrived = new LinkedBlockingQueue<>();
        private final LinkChannel channel;
        private final LinkChannel sender;
        private final String task;

        Stream(String task) {
            this.task = task;
            channel = pair.right().open(task, Outbox.unlimited(Channel.withCapacity(1)), this);
            sender = pair.left().open(task, Outbox.unlimited(out), FakeSink.reading());
        }

        @Override
        public Delivery deliver(TaskMsg message) {
            arrived.add(message);
            return Delivery.HELD;
        }

        @Override
        public Delivery tryDeliver(TaskMsg message) {
            return deliver(message);
        }

        @Override
        public void end() {}

        TaskMsg take() throws InterruptedException {
            TaskMsg message = arrived.take();
            channel.taken(message.sizeBytes());
            return message;
        }

        /** Called after all streams of a test are open: their number determines the shares. */
        Thread send(int messages, int bytes) {
            sender.start(LinkKind.RELIABLE.announcement());
            return Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < messages; i++) {
                        out.send(TaskMsg.of(task, new byte[bytes]));
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        /** The cost of the messages that have arrived, complete or not, and were not taken. */
        long waitingBytes() {
            return pair.right().counters().channels().stream()
                    .filter(statistics -> statistics.taskName().equals(task)
                            && statistics.direction() == ChannelStatistics.Direction.INBOUND)
                    .mapToLong(ChannelStatistics::waitingBytes)
                    .sum();
        }
    }

    private List<Stream> streams(int count) {
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            streams.add(new Stream("worker-" + i));
        }
        return streams;
    }

    @Test
    void unreadMessagesAreBoundedForAllStreamsTogether() throws InterruptedException {
        List<Stream> streams = streams(20);
        Stream beside = new Stream("beside-0");
        streams.forEach(stream -> stream.send(100, MIB));
        // first the credit of all, then the reserve, in which one message of each may be
        AtomicInteger rounds = new AtomicInteger();
        await().until(() -> {
            beside.send(1, 100);
            beside.take();
            long waiting = streams.stream().mapToLong(Stream::waitingBytes).sum();
            assertThat(waiting).isLessThan((2 + 2 + 8) * MIB + 21 * 4 * KIB);
            return waiting > 8 * MIB && rounds.incrementAndGet() > 100;
        });
    }

    @Test
    void largeMessagesOfManyStreamsArriveOneAfterTheOther() throws InterruptedException {
        List<Stream> streams = streams(20);
        streams.forEach(stream -> stream.send(3, 5 * MIB));

        List<Thread> readers = new ArrayList<>();
        Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
        for (Stream stream : streams) {
            readers.add(Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 3; i++) {
                        sizes.add(stream.take().sizeBytes());
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(sizes).hasSize(60).containsOnly(5 * MIB);
    }

    @Test
    void readerThatNeverReadsLeavesTheReserveToOthers() throws InterruptedException {
        Stream deaf = new Stream("deaf-0");
        Stream quick = new Stream("quick-0");
        deaf.send(100, 2 * MIB);
        await().until(() -> deaf.waitingBytes() > 2 * MIB);

        quick.send(50, 5 * MIB);

        for (int i = 0; i < 50; i++) {
            assertThat(quick.take().sizeBytes()).isEqualTo(5 * MIB);
        }
    }

    @Test
    void abandonedTaskReturnsItsMemory() throws InterruptedException {
        Stream deaf = new Stream("deaf-0");
        Stream next = new Stream("next-0");
        deaf.send(2, LARGEST_BYTES);
        await().until(() -> !deaf.arrived.isEmpty());
        next.send(1, LARGEST_BYTES);
        await().until(() -> next.waitingBytes() > 0);

        deaf.channel.abandon();

        assertThat(next.take().sizeBytes()).isEqualTo(LARGEST_BYTES);
    }

    /** The peer may be lost within a message, of which no further part follows. */
    @Test
    void endedTaskReturnsItsReserve() throws InterruptedException {
        Stream lost = new Stream("lost-0");
        Stream next = new Stream("next-0");
        lost.send(2, LARGEST_BYTES);
        await().until(() -> !lost.arrived.isEmpty());
        next.send(1, LARGEST_BYTES);
        await().until(() -> next.waitingBytes() > 0);

        lost.channel.endInbound();

        assertThat(next.take().sizeBytes()).isEqualTo(LARGEST_BYTES);
    }

    @Test
    void creditReturnsWhenTheReaderTakesAMessageAndNotBefore() throws InterruptedException {
        Stream stream = new Stream("worker-0");
        stream.send(10_000, KIB);
        await().until(() -> stream.out.size() == 1 && stream.arrived.size() > 100);
        assertThat(stream.arrived.size()).isLessThan(2 * MIB / KIB);

        for (int i = 0; i < 10_000; i++) {
            stream.take();
        }

        assertThat(stream.out.tryReceive()).isInstanceOf(Received.Empty.class);
    }
}
