package org.gotask.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.channel.ReceiveChannel;
import org.gotask.launch.TaskLaunch;
import org.gotask.testing.NullArguments;
import org.junit.jupiter.api.Test;

class NullArgumentsTest {

    @Test
    void everyPublicMethodRefusesNullByName() {
        Channel<TaskMsg> outbound = Channel.withCapacity(1);
        LinkConfig reliable = LinkConfig.of(LinkKind.RELIABLE);
        LinkConfig mesosgot = LinkConfig.of(LinkKind.MESOSGOT);
        try (Link reliableLink = reliable.newLink("peer", datagram -> {}, new FakeListener());
                Link mesosgotLink = mesosgot.newLink("peer", datagram -> {}, new FakeListener())) {

            List<String> offenders = NullArguments.ofModuleOf(Link.class)
                    .implementedByUsers(DatagramPort.class, LinkListener.class, MessageSink.class)
                    .sample(Link.class, reliableLink, mesosgotLink)
                    .sample(
                            LinkChannel.class,
                            reliableLink.open("worker-0", outbound, FakeSink.reading()),
                            mesosgotLink.open("worker-0", outbound, FakeSink.reading()))
                    .sample(LinkConfig.class, reliable)
                    .sample(LinkKind.class, LinkKind.RELIABLE)
                    .sample(RateLimitedLog.class, new RateLimitedLog(System::nanoTime, line -> {}))
                    .sample(ReceiveChannel.class, outbound)
                    .sample(TaskLaunch.class, new TaskLaunch("worker", 0, 1, List.of(), Map.of()))
                    .sample(TaskMsg.class, TaskMsg.of("worker-0", "text"))
                    .offenders();

            assertThat(offenders).isEmpty();
        }
    }
}
