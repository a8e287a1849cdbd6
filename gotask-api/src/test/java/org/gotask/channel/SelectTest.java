package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of select, one by one. */
@Timeout(30)
class SelectTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(20);

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

    @Test
    void theLosingCasesLeaveTheirQueues() throws Exception {
        // Go issue 2075: a select that lost must not break the queue behind and before it
        Channel<Integer> wanted = Channel.rendezvous();
        Channel<Integer> other = Channel.rendezvous();
        Fork<Integer> first = Fork.fork(wanted::receive).parked();
        Fork<Integer> second = Fork.fork(() -> {
                    Select.create()
                            .receive(wanted, value -> log.add("wrong"))
                            .receive(other, value -> log.add("right"))
                            .await();
                    return wanted.receive();
                })
                .parked();
        Fork<Integer> third = Fork.fork(wanted::receive).parked();

        other.send(0);
        second.parked();
        wanted.send(1);
        wanted.send(2);
        wanted.send(3);

        assertThat(first.join()).isEqualTo(1);
        assertThat(third.join() + second.join()).isEqualTo(5);
        assertThat(log).containsExactly("right");
    }

    @Test
    void twoSelectsMeet() throws Exception {
        Channel<String> left = Channel.rendezvous();
        Channel<String> right = Channel.rendezvous();
        Fork<Boolean> sender = Fork.run(() -> Select.create()
                        .send(left, "l", note("sent left"))
                        .send(right, "r", note("sent right"))
                        .await())
                .parked();

        List<String> received = new ArrayList<>();
        Select.create()
                .receive(left, received::add)
                .receive(right, received::add)
                .await();

        sender.join();
        assertThat(log).hasSize(1);
        assertThat(received).containsExactly(log.get(0).equals("sent left") ? "l" : "r");
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
    void defaultHappensOnlyIfNothingElseCan() throws Exception {
        Channel<String> channel = Channel.withCapacity(1);
        Select receive = Select.create().receive(channel, log::add).orElse(note("default"));
        Select send = Select.create().send(channel, "a", note("sent")).orElse(note("default"));

        receive.await();
        send.await();
        send.await();
        receive.await();

        assertThat(log).containsExactly("default", "sent", "default", "a");
    }

    @Test
    void defaultAloneHappens() throws Exception {
        Select.create().orElse(note("default")).after(LONG, note("time")).await();

        assertThat(log).containsExactly("default");
    }

    @Test
    void refusesASecondDefault() {
        Select select = Select.create().orElse(note("default"));

        assertThatThrownBy(() -> select.orElse(note("other")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("select has a default already, expected at most one orElse");
    }

    @Test
    void aTimerHappensWhenNothingElseDoes() throws Exception {
        Channel<String> channel = Channel.rendezvous();
        long start = System.nanoTime();

        Select.create().receive(channel, log::add).after(SHORT, note("time")).await();

        assertThat(log).containsExactly("time");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, LONG);
        assertThat(channel.trySend("nobody waits any more")).isFalse();
    }

    @Test
    void theShortestOfSeveralTimersHappens() throws Exception {
        Select.create()
                .after(LONG, note("long"))
                .after(SHORT, note("short"))
                .after(LONG, note("long"))
                .await();

        assertThat(log).containsExactly("short");
    }

    @Test
    void aTimerOfNoTimeIsADefault() throws Exception {
        Channel<String> channel = Channel.withCapacity(1);
        Select select = Select.create()
                .receive(channel, log::add)
                .after(Duration.ZERO, note("zero"))
                .after(Duration.ofSeconds(-1), note("past"));

        select.await();
        channel.send("a");
        select.await();

        assertThat(log).containsExactly("past", "a");
    }

    @Test
    void timersCountFromTheStartOfEachAwait() throws Exception {
        Select select = Select.create().after(SHORT, note("time"));
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            select.await();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
        }
        assertThat(log).hasSize(3);
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16})
    void theSameChannelMayOccurSeveralTimes(int capacity) throws Exception {
        Channel<String> channel = Channel.withCapacity(capacity);
        Select select = Select.create()
                .receive(channel, log::add)
                .receive(channel, log::add)
                .receive(channel, log::add);

        for (String value : List.of("a", "b", "c")) {
            Fork<Boolean> selecting = Fork.run(select::await).parked();
            channel.send(value);
            selecting.join();
        }

        assertThat(log).containsExactly("a", "b", "c");
        assertThat(channel.trySend("x")).isEqualTo(capacity > 0);
    }

    @Test
    void doesNotMeetItselfOnOneChannel() throws Exception {
        Channel<String> channel = Channel.rendezvous();
        Select both = Select.create().send(channel, "own", note("sent")).receive(channel, log::add);

        Fork<Boolean> waiting = Fork.run(both::await).parked();
        assertThat(log).isEmpty();
        assertThat(channel.receive()).isEqualTo("own");
        waiting.join();
        assertThat(log).containsExactly("sent");

        waiting = Fork.run(both::await).parked();
        channel.send("theirs");
        waiting.join();
        assertThat(log).containsExactly("sent", "theirs");

        both.after(SHORT, note("time")).await();
        assertThat(log).containsExactly("sent", "theirs", "time");
    }

    @Test
    void twoSelectsThatSendAndReceiveOnOneChannelMeetEachOther() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        List<Fork<Integer>> peers = Stream.of(1, 2)
                .map(own -> Fork.fork(() -> {
                    int others = 0;
                    for (int sent = 0, received = 0; sent < 500 || received < 500; ) {
                        int[] got = {0};
                        Select.create()
                                .send(sent < 500 ? channel : Channel.never(), own, () -> {})
                                .receive(received < 500 ? channel : Channel.never(), value -> got[0] = value)
                                .await();
                        if (got[0] == 0) {
                            sent++;
                        } else {
                            received++;
                            others += got[0] == own ? 0 : 1;
                        }
                    }
                    return others;
                }))
                .toList();

        for (Fork<Integer> peer : peers) {
            assertThat(peer.join()).isEqualTo(500);
        }
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
