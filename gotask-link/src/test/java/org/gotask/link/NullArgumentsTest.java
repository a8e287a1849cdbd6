package org.gotask.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.launch.TaskLaunch;
import org.gotask.link.memory.Claim;
import org.gotask.link.memory.DirectionMemory;
import org.gotask.link.memory.MessageMemory;
import org.gotask.link.memory.Outbox;
import org.gotask.link.memory.Reserve;
import org.gotask.testing.NullArguments;
import org.junit.jupiter.api.Test;

class NullArgumentsTest {

    @Test
    void everyPublicMethodRefusesNullByName() {
        Channel<TaskMsg> outbound = Channel.withCapacity(1);
        MessageMemory memory = new MessageMemory(1 << 30);
        LinkConfig reliable = LinkConfig.of(LinkKind.RELIABLE);
        LinkConfig mesosgot = LinkConfig.of(LinkKind.MESOSGOT);
        try (Link reliableLink = reliable.newLink("peer", datagram -> {}, new FakeListener());
                Link mesosgotLink = mesosgot.newLink("peer", datagram -> {}, new FakeListener())) {

            List<String> offenders = NullArguments.ofModuleOf(Link.class)
                    .implementedByUsers(DatagramPort.class, LinkListener.class, MessageSink.class)
                    .sample(Link.class, reliableLink, mesosgotLink)
                    .sample(
                            LinkChannel.class,
                            reliableLink.open("worker-0", Outbox.unlimited(outbound), FakeSink.reading()),
                            mesosgotLink.open("worker-0", Outbox.unlimited(outbound), FakeSink.reading()))
                    .sample(LinkConfig.class, reliable)
                    .sample(LinkKind.class, LinkKind.RELIABLE)
                    .sample(RateLimitedLog.class, new RateLimitedLog(System::nanoTime, line -> {}))
                    .sample(Channel.class, outbound)
                    .sample(Outbox.class, Outbox.unlimited(outbound))
                    .sample(MessageMemory.class, memory)
                    .sample(DirectionMemory.class, memory.inbound())
                    .sample(Reserve.class, memory.inbound().reserve())
                    .sample(Claim.class, memory.inbound().reserve().await(1, granted -> {}))
                    .sample(Throwable.class, new IllegalStateException("for the test"))
                    .sample(IOException.class, new IOException("for the test"))
                    .sample(Thread.class, Thread.currentThread())
                    .sample(TaskLaunch.class, new TaskLaunch("worker", 0, 1, List.of(), Map.of()))
                    .sample(TaskMsg.class, TaskMsg.of("worker-0", "text"))
                    .offenders();

            assertThat(offenders).isEmpty();
        }
    }
}
