package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of select, one by one. */
class SelectTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** What has happened, in order. */
    private final List<String> log = new ArrayList<>();

    private Select.Action note(String what) {
        return () -> log.add(what);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void receivesWhatIsReady(int capacity) throws Exception {
        Channel<String> empty = Channel.withCapacity(capacity);
        Channel<String> ready = Channel.withCapacity(capacity);
        ready.send("a");

        Select.create().receive(empty, log::add).receive(ready, log::add).await();

        assertThat(log).containsExactly("a");
        assertThat(ready.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void sendsWhereThereIsRoom(int capacity) throws Exception {
        Channel<Integer> full = Channel.withCapacity(capacity);
        for (int i = 0; i < capacity; i++) {
            full.send(i);
        }
        Channel<Integer> roomy = Channel.withCapacity(capacity);

        Select.create()
                .send(full, 99, note("full"))
                .send(roomy, 1, note("roomy"))
                .await();

        assertThat(log).containsExactly("roomy");
        assertThat(roomy.receive()).isEqualTo(1);
        assertThat(full.size()).isEqualTo(capacity);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void waitsForTheFirstThatCanHappen(int capacity) throws Exception {
        Channel<String> one = Channel.withCapacity(capacity);
        Channel<String> two = Channel.withCapacity(capacity);
        Channel<String> full = Channel.withCapacity(capacity);
        for (int i = 0; i < capacity; i++) {
            full.send("old");
        }
        Select select =
                Select.create().receive(one, log::add).receive(two, log::add).send(full, "new", note("sent"));

        Fork<Boolean> selecting = Fork.run(select::await).parked();
        two.send("from two");
        selecting.join();
        assertThat(log).containsExactly("from two");

        selecting = Fork.run(select::await).parked();
        String oldest = full.receive();
        selecting.join();
        assertThat(log).containsExactly("from two", "sent");
        assertThat(oldest).isEqualTo(capacity == 0 ? "new" : "old");

        // nothing of the decided selects is left in any queue
        assertThat(one.trySend("x")).isEqualTo(capacity > 0);
        assertThat(two.trySend("x")).isEqualTo(capacity > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void aClosedChannelIsAlwaysReadyToReceive(int capacity) throws Exception {
        Channel<String> closed = Channel.withCapacity(capacity);
        if (capacity > 0) {
            closed.send("last");
        }
        closed.close();

        Select select = Select.create().receive(closed, log::add, note("closed"));
        if (capacity > 0) {
            select.await();
        }
        select.await();
        select.orElse(note("default")).await();

        assertThat(log).filteredOn(entry -> !entry.equals("last")).containsExactly("closed", "closed");
        assertThatThrownBy(() -> Select.create().receive(closed, log::add).await())
                .isInstanceOf(ChannelClosedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void aSendToAClosedChannelThrowsIfChosen(int capacity) {
        Channel<String> closed = Channel.named("gone", capacity);
        closed.close();

        assertThatThrownBy(() -> Select.create()
                        .send(closed, "a", note("sent"))
                        .orElse(note("default"))
                        .await())
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'gone' is closed");
        assertThat(log).isEmpty();
    }

    @Test
    void aCloseEndsTheWaitOfEachKindOfCase() throws Exception {
        Channel<String> received = Channel.rendezvous();
        Fork<Boolean> receiver = Fork.run(() -> Select.create()
                        .receive(received, log::add, note("closed"))
                        .receive(Channel.<String>rendezvous(), log::add)
                        .await())
                .parked();
        received.close();
        receiver.join();
        assertThat(log).containsExactly("closed");

        Channel<String> sent = Channel.rendezvous();
        Fork<Boolean> sender = Fork.run(
                        () -> Select.create().send(sent, "a", note("sent")).await())
                .parked();
        sent.close("enough");
        assertThatThrownBy(sender::join).hasMessage("channel is closed: enough");
    }

    @Test
    void aSelectWithoutCasesWaitsUntilInterrupted() throws Exception {
        Fork<Boolean> empty = Fork.run(() -> Select.create().await()).parked();

        assertThatThrownBy(empty.interrupt()::join).isInstanceOf(InterruptedException.class);
    }

    @Test
    void anInterruptedSelectHasDoneNothing() throws Exception {
        Channel<String> in = Channel.rendezvous();
        Channel<String> out = Channel.rendezvous();
        Fork<Boolean> selecting = Fork.run(() -> Select.create()
                        .receive(in, log::add)
                        .send(out, "a", note("sent"))
                        .after(LONG, note("time"))
                        .await())
                .parked();

        assertThatThrownBy(selecting.interrupt()::join).isInstanceOf(InterruptedException.class);

        assertThat(log).isEmpty();
        assertThat(in.trySend("x")).isFalse();
        assertThat(out.tryReceive()).isEqualTo(new Received.Empty<>());
    }

    @Test
    void actionsRunInTheSelectingThreadAndMaySelectAgain() throws Exception {
        Channel<String> channel = Channel.withCapacity(3);
        channel.send("a");
        channel.send("b");
        channel.send("c");
        Thread self = Thread.currentThread();
        Select[] select = new Select[1];
        select[0] = Select.create().receive(channel, value -> {
            assertThat(Thread.currentThread()).isSameAs(self);
            log.add(value);
            if (!value.equals("c")) {
                select[0].await();
            }
        });

        select[0].await();

        assertThat(log).containsExactly("a", "b", "c");
    }

    @Test
    void whatAnActionThrowsLeavesAwaitAndTheCaseHasHappened() throws Exception {
        Channel<String> channel = Channel.withCapacity(1);
        channel.send("a");

        assertThatThrownBy(() -> Select.create()
                        .receive(channel, value -> {
                            throw new IllegalStateException("from the action");
                        })
                        .await())
                .hasMessage("from the action");
        assertThat(channel.size()).isZero();
    }

    @Test
    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    void refusesNull() {
        Channel<String> channel = Channel.withCapacity(1);

        assertThatThrownBy(() -> Select.create().send(channel, null, () -> {}))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Select.create().send(channel, "a", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Select.create().receive(channel, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Select.create().receive((Channel<String>) null, log::add))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void choosesAmongVeryManyCases() throws Exception {
        List<Channel<Integer>> channels =
                Stream.generate(() -> Channel.<Integer>rendezvous()).limit(500).toList();
        int[] got = {-1};
        Select select = Select.create();
        channels.forEach(channel -> select.receive(channel, value -> got[0] = value));

        for (int i = 0; i < 500; i += 83) {
            Fork<Boolean> selecting = Fork.run(select::await).parked();
            channels.get(i).send(i);
            selecting.join();
            assertThat(got[0]).isEqualTo(i);
        }
        assertThat(channels).allMatch(channel -> !channel.trySend(0));
    }
}
