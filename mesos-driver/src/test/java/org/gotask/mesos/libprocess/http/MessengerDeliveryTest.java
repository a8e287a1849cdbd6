package org.gotask.mesos.libprocess.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gotask.mesos.libprocess.MessageNotSentException;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.inbound.Inbox;
import org.gotask.mesos.proto.internal.PongSlaveMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages between two messengers. */
class MessengerDeliveryTest {

    @RegisterExtension
    final Network network = new Network();

    @Test
    void carriesSenderNameAndBody() throws Exception {
        HttpMessenger a = network.start();
        HttpMessenger b = network.start();
        Inbox inbox = new Inbox();
        b.spawn("slave(1)", inbox);

        a.send(a.upid("master"), b.upid("slave(1)"), Messages.of("hello"));

        Inbox.Letter letter = inbox.take();
        assertThat(letter.from()).contains(a.upid("master"));
        assertThat(letter.name()).isEqualTo("mesos.internal.FrameworkToExecutorMessage");
        assertThat(Messages.text(letter.body())).isEqualTo("hello");
    }

    @Test
    void namesUnionMessagesByTheirOwnPackage() throws Exception {
        HttpMessenger a = network.start();
        Inbox inbox = new Inbox();
        a.spawn("master", inbox);

        a.send(
                a.upid("s"),
                a.upid("master"),
                Call.newBuilder().setType(Call.Type.REVIVE).build());

        assertThat(inbox.take().name()).isEqualTo("mesos.scheduler.Call");
    }

    @Test
    void carriesAnEmptyBody() throws Exception {
        HttpMessenger a = network.start();
        HttpMessenger b = network.start();
        Inbox inbox = new Inbox();
        b.spawn("p", inbox);

        a.send(a.upid("q"), b.upid("p"), PongSlaveMessage.getDefaultInstance());
        a.send(a.upid("q"), b.upid("p"), Messages.of("next"));

        assertThat(inbox.take().body()).isEqualTo(ByteString.EMPTY);
        assertThat(Messages.text(inbox.take().body())).isEqualTo("next");
    }

    @Test
    void findsProcessesWhoseIdsNeedEncoding() throws Exception {
        HttpMessenger a = network.start();
        HttpMessenger b = network.start();
        for (String id : List.of("slave(1)", "a/b", "100%", "q?#", "x%41")) {
            Inbox inbox = new Inbox();
            b.spawn(id, inbox);

            a.send(a.upid(id), b.upid(id), Messages.of(id));

            Inbox.Letter letter = inbox.take();
            assertThat(letter.from()).contains(a.upid(id));
            assertThat(Messages.text(letter.body())).isEqualTo(id);
        }
    }

    @Test
    void deliversToAProcessOfItsOwn() throws Exception {
        // published under an address at which nobody listens
        HttpMessenger a = network.start(MessengerConfig.loopback().toBuilder()
                .advertisedHost("192.0.2.1")
                .advertisedPort(9)
                .build());
        Inbox inbox = new Inbox();
        a.spawn("p", inbox);

        for (int i = 0; i < 100; i++) {
            a.send(a.upid("q"), a.upid("p"), Messages.of("" + i));
        }

        for (int i = 0; i < 100; i++) {
            assertThat(Messages.text(inbox.take().body())).isEqualTo("" + i);
        }
    }

    @Test
    void keepsTheOrderOfEachSenderAmongMany() throws Exception {
        int senders = 8;
        int each = 2_000;
        HttpMessenger a = network.start();
        HttpMessenger b = network.start();
        Inbox inbox = new Inbox();
        b.spawn("p", inbox);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sending = new ArrayList<>();
            for (int s = 0; s < senders; s++) {
                Upid from = a.upid("s" + s);
                sending.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        a.send(from, b.upid("p"), Messages.of("" + i));
                    }
                    return null;
                }));
            }
            Map<Upid, Integer> next = new HashMap<>();
            for (int i = 0; i < senders * each; i++) {
                Inbox.Letter letter = inbox.take();
                Upid from = letter.from().orElseThrow();
                int expected = next.getOrDefault(from, 0);
                assertThat(Messages.text(letter.body())).as("next of %s", from).isEqualTo("" + expected);
                next.put(from, expected + 1);
            }
            for (Future<?> future : sending) {
                future.get();
            }
        }
        assertThat(inbox.size()).isZero();
    }

    @Test
    void carriesLargeMessagesBetweenSmallOnes() throws Exception {
        HttpMessenger a = network.start();
        HttpMessenger b = network.start();
        Inbox inbox = new Inbox();
        b.spawn("p", inbox);
        Random random = new Random(7);
        List<ByteString> bodies = new ArrayList<>();
        for (int size :
                new int[] {0, 1, 65_000, 65_536, 66_000, 32 * 1024 * 1024, 3, 1_048_576, 1_048_577, 5_000_000, 2}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            bodies.add(ByteString.copyFrom(bytes));
        }

        for (ByteString body : bodies) {
            a.send(a.upid("q"), b.upid("p"), Messages.of(body));
        }

        for (ByteString body : bodies) {
            ByteString arrived = Messages.data(inbox.take().body());
            assertThat(arrived.size()).isEqualTo(body.size());
            assertThat(arrived.equals(body))
                    .as("%d bytes unchanged", body.size())
                    .isTrue();
        }
    }

    @Test
    void refusesAMessageThatNoPeerAccepts() throws Exception {
        HttpMessenger a = network.start(
                MessengerConfig.loopback().toBuilder().maxBodyBytes(1000).build());
        Inbox inbox = new Inbox();
        a.spawn("p", inbox);
        int overhead = Messages.of("").getSerializedSize() + 1; // from a length of 128 on, the length takes two bytes

        a.send(a.upid("q"), a.upid("p"), Messages.of("x".repeat(1000 - overhead)));
        assertThatThrownBy(() -> a.send(a.upid("q"), a.upid("p"), Messages.of("x".repeat(1001 - overhead))))
                .isInstanceOf(MessageNotSentException.class)
                .hasMessage("message not sent: name=mesos.internal.FrameworkToExecutorMessage, to=" + a.upid("p")
                        + ", too long: lengthBytes=1001, maxBytes=1000; raise maxBodyBytes on both sides if this is "
                        + "intended");

        assertThat(inbox.take().body().size()).isEqualTo(1000);
        assertThat(inbox.size()).isZero();
    }

    @Test
    void stopsDeliveringToATerminatedProcess() throws Exception {
        HttpMessenger a = network.start();
        Inbox first = new Inbox();
        Inbox second = new Inbox();
        a.spawn("p", first);
        a.spawn("end", second);
        a.terminate("p");
        a.terminate("p");

        a.send(a.upid("q"), a.upid("p"), Messages.of("lost"));
        a.send(a.upid("q"), a.upid("end"), Messages.of("arrives"));

        second.take();
        assertThat(first.size()).isZero();
        a.spawn("p", first);
        a.send(a.upid("q"), a.upid("p"), Messages.of("again"));
        assertThat(Messages.text(first.take().body())).isEqualTo("again");
    }

    @Test
    void refusesASecondProcessOfTheSameId() throws Exception {
        HttpMessenger a = network.start();
        a.spawn("p", new Inbox());

        assertThatThrownBy(() -> a.spawn("p", new Inbox()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("process id is taken: id=p; terminate it first");
    }
}
