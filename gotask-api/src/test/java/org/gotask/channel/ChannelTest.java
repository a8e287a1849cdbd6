package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sending and receiving while the channel is open. */
class ChannelTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16, 40})
    void keepsTheOrderOfOneSender(int capacity) throws Exception {
        Channel<Integer> channel = Channel.withCapacity(capacity);

        Fork<Boolean> sender = Fork.run(() -> {
            for (int i = 0; i < 1000; i++) {
                channel.send(i);
            }
        });
        List<Integer> received = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            received.add(channel.receive());
        }

        sender.join();
        assertThat(received)
                .containsExactlyElementsOf(IntStream.range(0, 1000).boxed().toList());
        assertThat(channel.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16, 40})
    void sendWaitsOnlyWhileAllPlacesAreTaken(int capacity) throws Exception {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        for (int i = 0; i < capacity; i++) {
            channel.send(i);
        }

        assertThat(channel.size()).isEqualTo(capacity).isEqualTo(channel.capacity());
        assertThat(channel.trySend(-1)).isFalse();
        Fork<Boolean> sender = Fork.run(() -> channel.send(capacity)).parked();
        assertThat(sender.isDone()).isFalse();
        for (int i = 0; i <= capacity; i++) {
            assertThat(channel.receive()).isEqualTo(i);
        }
        sender.join();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void receiveWaitsForAValue(int capacity) throws Exception {
        Channel<String> channel = Channel.withCapacity(capacity);

        Fork<String> receiver = Fork.fork(channel::receive).parked();
        assertThat(channel.trySend("a")).isTrue();

        assertThat(receiver.join()).isEqualTo("a");
        assertThat(channel.tryReceive()).isEqualTo(new Received.Empty<>());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void servesWaitingReceiversInTheirOrder(int capacity) throws Exception {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        List<Fork<Integer>> receivers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            receivers.add(Fork.fork(channel::receive).parked());
        }

        for (int i = 0; i < 5; i++) {
            channel.send(i);
        }

        for (int i = 0; i < 5; i++) {
            assertThat(receivers.get(i).join()).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void servesWaitingSendersInTheirOrder(int capacity) throws Exception {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        for (int i = 0; i < capacity; i++) {
            channel.send(i);
        }
        List<Fork<Boolean>> senders = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int value = capacity + i;
            senders.add(Fork.run(() -> channel.send(value)).parked());
        }

        for (int i = 0; i < capacity + 5; i++) {
            assertThat(channel.receive()).isEqualTo(i);
        }
        for (Fork<Boolean> sender : senders) {
            sender.join();
        }
    }

    @Test
    void aNewcomerDoesNotOvertakeAWaitingSender() throws Exception {
        Channel<Integer> channel = Channel.withCapacity(1);
        channel.send(0);
        Fork<Boolean> waiting = Fork.run(() -> channel.send(1)).parked();

        assertThat(channel.receive()).isZero();

        // the free place went to the one who waited, at once and not when it woke
        assertThat(channel.trySend(2)).isFalse();
        assertThat(channel.receive()).isEqualTo(1);
        waiting.join();
    }

    @Test
    void tryMethodsMeetAWaitingThreadAtCapacityZero() throws Exception {
        Channel<String> channel = Channel.rendezvous();
        assertThat(channel.trySend("nobody waits")).isFalse();
        assertThat(channel.tryReceive()).isEqualTo(new Received.Empty<>());

        Fork<String> receiver = Fork.fork(channel::receive).parked();
        assertThat(channel.trySend("a")).isTrue();
        assertThat(receiver.join()).isEqualTo("a");

        Fork<Boolean> sender = Fork.run(() -> channel.send("b")).parked();
        assertThat(channel.tryReceive()).isEqualTo(new Received.Value<>("b"));
        sender.join();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void timedSendGivesUpAndLeavesNothingBehind(int capacity) throws Exception {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        for (int i = 0; i < capacity; i++) {
            assertThat(channel.send(i, SHORT)).isTrue();
        }

        assertThat(channel.send(99, SHORT)).isFalse();
        assertThat(channel.send(99, Duration.ZERO)).isFalse();
        assertThat(channel.send(99, Duration.ofNanos(-1))).isFalse();

        for (int i = 0; i < capacity; i++) {
            assertThat(channel.receive(LONG)).isEqualTo(new Received.Value<>(i));
        }
        assertThat(channel.receive(SHORT)).isEqualTo(new Received.Empty<>());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void timedReceiveGivesUpAndTakesNothing(int capacity) throws Exception {
        Channel<Integer> channel = Channel.withCapacity(capacity);

        assertThat(channel.receive(SHORT)).isEqualTo(new Received.Empty<>());
        assertThat(channel.receive(Duration.ZERO)).isEqualTo(new Received.Empty<>());
        assertThat(channel.trySend(1)).isEqualTo(capacity > 0);
    }

    @Test
    void timedFormsSucceedWithinTheirTime() throws Exception {
        Channel<String> channel = Channel.rendezvous();

        Fork<Boolean> sender = Fork.fork(() -> channel.send("a", LONG)).parked();
        assertThat(channel.receive(LONG)).isEqualTo(new Received.Value<>("a"));
        assertThat(sender.join()).isTrue();

        Fork<Received<String>> receiver = Fork.fork(() -> channel.receive(Duration.ofSeconds(Long.MAX_VALUE)))
                .parked();
        assertThat(channel.send("b", LONG)).isTrue();
        assertThat(receiver.join()).isEqualTo(new Received.Value<>("b"));
    }

    @Test
    void timedReceiveWaitsItsTime() throws Exception {
        Channel<String> channel = Channel.rendezvous();

        long start = System.nanoTime();
        channel.receive(SHORT);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    void refusesNull() {
        Channel<String> channel = Channel.withCapacity(1);

        assertThatThrownBy(() -> channel.send(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> channel.send(null, SHORT)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> channel.trySend(null)).isInstanceOf(NullPointerException.class);
        assertThat(channel.size()).isZero();
    }

    @Test
    void refusesANegativeCapacity() {
        assertThatThrownBy(() -> Channel.named("worker", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channel capacity out of range: name=worker, capacity=-1, expected 0 or more");
        assertThatThrownBy(() -> Channel.withCapacity(-1))
                .hasMessage("channel capacity out of range: capacity=-1, expected 0 or more");
    }

    @Test
    void aHugeCapacityCostsNothingUntilUsed() throws Exception {
        Channel<Integer> channel = Channel.withCapacity(Integer.MAX_VALUE);
        // takes and adds in turn, so that the buffer is full across its seam whenever it grows
        int sent = 0;
        int received = 0;
        for (int round = 1; round < 100; round++) {
            for (int i = 0; i < round; i++) {
                channel.send(sent++);
            }
            for (int i = 0; i < round / 2; i++) {
                assertThat(channel.receive()).isEqualTo(received++);
            }
        }

        assertThat(channel.size()).isEqualTo(sent - received);
        while (received < sent) {
            assertThat(channel.receive()).isEqualTo(received++);
        }
    }

    @Test
    void aBufferDoesNotKeepWhatWasReceived() throws Exception {
        Channel<Object> channel = Channel.withCapacity(4);
        List<WeakReference<Object>> received = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            channel.send(new Object());
        }
        for (int i = 0; i < 4; i++) {
            received.add(new WeakReference<>(channel.receive()));
        }

        await().until(() -> {
            System.gc();
            return received.stream().allMatch(reference -> reference.get() == null);
        });
        assertThat(channel.size()).isZero();
    }

    @Test
    void tellsItsStateInLogs() throws Exception {
        Channel<Integer> channel = Channel.named("worker-3", 2);
        channel.send(1);
        assertThat(channel).hasToString("Channel[name=worker-3, size=1, capacity=2]");

        channel.close();
        assertThat(channel).hasToString("Channel[name=worker-3, size=1, capacity=2, closed]");
        assertThat(Channel.rendezvous()).hasToString("Channel[size=0, capacity=0]");
    }
}
