package org.gotask.go;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.channel.Channel;
import org.gotask.channel.Received;
import org.gotask.channel.Select;
import org.gotask.scope.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Go's tests ask of select. */
class GoSelectTest {

    /** {@code TestSelectFairness}: two channels that always have something, among four that never do. */
    @Test
    void readyCasesAreTakenEquallyOftenWhateverElseThereIs() throws Exception {
        int trials = 10_000;
        Channel<Integer> one = Channel.withCapacity(trials + 1);
        Channel<Integer> two = Channel.withCapacity(trials + 1);
        for (int i = 0; i <= trials; i++) {
            one.send(i);
            two.send(i);
        }
        int[] counts = new int[2];
        Channel<Integer> empty = Channel.rendezvous();
        Select select = Select.create()
                .receive(empty, value -> {})
                .receive(one, value -> counts[0]++)
                .receive(empty, value -> {})
                .receive(two, value -> counts[1]++)
                .receive(empty, value -> {})
                .send(empty, 1, () -> {});

        for (int i = 0; i < trials; i++) {
            select.await();
        }

        // six standard deviations of a fair coin
        assertThat(counts[0]).isBetween(trials / 2 - 300, trials / 2 + 300);
        assertThat(counts[0] + counts[1]).isEqualTo(trials);
    }

    /** {@code TestSelectDuplicateChannel}: a select with one channel twice loses, and cuts off nobody behind it. */
    @Test
    void aLoserThatStoodTwiceInAQueueLeavesTheOthersInIt() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        Channel<Integer> other = Channel.rendezvous();
        Channel<Integer> end = Channel.rendezvous();
        Wait loser = Wait.of(() -> Select.create()
                .receive(channel, value -> {
                    throw new AssertionError("received");
                })
                .receive(channel, value -> {
                    throw new AssertionError("received");
                })
                .receive(other, value -> {})
                .await());
        Wait behind = Wait.of(() -> end.send(channel.receive()));

        other.send(7);
        loser.join();
        channel.send(8);

        assertThat(end.receive()).isEqualTo(8);
        behind.join();
    }

    /** {@code TestNonblockSelectRace2}: a case that is ready may vanish only when another has become so. */
    @Test
    void aCloseThatComesBeforeTheOtherCaseGoesIsSeen() throws Exception {
        for (int round = 0; round < 3000; round++) {
            Channel<Integer> full = Channel.withCapacity(1);
            Channel<Integer> closing = Channel.rendezvous();
            full.send(1);
            AtomicInteger defaults = new AtomicInteger();
            Thread selecting = Thread.startVirtualThread(() -> {
                try {
                    Select.create()
                            .receive(full, value -> {}, () -> {})
                            .receive(closing, value -> {}, () -> {})
                            .orElse(defaults::incrementAndGet)
                            .await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });

            closing.close();
            full.tryReceive();
            selecting.join();

            assertThat(defaults).as("round %d", round).hasValue(0);
        }
    }

    /** {@code select5.go}: what an await needs is asked for once, in the order of the cases, whichever happens. */
    @Test
    void conditionsAndValuesAreAskedForOnceAndInOrder() throws Exception {
        List<String> asked = new ArrayList<>();
        Channel<String> channel = Channel.withCapacity(4);
        Select select = Select.create()
                .sendFrom(channel, () -> note(asked, "first value"), () -> {})
                .receive(channel, value -> {})
                .when(() -> asked.add("second condition"))
                .sendFrom(channel, () -> note(asked, "third value"), () -> {})
                .when(() -> asked.add("third condition"));

        select.await();

        assertThat(asked).containsExactly("first value", "second condition", "third condition", "third value");
    }

    private static String note(List<String> asked, String what) {
        asked.add(what);
        return what;
    }

    /** {@code doubleselect.go}: a sender with four ways to send, a receiver that must see each value once and in order. */
    @Test
    void aSelectOfFourSendsOnOneChannelSendsEachValueOnce() throws Exception {
        int values = 20_000;
        Channel<Integer> channel = Channel.rendezvous();

        Scope.run(scope -> {
            scope.fork("sender", () -> {
                int[] next = {0};
                Select select = Select.create();
                for (int i = 0; i < 4; i++) {
                    select.sendFrom(channel, () -> next[0], () -> next[0]++);
                }
                while (next[0] < values) {
                    select.await();
                }
                channel.close();
            });
            int expected = 0;
            for (int value : channel) {
                assertThat(value).isEqualTo(expected++);
            }
            assertThat(expected).isEqualTo(values);
        });
    }

    /** {@code select7.go}: however the receiver comes to its value, whether the sender is there before or after it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void everyFormOfReceiveMeetsEveryFormOfSend(int capacity) throws Exception {
        Channel<Integer> idle = Channel.rendezvous();
        interface Way {
            void use(Channel<Integer> channel) throws InterruptedException;
        }
        List<Way> receives = List.of(
                channel -> assertThat(channel.receive()).isEqualTo(1),
                channel -> assertThat(channel.receiveOrClosed()).isEqualTo(new Received.Value<>(1)),
                channel -> Select.create()
                        .receive(channel, value -> assertThat(value).isEqualTo(1))
                        .await(),
                channel -> Select.create()
                        .receive(channel, value -> assertThat(value).isEqualTo(1))
                        .receive(idle, value -> {
                            throw new AssertionError("idle");
                        })
                        .await());
        List<Way> sends = List.of(
                channel -> channel.send(1),
                channel -> Select.create().send(channel, 1, () -> {}).await(),
                channel -> Select.create()
                        .send(channel, 1, () -> {})
                        .receive(idle, value -> {
                            throw new AssertionError("idle");
                        })
                        .await());

        for (Way receive : receives) {
            for (Way send : sends) {
                Channel<Integer> receiverFirst = Channel.withCapacity(capacity);
                Wait receiver = Wait.of(() -> receive.use(receiverFirst));
                send.use(receiverFirst);
                receiver.join();

                Channel<Integer> senderFirst = Channel.withCapacity(capacity);
                if (capacity == 0) {
                    Wait sender = Wait.of(() -> send.use(senderFirst));
                    receive.use(senderFirst);
                    sender.join();
                } else {
                    send.use(senderFirst);
                    receive.use(senderFirst);
                }
            }
        }
    }

    /** Go allows 65,536 cases. */
    @ParameterizedTest
    @ValueSource(ints = {1, 62, 63, 64, 65, 1000})
    void aSelectMayHaveManyCases(int count) throws Exception {
        List<Channel<Integer>> channels = new ArrayList<>();
        int[] received = new int[count];
        Select select = Select.create();
        for (int i = 0; i < count; i++) {
            int number = i;
            channels.add(Channel.withCapacity(1));
            select.receive(channels.get(i), value -> received[number]++);
        }

        Wait waiting = Wait.of(select::await);
        channels.get(count - 1).send(1);
        waiting.join();
        for (Channel<Integer> channel : channels) {
            channel.send(1);
        }
        for (int i = 0; i < count; i++) {
            select.await();
        }

        received[count - 1]--;
        assertThat(received).containsOnly(1);
    }
}
