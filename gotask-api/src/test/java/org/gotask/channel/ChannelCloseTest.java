package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a close does to values, senders, receivers and loops. */
class ChannelCloseTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void whatWasSentBeforeTheCloseCanBeReceivedAfterIt(int capacity) throws Exception {
        Channel<Integer> channel = full(capacity);

        channel.close();

        for (int i = 0; i < capacity; i++) {
            assertThat(channel.receive()).isEqualTo(i);
        }
        assertThat(channel.tryReceive()).isEqualTo(new Received.Closed<>());
        assertThat(channel.receiveOrClosed()).isEqualTo(new Received.Closed<>());
        assertThat(channel.receive(LONG)).isEqualTo(new Received.Closed<>());
        assertThatThrownBy(channel::receive).isInstanceOf(ChannelClosedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void nothingCanBeSentAfterTheClose(int capacity) {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        assertThat(channel.isClosed()).isFalse();

        channel.close();

        assertThat(channel.isClosed()).isTrue();
        assertThatThrownBy(() -> channel.send(1)).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> channel.send(1, LONG)).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> channel.trySend(1)).isInstanceOf(ChannelClosedException.class);
        assertThat(channel.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void refusesAllWaitingSendersAndTheirValues(int capacity) throws Exception {
        Channel<Integer> channel = full(capacity);
        List<Fork<?>> senders = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            senders.add(Fork.run(() -> channel.send(98)).parked());
            senders.add(Fork.fork(() -> channel.send(99, LONG)).parked());
        }

        channel.close();

        for (Fork<?> sender : senders) {
            assertThatThrownBy(sender::join).isInstanceOf(ChannelClosedException.class);
        }
        for (int i = 0; i < capacity; i++) {
            assertThat(channel.receive()).isEqualTo(i);
        }
        assertThat(channel.tryReceive()).isEqualTo(new Received.Closed<>());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void tellsAllWaitingReceivers(int capacity) throws Exception {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        Fork<Integer> receiver = Fork.fork(channel::receive).parked();
        Fork<Received<Integer>> orClosed = Fork.fork(channel::receiveOrClosed).parked();
        Fork<Received<Integer>> timed = Fork.fork(() -> channel.receive(LONG)).parked();
        Fork<Boolean> loop = Fork.fork(() -> channel.iterator().hasNext()).parked();

        channel.close();

        assertThatThrownBy(receiver::join).isInstanceOf(ChannelClosedException.class);
        assertThat(orClosed.join()).isEqualTo(new Received.Closed<>());
        assertThat(timed.join()).isEqualTo(new Received.Closed<>());
        assertThat(loop.join()).isFalse();
    }

    @Test
    void closingAgainDoesNothingAndKeepsTheFirstReason() {
        Channel<Integer> channel = Channel.named("worker-3", 0);

        channel.close("the task has ended");
        channel.close("something else");
        channel.close();

        assertThatThrownBy(() -> channel.send(1)).hasMessage("channel 'worker-3' is closed: the task has ended");
    }

    @Test
    void everyExceptionNamesChannelAndReason() throws Exception {
        Channel<Integer> channel = Channel.named("worker-3", 0);
        Fork<Boolean> sender = Fork.run(() -> channel.send(1)).parked();

        channel.close("the task has ended");

        String message = "channel 'worker-3' is closed: the task has ended";
        assertThatThrownBy(sender::join).hasMessage(message);
        assertThatThrownBy(() -> channel.trySend(1)).hasMessage(message);
        assertThatThrownBy(() -> channel.send(1, LONG)).hasMessage(message);
        assertThatThrownBy(channel::receive).hasMessage(message);
        assertThatThrownBy(() -> Select.create().receive(channel, value -> {}).await())
                .hasMessage(message);
        assertThatThrownBy(() -> Select.create().send(channel, 1, () -> {}).await())
                .hasMessage(message);
    }

    @Test
    void anExceptionWithoutNameOrReasonLeavesThemOut() {
        Channel<Integer> nameless = Channel.rendezvous();
        nameless.close("the run is over");
        Channel<Integer> reasonless = Channel.named("worker-3", 0);
        reasonless.close();
        Channel<Integer> neither = Channel.rendezvous();
        neither.close();

        assertThatThrownBy(nameless::receive).hasMessage("channel is closed: the run is over");
        assertThatThrownBy(reasonless::receive).hasMessage("channel 'worker-3' is closed");
        assertThatThrownBy(neither::receive).hasMessage("channel is closed");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void aLoopTakesEverythingAndEndsAtTheClose(int capacity) throws Exception {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        Fork<List<Integer>> loop = Fork.fork(() -> {
            List<Integer> seen = new ArrayList<>();
            for (Integer value : channel) {
                seen.add(value);
            }
            return seen;
        });

        for (int i = 0; i < 20; i++) {
            channel.send(i);
        }
        channel.close();

        assertThat(loop.join()).hasSize(20).isSorted();
    }

    @Test
    void anIteratorAnswersTheSameUntilNext() throws Exception {
        Channel<Integer> channel = Channel.withCapacity(2);
        channel.send(1);
        channel.send(2);
        channel.close("done");

        Iterator<Integer> iterator = channel.iterator();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(channel.size()).isEqualTo(1);
        assertThat(iterator.next()).isEqualTo(1);
        assertThat(iterator.next()).isEqualTo(2);
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("channel is closed: done");
    }

    @Test
    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    void refusesANullReason() {
        Channel<Integer> channel = Channel.rendezvous();

        assertThatThrownBy(() -> channel.close(null)).isInstanceOf(NullPointerException.class);
        assertThat(channel.isClosed()).isFalse();
    }

    private static Channel<Integer> full(int capacity) throws InterruptedException {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        for (int i = 0; i < capacity; i++) {
            channel.send(i);
        }
        return channel;
    }
}
