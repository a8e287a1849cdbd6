package org.gotask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gotask.channel.Channel;
import org.gotask.channel.Choice;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.Select;
import org.gotask.channel.SendChannel;
import org.gotask.channel.Ticker;
import org.gotask.channel.Timers;
import org.gotask.channel.internal.Gate;
import org.gotask.channel.internal.GatedChannels;
import org.gotask.channel.internal.RoutingChannels;
import org.gotask.scope.Scope;
import org.gotask.testing.NullArguments;
import org.junit.jupiter.api.Test;

/** Whoever passes null hears of it at once and by the name of the parameter, not from a thread that hangs later. */
class NullArgumentsTest {

    @Test
    void everyPublicMethodRefusesNullByName() throws Exception {
        Channel<Object> channel = Channel.withCapacity(1);
        SendChannel<Object> routing = RoutingChannels.create("", value -> channel, () -> {});
        Channel<TaskMsg> messages = Channel.withCapacity(1);
        Ticker ticker = Timers.tick(Duration.ofHours(1));
        ReceiveChannel<Instant> timer = ticker.channel();

        List<String> offenders = Scope.call(scope -> NullArguments.ofModuleOf(TaskMsg.class)
                .implementedByUsers(
                        Codec.class,
                        SchedulerBody.class,
                        SchedulerFunction.class,
                        SchedulerTask.class,
                        Task.class,
                        TaskBody.class,
                        TaskFunction.class,
                        Choice.Receiver.class,
                        Gate.class,
                        GatedChannels.Factory.class,
                        RoutingChannels.Factory.class,
                        Select.Receiver.class,
                        Scope.Body.class,
                        Scope.ResultBody.class)
                .sample(Agent.class, new Agent("7d3f-S1", "h7"))
                .sample(Codec.class, Codec.text(), Codec.bytes(), Codec.text().map("sample", text -> "", text -> text))
                .sample(FailureTolerance.class, FailureTolerance.NONE)
                .sample(Resources.class, Resources.NONE, Resources.of("cpus", 1))
                .sample(SchedulerContext.class, context(messages).build())
                .sample(SchedulerContext.Builder.class, context(messages))
                .sample(
                        TaskContext.class,
                        TaskContext.builder("worker-0", messages, messages).build())
                .sample(TaskContext.Builder.class, TaskContext.builder("worker-0", messages, messages))
                .sample(TaskFailure.class, new TaskFailure("worker-0", "boom"))
                .sample(TaskMsg.class, TaskMsg.of("worker-0", "sample"))
                .sample(TaskSpec.class, TaskSpec.of("worker", 2, Resources.NONE))
                .sample(Channel.class, channel)
                .sample(Choice.class, Choice.create())
                .sample(ReceiveChannel.class, channel, channel.mapReceived(value -> value), timer)
                .sample(Scope.class, scope)
                .sample(Select.class, Select.create())
                .sample(
                        SendChannel.class,
                        channel,
                        routing,
                        channel.mapSent(value -> value),
                        routing.mapSent(value -> value))
                .offenders());

        assertThat(offenders).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // what a user's program may do
    void everyBuiltInCodecRefusesNullByName() {
        for (Codec<?> codec : List.of(Codec.text(), Codec.bytes())) {
            assertThatThrownBy(() -> codec.encode(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("value");
            assertThatThrownBy(() -> codec.decode(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("content");
        }
    }

    private static SchedulerContext.Builder context(Channel<TaskMsg> messages) {
        return SchedulerContext.builder(messages, messages, Channel.never());
    }
}
