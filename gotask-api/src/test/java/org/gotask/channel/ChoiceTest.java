package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A choice returns what the action of its case has returned; in all else it is a select. */
class ChoiceTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    private final Channel<Integer> numbers = Channel.withCapacity(4);
    private final Channel<String> words = Channel.withCapacity(1);

    @Test
    void everyKindOfCaseHasAResult() throws Exception {
        numbers.send(7);
        assertThat(Choice.<String>create()
                        .receive(numbers, number -> "received " + number)
                        .await())
                .isEqualTo("received 7");
        assertThat(Choice.<String>create().send(words, "a", () -> "sent").await())
                .isEqualTo("sent");
        assertThat(words.receive()).isEqualTo("a");
        assertThat(Choice.<String>create()
                        .sendFrom(words, () -> "b", () -> "sent from")
                        .await())
                .isEqualTo("sent from");
        assertThat(words.receive()).isEqualTo("b");
        assertThat(Choice.<String>create()
                        .receive(numbers, number -> "received")
                        .after(SHORT, () -> "late")
                        .await())
                .isEqualTo("late");
        assertThat(Choice.<String>create()
                        .receive(numbers, number -> "received")
                        .orElse(() -> "nothing there")
                        .await())
                .isEqualTo("nothing there");
        numbers.close();
        assertThat(Choice.<String>create()
                        .receive(numbers, number -> "received", () -> "closed")
                        .await())
                .isEqualTo("closed");
    }

    @Test
    void aCaseThatIsSwitchedOffDoesNotHappen() throws Exception {
        numbers.send(7);
        AtomicInteger allowed = new AtomicInteger();
        Choice<String> choice = Choice.<String>create()
                .receive(numbers, number -> "received " + number)
                .when(() -> allowed.get() > 0)
                .orElse(() -> "off");

        assertThat(choice.await()).isEqualTo("off");
        allowed.set(1);
        assertThat(choice.await()).isEqualTo("received 7");
    }

    @Test
    @SuppressWarnings("NullAway") // it does not see that the type of a lambda's result may be nullable
    void resultsMayBeNullAndOfSubtypes() throws Exception {
        numbers.send(7);
        numbers.close();
        Choice<@Nullable Number> choice =
                Choice.<@Nullable Number>create().receive(numbers, number -> number, () -> null);

        assertThat(choice.await()).isEqualTo(7);
        assertThat(choice.await()).isNull();
    }

    @Test
    void aClosedChannelWithoutAnActionForThatThrows() {
        Channel<Integer> named = Channel.named("answers", 0);
        named.close("nobody is left");

        assertThatThrownBy(() -> Choice.<Integer>create()
                        .receive(named, number -> number)
                        .await())
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'answers' is closed: nobody is left");
        assertThatThrownBy(
                        () -> Choice.<Integer>create().send(named, 1, () -> 1).await())
                .isInstanceOf(ChannelClosedException.class);
    }

    @Test
    void whatAnActionThrowsLeavesTheAwait() throws Exception {
        numbers.send(7);
        Choice<String> choice = Choice.<String>create().receive(numbers, number -> {
            throw new IllegalStateException("odd: " + number);
        });

        assertThatThrownBy(choice::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("odd: 7");
        assertThat(numbers.size()).isZero();
    }

    @Test
    void aThreadThatWaitsGetsItsResult() throws Exception {
        Channel<Integer> rendezvous = Channel.rendezvous();
        Fork<String> fork = Fork.fork(() -> Choice.<String>create()
                .receive(rendezvous, number -> "received " + number)
                .await());
        fork.parked();

        rendezvous.send(5);

        assertThat(fork.join()).isEqualTo("received 5");
    }

    /** Catches results that are kept in the choice, where another thread could overwrite them. */
    @Test
    @SuppressWarnings("NullAway") // it does not see that the type of a lambda's result may be nullable
    void threadsThatAwaitTheSameChoiceGetTheirOwnResults() throws Exception {
        int threads = 8;
        int each = 2000;
        Channel<Integer> source = Channel.withCapacity(16);
        AtomicInteger seen = new AtomicInteger();
        Choice<@Nullable Integer> choice = Choice.<@Nullable Integer>create()
                .receive(
                        source,
                        number -> {
                            seen.addAndGet(number);
                            return number;
                        },
                        () -> null);
        List<Fork<Integer>> forks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            forks.add(Fork.fork(() -> {
                int sum = 0;
                for (@Nullable Integer number = choice.await(); number != null; number = choice.await()) {
                    sum += number;
                }
                return sum;
            }));
        }

        for (int i = 1; i <= threads * each; i++) {
            source.send(i);
        }
        source.close();

        int sum = 0;
        for (Fork<Integer> fork : forks) {
            sum += fork.join();
        }
        assertThat(sum).isEqualTo(seen.get()).isEqualTo(threads * each * (threads * each + 1) / 2);
    }

    @Test
    @SuppressWarnings("NullAway") // what a user's program may do
    void refusesWhatIsMissing() {
        Choice<String> choice = Choice.create();

        assertThatThrownBy(() -> choice.when(() -> true)).isInstanceOf(IllegalStateException.class);
        choice.orElse(() -> "");
        assertThatThrownBy(() -> choice.orElse(() -> "")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> choice.receive(numbers, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> choice.after(SHORT, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> choice.send(words, "a", null)).isInstanceOf(NullPointerException.class);
    }
}
