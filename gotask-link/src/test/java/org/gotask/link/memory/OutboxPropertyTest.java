package org.gotask.link.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.channel.Received;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Many threads send messages of random sizes through channels that share a small memory, some give up, and the links
 * take their time: every message arrives in order, no thread waits for ever, the limit holds at every moment, and all
 * memory is free in the end.
 */
class OutboxPropertyTest {

    private static final int CHANNELS = 6;
    private static final int SENDERS_PER_CHANNEL = 2;
    private static final int MESSAGES_PER_SENDER = 300;
    private static final long HEAP_BYTES = 1 << 20;
    private static final int LARGEST_BYTES = 96 << 10;
    private static final int NUMBER_BYTES = Integer.BYTES;

    private final MessageMemory memory = new MessageMemory(HEAP_BYTES);
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong mostHeld = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @RepeatedTest(40)
    void memoryIsBoundedAndNoThreadWaitsForEver(RepetitionInfo repetition) throws InterruptedException {
        long seed = 31L * repetition.getCurrentRepetition();
        memory.carry(LARGEST_BYTES);
        List<Outbox> boxes = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            boxes.add(memory.newOutbox("to task " + i, 16));
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            Outbox box = boxes.get(i);
            for (int j = 0; j < SENDERS_PER_CHANNEL; j++) {
                Random random = new Random(seed + 100L * i + j);
                int sender = j;
                threads.add(start(() -> send(box.channel(), sender, random)));
            }
            Random random = new Random(seed - i);
            threads.add(start(() -> link(box, random)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failure.get()).as("seed " + seed).isNull();
        long shares = CHANNELS * memory.outbound().share();
        assertThat(mostHeld.get())
                .as("seed " + seed)
                .isLessThanOrEqualTo(shares + HEAP_BYTES / 32 + MessageMemory.cost(message(0, LARGEST_BYTES)));
        // claims of senders that gave up are released by other threads
        await().until(() -> memory.outbound().reserve().usedBytes() == 0);
    }

    private Thread start(Step step) {
        return Thread.ofVirtual().start(() -> {
            try {
                step.run();
            } catch (InterruptedException | RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        });
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private static TaskMsg message(int number, int bytes) {
        byte[] content = new byte[Math.max(NUMBER_BYTES, bytes)];
        for (int i = 0; i < NUMBER_BYTES; i++) {
            content[i] = (byte) (number >>> (8 * i));
        }
        return TaskMsg.of("worker-0", content);
    }

    private static int number(TaskMsg message) {
        byte[] content = new byte[NUMBER_BYTES];
        message.copyTo(0, content, 0, NUMBER_BYTES);
        int number = 0;
        for (int i = 0; i < NUMBER_BYTES; i++) {
            number |= (content[i] & 0xff) << (8 * i);
        }
        return number;
    }

    /** Mostly small, some above the share, a few of the largest size. */
    private static int size(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> LARGEST_BYTES;
            case 1, 2 -> random.nextInt(LARGEST_BYTES);
            case 3, 4 -> random.nextInt(12 << 10);
            default -> random.nextInt(500);
        };
    }

    private void send(Channel<TaskMsg> channel, int sender, Random random) throws InterruptedException {
        for (int i = 0; i < MESSAGES_PER_SENDER; i++) {
            TaskMsg message = message(i * SENDERS_PER_CHANNEL + sender, size(random));
            boolean sent = false;
            while (!sent) {
                switch (random.nextInt(4)) {
                    case 0 -> sent = channel.trySend(message);
                    case 1 -> sent = channel.send(message, Duration.ofNanos(random.nextInt(100_000)));
                    default -> {
                        channel.send(message);
                        sent = true;
                    }
                }
            }
        }
    }

    /** Receives the messages of a channel, and counts the memory of each until it is sent. */
    @SuppressWarnings("ThreadPriorityCheck") // yields only to vary the order of the threads
    private void link(Outbox box, Random random) throws InterruptedException {
        int[] next = {0, 1};
        for (int i = 0; i < SENDERS_PER_CHANNEL * MESSAGES_PER_SENDER; i++) {
            TaskMsg message = box.channel().receive();
            int sender = number(message) % SENDERS_PER_CHANNEL;
            if (number(message) != next[sender]) {
                throw new AssertionError("expected " + next[sender] + ", received " + number(message));
            }
            next[sender] += SENDERS_PER_CHANNEL;
            long cost = MessageMemory.cost(message);
            mostHeld.accumulateAndGet(held.addAndGet(cost), Math::max);
            for (int turns = random.nextInt(4); turns > 0; turns--) {
                Thread.yield();
            }
            held.addAndGet(-cost);
            box.sent(cost);
        }
        if (box.channel().tryReceive() instanceof Received.Value<TaskMsg>) {
            throw new AssertionError("a message arrived twice");
        }
    }
}
