package org.gotask.link.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gotask.TaskMsg;
import org.gotask.channel.ChannelClosedException;
import org.junit.jupiter.api.Test;

/** The bytes in outbound channels are limited: sixteen channels share 8 MiB, and 8 and 64 MiB are in reserve. */
class OutboxTest {

    private static final int MIB = 1 << 20;
    private static final int KIB = 1 << 10;

    private final MessageMemory memory = new MessageMemory(256L * MIB);
    private final List<Outbox> boxes = new ArrayList<>();

    OutboxTest() {
        memory.carry(64 * MIB);
        for (int i = 0; i < 16; i++) {
            boxes.add(memory.newOutbox("to task " + i, 256));
        }
    }

    private static TaskMsg message(int bytes) {
        return TaskMsg.of("worker-0", new byte[bytes]);
    }

    private boolean accepts(int box, int bytes) {
        return boxes.get(box).channel().trySend(message(bytes));
    }

    /** The link takes a message from a channel and sends it. */
    private void send(int box) {
        try {
            TaskMsg taken = boxes.get(box).channel().receive();
            boxes.get(box).sent(MessageMemory.cost(taken));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private CompletableFuture<Void> sending(int box, int bytes) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                boxes.get(box).channel().send(message(bytes));
                sent.complete(null);
            } catch (InterruptedException | ChannelClosedException e) {
                sent.completeExceptionally(e);
            }
        });
        await().until(() -> sent.isDone() || thread.getState() == Thread.State.WAITING);
        return sent;
    }

    /** Starts a thread that sends until it is interrupted, and waits until it waits for memory. */
    private Thread startSender(int box, int bytes) {
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                boxes.get(box).channel().send(message(bytes));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> sender.getState() == Thread.State.WAITING);
        return sender;
    }

    @Test
    void channelAcceptsItsShareAndOneMessageBeyond() {
        int accepted = 0;
        while (accepts(0, 100 * KIB)) {
            accepted++;
        }

        assertThat(accepted).as("messages of 100 KiB in a share of 512 KiB").isEqualTo(6);
        send(0);
        assertThat(accepts(0, 100 * KIB)).isTrue();
        assertThat(accepts(0, 100 * KIB)).isFalse();
    }

    @Test
    void largestMessageIsAcceptedAndTheNextWaitsUntilItIsSent() {
        assertThat(accepts(0, 64 * MIB)).isTrue();
        CompletableFuture<Void> next = sending(1, 64 * MIB);
        assertThat(next).isNotDone();

        send(0);

        next.join();
        send(1);
        assertThat(memory.outbound().reserve().usedBytes()).isZero();
    }

    @Test
    void messagesWithinTheirSharesWaitForNoOtherChannel() {
        assertThat(accepts(0, 64 * MIB)).isTrue();
        assertThat(accepts(1, 8 * MIB)).isTrue();
        assertThat(accepts(2, 8 * MIB)).as("the reserve is used up").isFalse();

        for (int box = 2; box < 16; box++) {
            assertThat(accepts(box, 500 * KIB)).isTrue();
        }
    }

    @Test
    void readerThatNeverReadsOccupiesItsShareAndOneMessageOfTheReserve() {
        while (accepts(0, 5 * MIB)) {
            // nothing of it is sent
        }

        for (int i = 0; i < 100; i++) {
            assertThat(accepts(1, 5 * MIB)).isTrue();
            send(1);
        }
    }

    @Test
    void messageInTheLinkStillCountsUntilItIsSent() throws InterruptedException {
        assertThat(accepts(0, 64 * MIB)).isTrue();
        TaskMsg inLink = boxes.get(0).channel().receive();

        assertThat(accepts(1, 64 * MIB)).isFalse();
        boxes.get(0).sent(MessageMemory.cost(inLink));

        assertThat(accepts(1, 64 * MIB)).isTrue();
    }

    @Test
    void senderThatGivesUpLeavesTheReserve() throws InterruptedException {
        assertThat(accepts(0, 64 * MIB)).isTrue();
        Thread impatient = startSender(1, 64 * MIB);
        CompletableFuture<Void> patient = sending(2, 60 * MIB);

        impatient.interrupt();
        impatient.join();
        send(0);

        patient.join();
    }

    @Test
    void nextSenderUsesNoMoreThanItNeedsOfTheMemoryOfOneThatGaveUp() throws InterruptedException {
        assertThat(accepts(0, 64 * MIB)).isTrue();
        Thread impatient = startSender(1, 60 * MIB);
        CompletableFuture<Void> next = sending(1, MIB);

        impatient.interrupt();
        impatient.join();
        send(0);
        next.join();

        assertThat(accepts(1, 5 * MIB)).isFalse();
    }

    @Test
    void freeingReturnsTheShareAndTheReserve() {
        assertThat(accepts(0, 64 * MIB)).isTrue();
        CompletableFuture<Void> next = sending(1, 64 * MIB);

        boxes.get(0).channel().close("the task has ended");
        boxes.get(0).free();
        boxes.get(0).free();

        next.join();
        assertThat(memory.outbound().share()).isEqualTo(8L * MIB / 15);
    }

    @Test
    void closedChannelWaitsForNothing() {
        assertThat(accepts(0, 64 * MIB)).isTrue();
        CompletableFuture<Void> closed = sending(1, 64 * MIB);
        CompletableFuture<Void> next = sending(2, 63 * MIB);

        boxes.get(1).channel().close("the task has ended");
        send(0);

        next.join();
        assertThatThrownBy(closed::join).hasRootCauseInstanceOf(ChannelClosedException.class);
    }
}
