package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selects that wait beside each other in the queues of their channels, and meet. */
class SelectQueueTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    /** What has happened, in order. */
    private final List<String> log = new ArrayList<>();

    private Select.Action note(String what) {
        return () -> log.add(what);
    }

    @Test
    void aLosingCaseLeavesItsQueueWhole() throws Exception {
        // Go issue 2075: a select that lost as the last of several in a queue must not cut off those who come after it
        Channel<Integer> wanted = Channel.rendezvous();
        Channel<Integer> other = Channel.rendezvous();
        Fork<Integer> first = Fork.fork(wanted::receive).parked();
        Fork<Boolean> loser = Fork.run(() -> Select.create()
                        .receive(wanted, value -> log.add("wrong"))
                        .receive(other, value -> log.add("right"))
                        .await())
                .parked();

        other.send(0);
        loser.join();
        Fork<Integer> second = Fork.fork(wanted::receive).parked();
        wanted.send(1);
        wanted.send(2);

        assertThat(first.join()).isEqualTo(1);
        assertThat(second.join()).isEqualTo(2);
        assertThat(log).containsExactly("right");
    }

    @Test
    void aCaseInTheMiddleOfItsQueueLeavesItWhole() throws Exception {
        Channel<Integer> wanted = Channel.rendezvous();
        Channel<Integer> other = Channel.rendezvous();
        Fork<Integer> first = Fork.fork(wanted::receive).parked();
        Fork<Boolean> loser = Fork.run(() -> Select.create()
                        .receive(wanted, value -> log.add("wrong"))
                        .receive(other, value -> log.add("right"))
                        .await())
                .parked();
        Fork<Integer> second = Fork.fork(wanted::receive).parked();

        other.send(0);
        loser.join();
        wanted.send(1);
        wanted.send(2);

        assertThat(first.join()).isEqualTo(1);
        assertThat(second.join()).isEqualTo(2);
        assertThat(log).containsExactly("right");
    }

    @Test
    void nothingOfAnEndedWaitIsKept() throws Exception {
        // catches waiters that stay in the queue of a channel on which nothing happens: they would pile up for ever
        Channel<Object> quiet = Channel.rendezvous();
        Channel<Object> busy = Channel.withCapacity(1);
        List<WeakReference<Object>> ended = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Object unsent = new Object();
            quiet.send(unsent, Duration.ofMillis(1));
            ended.add(new WeakReference<>(unsent));

            Object loser = new Object();
            Fork<Boolean> selecting = Fork.run(() -> Select.create()
                            .receive(busy, value -> {})
                            .send(quiet, loser, () -> {})
                            .await())
                    .parked();
            busy.send("x");
            selecting.join();
            ended.add(new WeakReference<>(loser));
        }

        await().until(() -> {
            System.gc();
            return ended.stream().filter(reference -> reference.get() != null).count() <= 1; // this frame's own
        });
        assertThat(quiet.isClosed()).isFalse();
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
}
