package org.gotask.go;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.gotask.channel.Channel;
import org.gotask.channel.ChannelClosedException;
import org.gotask.channel.Received;
import org.gotask.channel.Select;
import org.gotask.scope.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits, what does not, and what a close does: {@code TestChan}, {@code select3.go}, {@code nonblock.go}. */
class GoChannelRulesTest {

    static int[] capacities() {
        return new int[] {0, 1, 2, 3, 10, 100};
    }

    @ParameterizedTest
    @MethodSource("capacities")
    void anEmptyChannelLetsReceiversWait(int capacity) {
        Channel<Integer> channel = Channel.withCapacity(capacity);

        Wait.assertWaits(channel::receive);
        Wait.assertWaits(() -> Select.create().receive(channel, value -> {}).await());
        assertThat(channel.tryReceive()).isEqualTo(new Received.Empty<>());
        assertThat(takesDefault(Select.create().receive(channel, value -> {}))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("capacities")
    void aFullChannelLetsSendersWait(int capacity) throws Exception {
        Channel<Integer> channel = full(capacity);

        Wait.assertWaits(() -> channel.send(-1));
        Wait.assertWaits(() -> Select.create().send(channel, -1, () -> {}).await());
        assertThat(channel.trySend(-1)).isFalse();
        assertThat(takesDefault(Select.create().send(channel, -1, () -> {}))).isTrue();
        assertThat(channel.size()).isEqualTo(capacity);
        assertThat(channel.capacity()).isEqualTo(capacity);
    }

    @ParameterizedTest
    @MethodSource("capacities")
    void aClosedChannelIsDrainedAndThenClosedForEver(int capacity) throws Exception {
        Channel<Integer> channel = full(capacity);
        channel.close();

        for (int i = 0; i < capacity; i++) {
            assertThat(channel.receive()).isEqualTo(i);
        }
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(channel::receive).isInstanceOf(ChannelClosedException.class);
            assertThat(channel.receiveOrClosed()).isEqualTo(new Received.Closed<>());
            assertThat(channel.tryReceive()).isEqualTo(new Received.Closed<>());
            assertThat(takesDefault(Select.create().receive(channel, value -> {}, () -> {})))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("capacities")
    void aCloseEndsTheWaitOfAllReceivers(int capacity) {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        List<Wait> waits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waits.add(Wait.of(() -> assertThat(channel.receiveOrClosed()).isEqualTo(new Received.Closed<>())));
        }

        channel.close();

        waits.forEach(Wait::join);
    }

    @ParameterizedTest
    @MethodSource("capacities")
    void aCloseRefusesSendersThatWait(int capacity) throws Exception {
        Channel<Integer> channel = full(capacity);
        Wait plain = Wait.of(() -> channel.send(-1));
        Wait selecting = Wait.of(() -> Select.create()
                .send(channel, -1, () -> {})
                .receive(Channel.never(), value -> {})
                .await());

        channel.close();

        assertThat(plain.failure()).isInstanceOf(ChannelClosedException.class);
        assertThat(selecting.failure()).isInstanceOf(ChannelClosedException.class);
        assertThat(channel.size()).isEqualTo(capacity); // theirs were not sent
    }

    @Test
    void aClosedChannelRefusesEverySend() {
        Channel<Integer> channel = Channel.withCapacity(1);
        channel.close();

        assertThatThrownBy(() -> channel.send(1)).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> channel.trySend(1)).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> Select.create()
                        .send(channel, 1, () -> {})
                        .orElse(() -> {})
                        .await())
                .isInstanceOf(ChannelClosedException.class);
        channel.close(); // unlike Go's, ours may be closed again
    }

    @Test
    void aNilChannelLetsEverybodyWait() {
        Channel<Integer> nil = Channel.never();

        Wait.assertWaits(nil::receive);
        Wait.assertWaits(() -> nil.send(1));
        Wait.assertWaits(() -> Select.create().receive(nil, value -> {}).await());
        Wait.assertWaits(() -> Select.create().send(nil, 1, () -> {}).await());
        assertThat(takesDefault(Select.create().receive(nil, value -> {}).send(nil, 1, () -> {})))
                .isTrue();
        assertThat(nil.capacity()).isZero();
        assertThat(nil.size()).isZero();
    }

    @Test
    void aSelectWithoutCasesWaits() {
        Wait.assertWaits(() -> Select.create().await());
        assertThat(takesDefault(Select.create())).isTrue();
    }

    @Test
    void aReadyCaseBesideNilOnesHappens() throws Exception {
        Channel<Integer> ready = Channel.withCapacity(1);
        List<String> log = new ArrayList<>();
        Select select = Select.create()
                .receive(Channel.<Integer>never(), value -> log.add("nil"))
                .send(Channel.never(), 1, () -> log.add("nil"))
                .send(ready, 1, () -> log.add("sent"));

        select.await();

        assertThat(log).containsExactly("sent");
        Wait.assertWaits(select::await);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 100})
    void valuesComeInOrder(int capacity) throws Exception {
        Channel<Integer> channel = Channel.withCapacity(capacity);

        Scope.run(scope -> {
            scope.fork(() -> {
                for (int i = 0; i < 100; i++) {
                    channel.send(i);
                }
            });
            for (int i = 0; i < 100; i++) {
                assertThat(channel.receive()).isEqualTo(i);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 100})
    void eachOfManyValuesIsReceivedOnce(int capacity) throws Exception {
        int threads = 4;
        int values = 1000;
        Channel<Integer> channel = Channel.withCapacity(capacity);
        AtomicIntegerArray received = new AtomicIntegerArray(values);

        Scope.run(scope -> {
            for (int t = 0; t < threads; t++) {
                scope.fork(() -> {
                    for (int i = 0; i < values; i++) {
                        channel.send(i);
                    }
                });
                scope.fork(() -> {
                    for (int i = 0; i < values; i++) {
                        received.incrementAndGet(channel.receive());
                    }
                });
            }
        });

        for (int i = 0; i < values; i++) {
            assertThat(received.get(i)).isEqualTo(threads);
        }
    }

    /** {@code zerosize.go}: what is sent need not hold anything. */
    @Test
    void signalsAreValuesToo() throws Exception {
        Channel<Boolean> done = Channel.rendezvous();

        Scope.run(scope -> {
            scope.fork(() -> done.send(true));
            assertThat(done.receive()).isTrue();
        });
    }

    private static boolean takesDefault(Select select) {
        boolean[] taken = {false};
        try {
            select.orElse(() -> taken[0] = true).await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return taken[0];
    }

    private static Channel<Integer> full(int capacity) throws InterruptedException {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        for (int i = 0; i < capacity; i++) {
            channel.send(i);
        }
        return channel;
    }
}
