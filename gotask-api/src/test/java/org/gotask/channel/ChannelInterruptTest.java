package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt ends a wait and loses nothing. */
class ChannelInterruptTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void anInterruptedSendHasNotSent(int capacity) throws Exception {
        Channel<Integer> channel = full(capacity);
        Fork<Boolean> sender = Fork.run(() -> channel.send(99)).parked();
        Fork<Boolean> timed = Fork.fork(() -> channel.send(99, LONG)).parked();

        sender.interrupt();
        timed.interrupt();

        assertThatThrownBy(sender::join).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(timed::join).isInstanceOf(InterruptedException.class);
        for (int i = 0; i < capacity; i++) {
            assertThat(channel.receive()).isEqualTo(i);
        }
        assertThat(channel.tryReceive()).isEqualTo(new Received.Empty<>());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void anInterruptedReceiveHasTakenNothing(int capacity) throws Exception {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        Fork<Integer> receiver = Fork.fork(channel::receive).parked();
        Fork<Received<Integer>> timed = Fork.fork(() -> channel.receive(LONG)).parked();
        Fork<Received<Integer>> orClosed = Fork.fork(channel::receiveOrClosed).parked();

        for (Fork<?> fork : new Fork<?>[] {receiver, timed, orClosed}) {
            fork.interrupt();
            assertThatThrownBy(fork::join).isInstanceOf(InterruptedException.class);
        }

        Fork<Integer> next = Fork.fork(channel::receive).parked();
        channel.send(7);
        assertThat(next.join()).isEqualTo(7);
    }

    @Test
    void anInterruptedWaiterLeavesItsPlaceToTheNext() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        Fork<Integer> first = Fork.fork(channel::receive).parked();
        Fork<Integer> second = Fork.fork(channel::receive).parked();
        Fork<Integer> third = Fork.fork(channel::receive).parked();

        second.interrupt();
        assertThatThrownBy(second::join).isInstanceOf(InterruptedException.class);
        channel.send(1);
        channel.send(3);

        assertThat(first.join()).isEqualTo(1);
        assertThat(third.join()).isEqualTo(3);
    }

    @Test
    void anInterruptBeforeTheCallCountsEvenIfNothingHadToWait() throws Exception {
        Channel<Integer> channel = Channel.withCapacity(2);
        channel.send(1);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> channel.send(2)).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(channel::receive).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Select.create().orElse(() -> {}).await()).isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(channel.size()).isEqualTo(1);
    }

    @Test
    void methodsThatDoNotWaitIgnoreAndKeepTheInterrupt() {
        Channel<Integer> channel = Channel.withCapacity(1);

        Thread.currentThread().interrupt();
        boolean sent = channel.trySend(1);
        Received<Integer> received = channel.tryReceive();
        channel.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sent).isTrue();
        assertThat(received).isEqualTo(new Received.Value<>(1));
    }

    @Test
    void anInterruptedLoopIsCancelledAndTheFlagIsSet() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        Fork<Boolean> loop = Fork.fork(() -> {
                    try {
                        return channel.iterator().hasNext();
                    } catch (CancellationException e) {
                        return Thread.currentThread().isInterrupted();
                    }
                })
                .parked();

        loop.interrupt();

        assertThat(loop.join()).isTrue();
        assertThat(channel.trySend(1)).isFalse();
    }

    /**
     * Catches a wait that takes both endings or neither: a value that arrives though its sender was told that it was not
     * sent, or one that is gone with an interrupted receiver.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptThatRacesWithAHandOffEndsInOneOfThem(boolean interruptSender) throws Exception {
        for (int round = 0; round < 3000; round++) {
            Channel<Integer> channel = Channel.rendezvous();
            CountDownLatch start = new CountDownLatch(1);
            Fork<Boolean> sender = Fork.fork(() -> {
                start.await();
                return channel.send(1, LONG);
            });
            Fork<Boolean> receiver = Fork.fork(() -> {
                start.await();
                return channel.receiveOrClosed() instanceof Received.Value<Integer>;
            });

            start.countDown();
            Fork<Boolean> interrupted = interruptSender ? sender : receiver;
            interrupted.interrupt();
            boolean happened = happened(interrupted);
            channel.close();

            assertThat(happened(interruptSender ? receiver : sender))
                    .as("round %d", round)
                    .isEqualTo(happened);
        }
    }

    private static boolean happened(Fork<Boolean> fork) throws Exception {
        try {
            return fork.join();
        } catch (InterruptedException | ChannelClosedException e) {
            return false;
        }
    }

    @Test
    void anInterruptAfterTheHandOffIsKeptForTheNextCall() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        Channel<Integer> other = Channel.rendezvous();
        Fork<Integer> receiver = Fork.fork(() -> {
                    int value = channel.receive();
                    try {
                        other.receive();
                        return -1;
                    } catch (InterruptedException e) {
                        return value;
                    }
                })
                .parked();

        channel.send(5);
        receiver.interrupt();

        assertThat(receiver.join()).isEqualTo(5);
    }

    private static Channel<Integer> full(int capacity) throws InterruptedException {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        for (int i = 0; i < capacity; i++) {
            channel.send(i);
        }
        return channel;
    }
}
