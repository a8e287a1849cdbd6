package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.channel.internal.RoutingChannels;
import org.junit.jupiter.api.Test;

/** Values go to the channel that the router selects, and a full channel blocks only sends to itself. */
class RoutingChannelTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Channel<String> left = Channel.named("left", 1);
    private final Channel<String> right = Channel.named("right", 1);
    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger routed = new AtomicInteger();

    /** Values start with the name of their channel. */
    private final SendChannel<String> routing =
            RoutingChannels.create("to tasks", this::target, closes::incrementAndGet);

    private Channel<String> target(String value) {
        routed.incrementAndGet();
        String name = value.substring(0, value.indexOf(':'));
        Channel<String> channel = Map.of("left", left, "right", right).get(name);
        if (channel == null) {
            throw new IllegalArgumentException("no such channel: name=" + name);
        }
        return channel;
    }

    @Test
    void sendsToTheChannelThatTheRouterSelects() throws Exception {
        routing.send("left:a");
        assertThat(routing.send("right:b", LONG)).isTrue();

        assertThat(left.receive()).isEqualTo("left:a");
        assertThat(right.receive()).isEqualTo("right:b");
        assertThat(routing.trySend("left:c")).isTrue();
        assertThat(left.receive()).isEqualTo("left:c");
    }

    @Test
    void aFullChannelDoesNotBlockSendsToOthers() throws Exception {
        left.send("full");
        Fork<Boolean> waiting = Fork.run(() -> routing.send("left:a")).parked();

        routing.send("right:b");
        assertThat(routing.trySend("left:c")).isFalse();
        assertThat(routing.send("left:c", SHORT)).isFalse();

        assertThat(right.receive()).isEqualTo("right:b");
        assertThat(left.receive()).isEqualTo("full");
        waiting.join();
        assertThat(left.receive()).isEqualTo("left:a");
        assertThat(left.tryReceive()).isEqualTo(new Received.Empty<>());
    }

    @Test
    void theRouterMayRefuseAValue() {
        assertThatThrownBy(() -> routing.send("up:a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such channel: name=up");
        assertThatThrownBy(() -> routing.send("up:a", LONG)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> routing.trySend("up:a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Select.create().send(routing, "up:a", () -> {}).await())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void afterTheCloseNothingCanBeSent() {
        assertThat(routing.isClosed()).isFalse();

        routing.close();

        assertThat(routing.isClosed()).isTrue();
        String message = "channel 'to tasks' is closed";
        assertThatThrownBy(() -> routing.send("left:a")).hasMessage(message);
        assertThatThrownBy(() -> routing.send("left:a", LONG)).hasMessage(message);
        assertThatThrownBy(() -> routing.trySend("left:a")).hasMessage(message);
        assertThatThrownBy(
                        () -> Select.create().send(routing, "left:a", () -> {}).await())
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage(message);
        assertThat(routed).hasValue(0);
        assertThat(left.size()).isZero();
    }

    @Test
    void closingRunsOnCloseOnceAndLeavesTheTargetsOpen() {
        routing.close();
        routing.close();

        assertThat(closes).hasValue(1);
        assertThat(left.isClosed()).isFalse();
        assertThatThrownBy(() -> routing.trySend("left:a")).hasMessage("channel 'to tasks' is closed");
    }

    @Test
    void theCloseEndsTheWaitsOfSenders() throws Exception {
        left.send("full");
        List<Fork<?>> senders = new ArrayList<>();
        senders.add(Fork.run(() -> routing.send("left:a")).parked());
        senders.add(Fork.fork(() -> routing.send("left:a", LONG)).parked());
        senders.add(
                Fork.run(() -> Select.create().send(routing, "left:a", () -> {}).await())
                        .parked());

        routing.close();

        for (Fork<?> sender : senders) {
            assertThatThrownBy(sender::join)
                    .isInstanceOf(ChannelClosedException.class)
                    .hasMessage("channel 'to tasks' is closed");
        }
        assertThat(left.receive()).isEqualTo("full");
        assertThat(left.tryReceive()).isEqualTo(new Received.Empty<>());
    }

    @Test
    void aClosedTargetIsNamed() throws Exception {
        Fork<Boolean> sender = Fork.run(() -> {
            routing.send("left:a");
            routing.send("left:b");
        });
        sender.parked();

        left.close("the task has ended");

        assertThatThrownBy(sender::join).hasMessage("channel 'left' is closed: the task has ended");
        assertThatThrownBy(() -> routing.trySend("left:c")).hasMessage("channel 'left' is closed: the task has ended");
        assertThat(routing.trySend("right:d")).isTrue();
    }

    @Test
    void anInterruptedSendHasNotSent() throws Exception {
        left.send("full");
        Fork<Boolean> sender = Fork.run(() -> routing.send("left:a")).parked();

        assertThatThrownBy(sender.interrupt()::join).isInstanceOf(InterruptedException.class);

        assertThat(left.receive()).isEqualTo("full");
        assertThat(left.tryReceive()).isEqualTo(new Received.Empty<>());
    }

    @Test
    void aSelectAsksTheRouterOnceAtEachAwait() throws Exception {
        List<String> log = new ArrayList<>();
        Channel<String> in = Channel.withCapacity(1);
        Select select = Select.create().receive(in, log::add).send(routing, "left:a", () -> log.add("sent"));

        select.await();
        assertThat(routed).hasValue(1);
        assertThat(left.size()).isEqualTo(1);

        Fork<Boolean> waiting = Fork.run(select::await).parked();
        assertThat(routed).hasValue(2);
        in.send("b");
        waiting.join();

        waiting = Fork.run(select::await).parked();
        assertThat(left.receive()).isEqualTo("left:a");
        waiting.join();
        assertThat(left.receive()).isEqualTo("left:a");
        assertThat(log).containsExactly("sent", "b", "sent");
    }

    @Test
    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    void refusesNull() {
        assertThatThrownBy(() -> routing.send(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> routing.trySend(null)).isInstanceOf(NullPointerException.class);
        assertThat(routed).hasValue(0);
    }
}
