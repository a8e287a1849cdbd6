package org.gotask.mesos.libprocess.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.gotask.mesos.libprocess.MessageNotSentException;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.address.Ipv4;
import org.gotask.mesos.libprocess.inbound.Inbox;
import org.gotask.testing.PortToReopen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Binding, publishing and closing. */
class MessengerLifecycleTest {

    @RegisterExtension
    final Network network = new Network();

    @Test
    void publishesTheBoundAddress() throws Exception {
        HttpMessenger a = network.start();

        assertThat(a.upid("p").host()).isEqualTo("127.0.0.1");
        assertThat(a.upid("p").port()).isPositive();
        assertThat(a.upid("p")).isEqualTo(a.upid("p"));
    }

    @Test
    void publishesAnAddressOfThisMachineWhenAllAreBound() throws Exception {
        HttpMessenger a = network.start(MessengerConfig.builder().build());
        HttpMessenger b = network.start();
        Inbox inbox = new Inbox();
        a.spawn("p", inbox);

        String host = a.upid("p").host();
        b.send(b.upid("q"), a.upid("p"), Messages.of("found"));

        assertThat(Ipv4.isNumeric(host)).isTrue();
        assertThat(NetworkInterface.getByInetAddress(InetAddress.getAllByName(host)[0]))
                .isNotNull();
        boolean hasOther = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> Ipv4.isNumeric(address.getHostAddress())
                        && !address.isLoopbackAddress()
                        && !address.isLinkLocalAddress());
        assertThat(host.startsWith("127.")).isEqualTo(!hasOther);
        assertThat(Messages.text(inbox.take().body())).isEqualTo("found");
    }

    @Test
    void publishesTheAdvertisedAddress() throws Exception {
        HttpMessenger a = network.start(MessengerConfig.builder()
                .advertisedHost("gateway.example.org")
                .advertisedPort(80)
                .build());

        assertThat(a.upid("p")).hasToString("p@gateway.example.org:80");
    }

    @Test
    void saysWhichPortIsInUse() throws Exception {
        HttpMessenger a = network.start(new MessengerConfig("127.0.0.1", PortToReopen.find()));
        int port = a.upid("p").port();
        HttpMessenger b = new HttpMessenger(new MessengerConfig("127.0.0.1", port));

        assertThatThrownBy(b::start)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot listen on 127.0.0.1:" + port + ": the port is in use; choose another one, 0 for any "
                                + "free one, or stop the program that holds it");
        assertThat(b.liveThreads()).isZero();

        a.close();
        b.start();
        assertThat(b.upid("p").port()).isEqualTo(port);
        b.close();
    }

    @Test
    void saysWhichAddressTheMachineLacks() {
        HttpMessenger a = new HttpMessenger(new MessengerConfig("192.0.2.1", 0));

        assertThatThrownBy(a::start)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot listen on 192.0.2.1:0: this machine does not have the address");
        a.close();
    }

    @Test
    void startsOnlyOnce() throws Exception {
        HttpMessenger a = network.start();

        assertThatThrownBy(a::start).isInstanceOf(IllegalStateException.class);
        a.close();
        assertThatThrownBy(a::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void writesWhatIsQueuedBeforeItCloses() throws Exception {
        HttpMessenger a = network.start();
        HttpMessenger b = network.start();
        Inbox inbox = new Inbox();
        b.spawn("p", inbox);
        ByteString block = ByteString.copyFrom(new byte[10_000]);
        for (int i = 0; i < 1000; i++) {
            a.send(a.upid("q"), b.upid("p"), Messages.of(block));
        }

        a.close();

        for (int i = 0; i < 1000; i++) {
            assertThat(inbox.take().body().size()).isGreaterThan(10_000);
        }
        assertThat(a.liveThreads()).isZero();
    }

    /** If the connection were reset before the peer has read everything, unread data would be lost. */
    @Test
    void givesAPeerThatReadsSlowlyTheTimeToReadWhatWasWrittenBeforeItCloses() throws Exception {
        HttpMessenger a = network.start();
        RawServer peer = network.listen();
        for (int i = 0; i < 10; i++) {
            a.send(a.upid("q"), peer.upid(), Messages.of("" + i));
        }
        RawServer.Connection connection = peer.accept();
        connection.next();
        connection.accept();
        Thread closing = Thread.ofPlatform().start(a::close);
        // longer than the wait for a peer that owes no responses
        assertThat(closing.join(Duration.ofMillis(700))).isFalse();

        for (int i = 1; i < 10; i++) {
            assertThat(Messages.text(connection.next())).isEqualTo("" + i);
            connection.accept();
        }

        closing.join();
    }

    @Test
    void closesThoughNothingMoves() throws Exception {
        try (LogCapture log = new LogCapture()) {
            HttpMessenger a = network.start();
            RawServer silent = network.listen();
            for (int i = 0; i < 15; i++) {
                a.send(a.upid("p"), silent.upid(), Messages.of(ByteString.copyFrom(new byte[1024 * 1024])));
            }
            a.link(Upid.parse("p@192.0.2.1:9"), () -> {});
            CountDownLatch entered = new CountDownLatch(1);
            a.spawn("stuck", (from, name, body) -> {
                entered.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            network.connect(a).post("/stuck/x", "");
            entered.await();

            a.close();

            assertThat(a.liveThreads()).isZero();
            assertThat(log.lines()).allSatisfy(line -> assertThat(line).startsWith("messages dropped: "));
        }
    }

    @Test
    void closesAtOnceWhenNothingIsLeftToDo() throws Exception {
        HttpMessenger b = network.start();
        Inbox inbox = new Inbox();
        b.spawn("p", inbox);
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            HttpMessenger a = network.start();
            a.link(b.upid("p"), () -> {});
            a.send(a.upid("q"), b.upid("p"), Messages.of("done"));
            inbox.take();
            long start = System.nanoTime();

            a.close();

            times.add(Duration.ofNanos(System.nanoTime() - start));
        }

        // a wait within close would be part of each measurement; delays of a busy machine are not
        assertThat(Collections.min(times)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void refusesMessagesAfterItClosed() throws Exception {
        HttpMessenger a = network.start();
        a.close();
        a.close();

        assertThatThrownBy(() -> a.send(a.upid("p"), a.upid("q"), Messages.of("late")))
                .isInstanceOf(MessageNotSentException.class)
                .hasMessage("message not sent: name=mesos.internal.FrameworkToExecutorMessage, to=" + a.upid("q")
                        + ", the messenger is closed");
    }

    @Test
    void wakesWaitingSendersWhenItCloses() throws Exception {
        try (LogCapture log = new LogCapture()) {
            HttpMessenger a = network.start(
                    MessengerConfig.loopback().toBuilder().maxQueuedBytes(1).build());
            RawServer silent = network.listen();
            AtomicReference<Throwable> end = new AtomicReference<>();
            Thread sender = Thread.ofPlatform().start(() -> {
                try {
                    while (true) {
                        a.send(a.upid("p"), silent.upid(), Messages.of(ByteString.copyFrom(new byte[1024 * 1024])));
                    }
                } catch (InterruptedException | MessageNotSentException e) {
                    end.set(e);
                }
            });
            silent.accept();
            await().until(() -> sender.getState() == Thread.State.WAITING);

            a.close();
            sender.join();

            assertThat(end.get()).isInstanceOf(MessageNotSentException.class);
            assertThat(log.lines()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void mayBeClosedByAHandler() throws Exception {
        HttpMessenger a = network.start();
        CountDownLatch closed = new CountDownLatch(1);
        a.spawn("p", (from, name, body) -> {
            a.close();
            closed.countDown();
        });

        a.send(a.upid("q"), a.upid("p"), Messages.of("end"));

        closed.await();
        await().until(() -> a.liveThreads() == 0);
    }

    @Test
    void closesWithoutWaitingOnAnInterruptedThread() throws Exception {
        RawServer silent = network.listen();
        for (int i = 0; i < 20; i++) {
            HttpMessenger a = network.start();
            a.link(silent.upid(), () -> {}); // its connection may be open or not

            Thread.currentThread().interrupt();
            a.close();

            assertThat(Thread.interrupted()).isTrue();
            await().until(() -> a.liveThreads() == 0);
        }
    }
}
