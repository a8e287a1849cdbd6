package org.gotask.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.gotask.TaskMsg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InboundQueueTest {

    private static final int MAX_WAITING_BYTES = 10_000;

    private final ByteBudget unread = new ByteBudget(MAX_WAITING_BYTES);
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();

    @Test
    void countsOutWhatWaitsForATaskThatIsGone() {
        FakeSink slow = FakeSink.blocked();
        InboundQueue queue = queue(slow);
        for (int i = 0; i < 8; i++) {
            assertThat(queue.add(message(1000))).isTrue();
        }

        queue.stop();

        awaitNothingWaits();
    }

    /** They would fail the link if they counted against the budget: nobody reads them any more. */
    @Test
    void takesAndDropsMessagesFromTheReportOfTheEndOn() {
        CompletableFuture<InboundQueue> made = new CompletableFuture<>();
        CompletableFuture<Integer> taken = new CompletableFuture<>();
        Queue<TaskMsg> delivered = new ConcurrentLinkedQueue<>();
        InboundQueue queue = queue(new MessageSink() {
            @Override
            public Delivery deliver(TaskMsg message) {
                delivered.add(message);
                return Delivery.TAKEN;
            }

            @Override
            public void end() {
                taken.complete((int) IntStream.range(0, 100)
                        .filter(i -> made.join().add(message(1000)))
                        .count());
            }
        });
        made.complete(queue);

        queue.endAfter(0);

        assertThat(taken.join()).isEqualTo(100);
        awaitNothingWaits();
        assertThat(delivered).isEmpty();
    }

    @Test
    void refusesWhatExceedsTheLimitAndTakesMoreOnceSomeIsRead() {
        FakeSink slow = FakeSink.blocked();
        InboundQueue queue = queue(slow);
        int taken = 0;
        while (taken < 100 && queue.add(message(1000))) {
            taken++;
        }

        slow.unblock();

        // 1000 bytes and 96 for the objects each; the first may have been taken from the queue already
        assertThat(taken).isBetween(9, 10);
        await().until(() -> queue.add(message(1000)));
    }

    @Test
    void firstEndCounts() throws InterruptedException {
        FakeSink inbound = FakeSink.reading();
        InboundQueue queue = queue(inbound);

        queue.endAfter(2);
        queue.endAfter(0);
        queue.add(TaskMsg.of("worker-0", "one"));
        queue.add(TaskMsg.of("worker-0", "two"));

        assertThat(inbound.ended.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(inbound.texts).containsExactly("one", "two");
    }

    static List<Throwable> failuresOfReaders() {
        return List.of(
                new IllegalStateException("reader is broken"), new NoClassDefFoundError("no file can be opened"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfReaders")
    void failureOfAReaderFailsTheLinkAndReturnsTheMemory(Throwable thrown) throws InterruptedException {
        InboundQueue queue = queue(new MessageSink() {
            @Override
            public Delivery deliver(TaskMsg message) {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }

            @Override
            public void end() {}
        });

        queue.add(message(1000));

        assertThat(failures.take()).isEqualTo("a message for task worker-0 cannot be delivered, " + thrown);
        awaitNothingWaits();
    }

    private InboundQueue queue(MessageSink inbound) {
        InboundQueue queue = new InboundQueue("worker-0", inbound, unread, failures::add);
        queue.start();
        return queue;
    }

    private static TaskMsg message(int sizeBytes) {
        return TaskMsg.of("worker-0", new byte[sizeBytes]);
    }

    /** While anything is counted as waiting, a message of all but the limit does not fit. */
    private void awaitNothingWaits() {
        int whole = MAX_WAITING_BYTES - 96;
        await().until(() -> {
            boolean fits = unread.tryReserve(whole);
            if (fits) {
                unread.release(whole);
            }
            return fits;
        });
        assertThat(List.copyOf(failures)).isEmpty();
    }
}
