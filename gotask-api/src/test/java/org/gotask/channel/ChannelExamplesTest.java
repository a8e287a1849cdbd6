package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The examples of the documentation do what it says. */
class ChannelExamplesTest {

    @Test
    void rangeEndsAtTheClose() {
        assertThat(ChannelExamples.range()).containsExactly(1, 4, 9, 16, 25);
    }

    @Test
    void selectTakesWhatIsReady() throws Exception {
        Channel<String> answers = Channel.withCapacity(1);
        answers.send("yes");

        assertThat(ChannelExamples.select(answers, Channel.never())).containsExactly("yes");
        assertThat(ChannelExamples.select(Channel.never(), Channel.withCapacity(1)))
                .containsExactly("asked");
        assertThat(ChannelExamples.select(answers, Channel.rendezvous())).containsExactly("late");
    }

    @Test
    void choiceReturnsWhatItsCaseDoes() throws Exception {
        Channel<String> answers = Channel.withCapacity(1);
        answers.send("yes");

        assertThat(ChannelExamples.choice(answers, Channel.never())).isEqualTo("answered yes");
        assertThat(ChannelExamples.choice(Channel.never(), Channel.withCapacity(1)))
                .isEqualTo("asked");
        assertThat(ChannelExamples.choice(answers, Channel.rendezvous())).isEqualTo("late");
    }

    @Test
    void viewsMapWhatPassesThroughThem() throws Exception {
        assertThat(ChannelExamples.map()).isEqualTo(42);
    }

    @Test
    void relayCarriesEverythingOverAndHoldsBackAThousand() throws Exception {
        Channel<String> in = Channel.rendezvous();
        Channel<String> out = Channel.rendezvous();
        List<String> sent = IntStream.range(0, 1100).mapToObj(i -> "m" + i).toList();
        Fork<Boolean> relay = Fork.run(() -> {
            ChannelExamples.relay(in, out);
            out.close();
        });
        Fork<Boolean> sender = Fork.run(() -> {
            for (String value : sent) {
                in.send(value);
            }
            in.close();
        });

        sender.parked(); // after a thousand that nobody has received
        List<String> received = new ArrayList<>();
        out.forEach(received::add);

        sender.join();
        relay.join();
        assertThat(received).isEqualTo(sent);
    }

    @Test
    void ticksComeUntilTheTimeIsUp() throws Exception {
        // ten at most if the two timers start together; a machine that stalls sees fewer, or one more for each stall
        assertThat(ChannelExamples.tick()).isBetween(0, 20);
    }
}
