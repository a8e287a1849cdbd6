package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.gotask.channel.internal.Gate;
import org.gotask.channel.internal.GatedChannels;
import org.junit.jupiter.api.Test;

/** Channels that accept a value only if a gate admits it. */
class GatedChannelTest {

    /** Admits values up to a total; guarded by the lock of its channel. */
    private static final class TotalGate implements Gate<Integer> {
        private int room;
        private boolean awaited;
        private int noneWaits;

        TotalGate(int room) {
            this.room = room;
        }

        @Override
        public boolean admit(Integer value) {
            if (value > room) {
                return false;
            }
            room -= value;
            return true;
        }

        @Override
        public boolean admitOrAwait(Integer value) {
            awaited = !admit(value);
            return !awaited;
        }

        @Override
        public void withdraw(Integer value) {
            room += value;
        }

        @Override
        public void noneWaits() {
            noneWaits++;
        }
    }

    private final TotalGate gate = new TotalGate(10);
    private final Channel<Integer> channel = GatedChannels.create("gated", 4, gate);

    private void makeRoom(int room) {
        channel.lock();
        try {
            gate.room += room;
        } finally {
            channel.unlock();
        }
        GatedChannels.admitWaiting(channel);
    }

    private CompletableFuture<Void> sending(int value) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                channel.send(value);
                sent.complete(null);
            } catch (InterruptedException | ChannelClosedException e) {
                sent.completeExceptionally(e);
            }
        });
        await().until(() -> sent.isDone() || thread.getState() == Thread.State.WAITING);
        return sent;
    }

    @Test
    void acceptsValuesThatTheGateAdmits() {
        assertThat(channel.trySend(8)).isTrue();
        assertThat(channel.trySend(3)).isFalse();
        assertThat(channel.trySend(2)).isTrue();
        assertThat(channel.size()).isEqualTo(2);
    }

    @Test
    void sendWaitsForTheGateAndNotForTheReceiver() throws InterruptedException {
        channel.send(10);
        CompletableFuture<Void> sent = sending(5);

        assertThat(channel.receive()).isEqualTo(10);
        assertThat(channel.tryReceive()).isInstanceOf(Received.Empty.class);
        assertThat(sent).isNotDone();
        makeRoom(5);

        sent.join();
        assertThat(channel.receive()).isEqualTo(5);
    }

    @Test
    void receiverThatWaitsGetsTheValueOnceItIsAdmitted() throws InterruptedException {
        channel.send(10);
        channel.receive();
        CompletableFuture<Void> sent = sending(5);
        CompletableFuture<Integer> received = new CompletableFuture<>();
        Thread receiver = Thread.ofVirtual().start(() -> {
            try {
                received.complete(channel.receive());
            } catch (InterruptedException e) {
                received.completeExceptionally(e);
            }
        });
        await().until(() -> receiver.getState() == Thread.State.WAITING);

        makeRoom(5);

        assertThat(received.join()).isEqualTo(5);
        sent.join();
    }

    @Test
    void smallValueDoesNotOvertakeALargeOneThatWaits() throws InterruptedException {
        channel.send(8);
        CompletableFuture<Void> large = sending(5);

        assertThat(channel.trySend(1)).isFalse();
        CompletableFuture<Void> small = sending(1);
        assertThat(small).isNotDone();
        makeRoom(4);

        large.join();
        small.join();
        assertThat(List.of(channel.receive(), channel.receive(), channel.receive()))
                .containsExactly(8, 5, 1);
    }

    @Test
    void senderThatGivesUpMakesWayForTheNext() throws Exception {
        channel.send(8);
        CompletableFuture<Boolean> large = new CompletableFuture<>();
        CountDownLatch next = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                channel.send(5);
                large.complete(true);
            } catch (InterruptedException e) {
                large.complete(false);
            }
            next.countDown();
        });
        await().until(() -> thread.getState() == Thread.State.WAITING);
        CompletableFuture<Void> small = sending(2);
        assertThat(small).isNotDone();

        thread.interrupt();

        next.await();
        assertThat(large.join()).isFalse();
        small.join();
        assertThat(channel.receive()).isEqualTo(8);
        assertThat(channel.receive()).isEqualTo(2);
    }

    @Test
    void gateLearnsThatNoSenderWaitsAnyMore() throws InterruptedException {
        channel.send(10);

        assertThat(channel.send(1, Duration.ofMillis(1))).isFalse();

        assertThat(gate.noneWaits).isPositive();
    }

    @Test
    void closeEndsSendersThatWaitForTheGate() throws InterruptedException {
        channel.send(10);
        CompletableFuture<Void> sent = sending(5);

        channel.close("the end");

        assertThatThrownBy(sent::join).hasRootCauseInstanceOf(ChannelClosedException.class);
        assertThat(channel.receive()).isEqualTo(10);
        assertThat(channel.tryReceive()).isInstanceOf(Received.Closed.class);
    }

    @Test
    void capacityLimitsTheValuesInAdditionToTheGate() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            channel.send(1);
        }
        CompletableFuture<Void> fifth = sending(1);
        assertThat(fifth).isNotDone();

        assertThat(channel.receive()).isEqualTo(1);

        fifth.join();
        assertThat(channel.size()).isEqualTo(4);
    }

    @Test
    void selectSendsWhenTheGateAdmits() throws InterruptedException {
        channel.send(10);
        List<String> happened = new ArrayList<>();
        Select select = Select.create().send(channel, 3, () -> happened.add("sent"));
        Select.create()
                .send(channel, 3, () -> happened.add("too early"))
                .orElse(() -> happened.add("refused"))
                .await();
        Thread selecting = Thread.ofVirtual().start(() -> {
            try {
                select.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> selecting.getState() == Thread.State.WAITING);

        makeRoom(3);

        selecting.join();
        assertThat(happened).containsExactly("refused", "sent");
    }

    @Test
    void capacityOfZeroIsRefused() {
        assertThatThrownBy(() -> GatedChannels.create("gated", 0, gate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity of a channel with a gate out of range: capacity=0, expected 1 or more");
    }
}
