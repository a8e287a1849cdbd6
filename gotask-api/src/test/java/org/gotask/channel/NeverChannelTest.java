package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Go's nil channel. */
class NeverChannelTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void senderAndReceiverDoNotMeet() throws Exception {
        Channel<String> never = Channel.never();
        Fork<Boolean> sender = Fork.run(() -> never.send("a")).parked();
        Fork<String> receiver = Fork.fork(never::receive).parked();

        assertThat(never.trySend("b")).isFalse();
        assertThat(never.tryReceive()).isEqualTo(new Received.Empty<>());
        assertThat(never.send("c", SHORT)).isFalse();
        assertThat(never.receive(SHORT)).isEqualTo(new Received.Empty<>());

        assertThat(sender.isDone()).isFalse();
        assertThat(receiver.isDone()).isFalse();
        assertThatThrownBy(sender.interrupt()::join).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(receiver.interrupt()::join).isInstanceOf(InterruptedException.class);
    }

    @Test
    void cannotBeClosed() {
        Channel<String> never = Channel.never();

        assertThatThrownBy(never::close)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the channel of Channel.never() cannot be closed");
        assertThat(never.isClosed()).isFalse();
    }

    @Test
    void switchesACaseOfASelectOff() throws Exception {
        Channel<String> open = Channel.withCapacity(1);
        AtomicReference<String> happened = new AtomicReference<>("");
        for (int i = 0; i < 100; i++) {
            open.send("open");
            Select.create()
                    .receive(Channel.<String>never(), value -> happened.set("received from never"))
                    .send(Channel.<String>never(), "x", () -> happened.set("sent to never"))
                    .receive(open, happened::set)
                    .await();
            assertThat(happened).hasValue("open");
        }
    }

    @Test
    void twoSelectsDoNotMeetOnIt() throws Exception {
        Fork<Boolean> sender = Fork.run(() -> Select.create()
                        .send(Channel.<String>never(), "a", () -> {})
                        .await())
                .parked();
        AtomicReference<String> happened = new AtomicReference<>("");

        Select.create()
                .receive(Channel.<String>never(), happened::set)
                .after(SHORT, () -> happened.set("time"))
                .await();

        assertThat(happened).hasValue("time");
        assertThatThrownBy(sender.interrupt()::join).isInstanceOf(InterruptedException.class);
    }
}
