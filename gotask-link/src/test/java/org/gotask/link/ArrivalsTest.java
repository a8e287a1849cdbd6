package org.gotask.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gotask.TaskMsg;
import org.gotask.link.Arrivals.Next;
import org.junit.jupiter.api.Test;

/** The states of the messages that arrive for one task: idle, delivering, ended, abandoned. */
class ArrivalsTest {

    private final Arrivals arrivals = new Arrivals();

    @Test
    void firstMessageMakesItsThreadTheOneWhoDelivers() {
        assertThat(arrivals.add(message("one"))).isTrue();
        assertThat(arrivals.add(message("two"))).isFalse();

        assertThat(arrivals.next()).isEqualTo(Next.MESSAGES);
        assertThat(drain()).containsExactly("one", "two");
    }

    @Test
    void messagesThatArriveDuringADeliveryAreLeftToTheThreadThatDelivers() {
        arrivals.add(message("one"));
        arrivals.next();
        drain();

        assertThat(arrivals.add(message("two"))).isFalse();

        assertThat(arrivals.next()).isEqualTo(Next.MESSAGES);
        assertThat(drain()).containsExactly("two");
    }

    @Test
    void batchIsNotTouchedByMessagesThatArriveMeanwhile() {
        arrivals.add(message("one"));
        arrivals.next();

        arrivals.add(message("two"));

        assertThat(drain()).containsExactly("one");
    }

    @Test
    void threadThatDeliversStopsWhenNothingWaitsAndTheNextMessageFindsAnother() {
        arrivals.add(message("one"));
        arrivals.next();
        drain();

        assertThat(arrivals.next()).isEqualTo(Next.NOTHING);

        assertThat(arrivals.add(message("two"))).isTrue();
    }

    @Test
    void endIsDeliveredOnceAfterTheLastMessage() {
        arrivals.add(message("one"));
        assertThat(arrivals.complete()).isFalse();

        assertThat(arrivals.next()).isEqualTo(Next.MESSAGES);
        drain();
        assertThat(arrivals.next()).isEqualTo(Next.END);
        assertThat(arrivals.next()).isEqualTo(Next.NOTHING);
        assertThat(arrivals.complete()).isFalse();
    }

    @Test
    void endAloneMakesItsThreadTheOneWhoDelivers() {
        assertThat(arrivals.complete()).isTrue();

        assertThat(arrivals.next()).isEqualTo(Next.END);
    }

    @Test
    void isCompleteWhenTheEndHasArrivedThoughNothingIsDelivered() {
        arrivals.add(message("one"));
        assertThat(arrivals.isComplete()).isFalse();

        arrivals.complete();

        assertThat(arrivals.isComplete()).isTrue();
    }

    @Test
    void messageAfterTheEndIsDropped() {
        arrivals.complete();

        assertThat(arrivals.add(message("late"))).isFalse();

        assertThat(arrivals.next()).isEqualTo(Next.END);
    }

    @Test
    void abandonedTaskDeliversNeitherMessagesNorTheEnd() {
        arrivals.add(message("one"));

        arrivals.abandon();

        assertThat(arrivals.isAbandoned()).isTrue();
        assertThat(arrivals.next()).isEqualTo(Next.NOTHING);
        assertThat(arrivals.add(message("two"))).isFalse();
        assertThat(arrivals.complete()).isFalse();
        assertThat(arrivals.next()).isEqualTo(Next.NOTHING);
    }

    private static TaskMsg message(String text) {
        return TaskMsg.of("worker-0", text);
    }

    private List<String> drain() {
        List<String> texts = new ArrayList<>();
        while (!arrivals.batch().isEmpty()) {
            texts.add(arrivals.batch().remove().text());
        }
        return texts;
    }
}
