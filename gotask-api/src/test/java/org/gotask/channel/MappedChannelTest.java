package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Views of channels map what passes through them, and keep all that the channels promise. */
class MappedChannelTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    private final Channel<String> lines = Channel.named("lines", 4);
    private final ReceiveChannel<Integer> received = lines.mapReceived(Integer::valueOf);
    private final SendChannel<Integer> sent = lines.mapSent(number -> Integer.toString(number));

    @Test
    void everyWayOfSendingMaps() throws Exception {
        sent.send(1);
        assertThat(sent.send(2, SHORT)).isTrue();
        assertThat(sent.trySend(3)).isTrue();
        Select.create().send(sent, 4, () -> {}).await();
        assertThat(sent.trySend(5)).isFalse();
        assertThat(sent.send(5, SHORT)).isFalse();

        assertThat(lines.receive()).isEqualTo("1");
        Select.create().sendFrom(sent, () -> 5, () -> {}).await();
        sent.close();
        assertThat(lines).containsExactly("2", "3", "4", "5");
    }

    @Test
    void everyWayOfReceivingMaps() throws Exception {
        for (String line : List.of("1", "2", "3", "4")) {
            lines.send(line);
        }

        assertThat(received.receive()).isEqualTo(1);
        assertThat(received.receive(SHORT)).isEqualTo(new Received.Value<>(2));
        assertThat(received.receiveOrClosed()).isEqualTo(new Received.Value<>(3));
        assertThat(received.tryReceive()).isEqualTo(new Received.Value<>(4));
        assertThat(received.tryReceive()).isEqualTo(new Received.Empty<>());
        lines.send("5");
        assertThat(Choice.<Integer>create()
                        .receive(received, number -> number + 1)
                        .await())
                .isEqualTo(6);
        lines.send("6");
        lines.close("over");
        assertThat(received).containsExactly(6);
        assertThat(received.tryReceive()).isEqualTo(new Received.Closed<>());
        assertThat(received.receiveOrClosed()).isEqualTo(new Received.Closed<>());
        assertThat(Choice.<String>create()
                        .receive(received, number -> "received", () -> "closed")
                        .await())
                .isEqualTo("closed");
    }

    @Test
    void theCloseIsThatOfTheChannel() {
        assertThat(sent.isClosed()).isFalse();

        sent.close();

        assertThat(lines.isClosed()).isTrue();
        assertThat(sent.isClosed()).isTrue();
        assertThatThrownBy(() -> sent.send(1))
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'lines' is closed");
        assertThatThrownBy(received::receive)
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'lines' is closed");
        assertThatThrownBy(() -> Select.create().receive(received, number -> {}).await())
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'lines' is closed");
        assertThatThrownBy(() -> Select.create().send(sent, 1, () -> {}).await())
                .isInstanceOf(ChannelClosedException.class);
    }

    @Test
    void aValueThatCannotBeMappedIsTakenAndTheNextOneFollows() throws Exception {
        for (String line : List.of("one", "1", "two", "2")) {
            lines.send(line);
        }

        assertThatThrownBy(received::receive).isInstanceOf(NumberFormatException.class);
        assertThat(received.receive()).isEqualTo(1);
        assertThatThrownBy(received::tryReceive).isInstanceOf(NumberFormatException.class);
        assertThat(received.receive()).isEqualTo(2);
    }

    @Test
    void aLoopGoesOnAfterAValueThatCannotBeMapped() throws Exception {
        for (String line : List.of("one", "1")) {
            lines.send(line);
        }
        lines.close();
        Iterator<Integer> numbers = received.iterator();

        assertThat(numbers.hasNext()).isTrue();
        assertThatThrownBy(numbers::next).isInstanceOf(NumberFormatException.class);
        assertThat(numbers.next()).isEqualTo(1);
        assertThat(numbers.hasNext()).isFalse();
        assertThatThrownBy(numbers::next).isInstanceOf(NoSuchElementException.class);
    }

    /** Catches a mapper that is called under the channel's lock, or before its case was chosen. */
    @Test
    void aSelectMapsOnlyWhatItsCaseHasTaken() throws Exception {
        Channel<String> other = Channel.withCapacity(1);
        AtomicInteger mapped = new AtomicInteger();
        ReceiveChannel<Integer> counting = lines.mapReceived(line -> {
            mapped.incrementAndGet();
            assertThat(lines.size()).isZero(); // would wait for ever if the lock were held
            return Integer.valueOf(line);
        });
        List<String> happened = new ArrayList<>();
        Select select = Select.create()
                .receive(counting, number -> happened.add("number " + number))
                .receive(other, happened::add);

        other.send("other");
        select.await();
        assertThat(mapped).hasValue(0);
        lines.send("7");
        select.await();

        assertThat(happened).containsExactly("other", "number 7");
        assertThat(mapped).hasValue(1);
    }

    @Test
    void whatAMapperThrowsLeavesTheSelectAfterItsCaseHasHappened() throws Exception {
        lines.send("one");
        lines.send("1");
        Choice<Integer> choice = Choice.<Integer>create().receive(received, number -> number);

        assertThatThrownBy(choice::await).isInstanceOf(NumberFormatException.class);
        assertThat(choice.await()).isEqualTo(1);
    }

    @Test
    void aWaitingSelectIsServedThroughItsViews() throws Exception {
        Channel<String> rendezvous = Channel.rendezvous();
        Fork<String> fork = Fork.fork(() -> Choice.<String>create()
                .receive(received, number -> "lines " + number)
                .receive(rendezvous.mapReceived(Integer::valueOf), number -> "rendezvous " + number)
                .await());
        fork.parked();

        rendezvous.mapSent((Integer number) -> number.toString()).send(8);

        assertThat(fork.join()).isEqualTo("rendezvous 8");
    }

    @Test
    void nothingIsSentOfAValueThatCannotBeMapped() {
        SendChannel<Integer> refusing = lines.mapSent(number -> {
            throw new IllegalArgumentException("refused: " + number);
        });

        assertThatThrownBy(() -> refusing.send(1)).hasMessage("refused: 1");
        assertThatThrownBy(() -> refusing.trySend(1)).hasMessage("refused: 1");
        assertThatThrownBy(() -> Select.create().send(refusing, 1, () -> {})).hasMessage("refused: 1");
        Select later = Select.create().sendFrom(refusing, () -> 1, () -> {});
        assertThatThrownBy(later::await).hasMessage("refused: 1");
        assertThat(lines.size()).isZero();
    }

    @Test
    void viewsOfViewsMapInTurn() throws Exception {
        sent.<List<Integer>>mapSent(List::size).send(List.of(7, 7, 7));

        assertThat(received.mapReceived(number -> "<" + number + ">").receive()).isEqualTo("<3>");
    }

    @Test
    void viewsOfARoutingEndAskItForTheRoute() throws Exception {
        Channel<Integer> even = Channel.withCapacity(4);
        Channel<Integer> odd = Channel.withCapacity(4);
        RoutingChannel<Integer> routing = new RoutingChannel<>("", value -> value % 2 == 0 ? even : odd, () -> {});
        SendChannel<String> view = routing.mapSent(Integer::valueOf);

        view.send("1");
        Select.create().send(view, "2", () -> {}).await();
        Select.create().sendFrom(view, () -> "3", () -> {}).await();
        view.close();

        assertThat(odd.receive()).isEqualTo(1);
        assertThat(even.receive()).isEqualTo(2);
        assertThat(odd.receive()).isEqualTo(3);
        assertThat(routing.isClosed()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // what a user's program may do
    void nullIsRefusedAsAValueAndAsWhatIsMadeOfOne() throws Exception {
        assertThatThrownBy(() -> sent.send(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> lines.mapSent(value -> null).send(1))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value to send mapped to null");
        lines.send("1");
        assertThatThrownBy(() -> lines.mapReceived(value -> null).receive())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("received value mapped to null");
        assertThatThrownBy(() -> lines.mapReceived(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> lines.mapSent(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void anInterruptTakesNothing() throws Exception {
        Fork<Integer> fork = Fork.fork(received::receive);
        fork.parked().interrupt();
        assertThatThrownBy(fork::join).isInstanceOf(InterruptedException.class);

        Fork<Boolean> loop = Fork.run(() -> received.forEach(number -> {}));
        loop.parked().interrupt();
        assertThatThrownBy(loop::join).isInstanceOf(CancellationException.class);

        lines.send("1");
        assertThat(received.receive()).isEqualTo(1);
    }

    /** Catches values that a view holds back, doubles or reorders. */
    @Test
    void receiversOfViewsAndOfTheChannelShareItsValues() throws Exception {
        int count = 20_000;
        ConcurrentLinkedQueue<Integer> all = new ConcurrentLinkedQueue<>();
        List<Fork<Boolean>> forks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ReceiveChannel<Integer> end = i == 0 ? lines.mapReceived(Integer::valueOf) : received;
            forks.add(Fork.run(() -> {
                int last = -1;
                for (int number : end) {
                    assertThat(number).isGreaterThan(last);
                    last = number;
                    all.add(number);
                }
            }));
        }

        for (int i = 0; i < count; i++) {
            sent.send(i);
        }
        sent.close();

        for (Fork<Boolean> fork : forks) {
            fork.join();
        }
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).boxed().toList());
    }
}
