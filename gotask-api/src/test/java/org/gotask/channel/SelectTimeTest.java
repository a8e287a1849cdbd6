package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a select does when nothing can happen: timers and the default. */
class SelectTimeTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(60);

    /** What has happened, in order. */
    private final List<String> log = new ArrayList<>();

    private Select.Action note(String what) {
        return () -> log.add(what);
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
                .hasMessage("select already has a default; call orElse at most once");
    }

    @Test
    void aTimerHappensWhenNothingElseDoes() throws Exception {
        Channel<String> channel = Channel.rendezvous();
        long start = System.nanoTime();

        Select.create().receive(channel, log::add).after(SHORT, note("time")).await();

        assertThat(log).containsExactly("time");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
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
}
