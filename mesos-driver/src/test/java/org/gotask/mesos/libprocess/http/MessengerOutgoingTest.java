package org.gotask.mesos.libprocess.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.inbound.Inbox;
import org.gotask.mesos.proto.internal.PongSlaveMessage;
import org.gotask.testing.PortToReopen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The requests that a messenger writes, and its reaction to peers that respond, end or read in unusual ways. */
class MessengerOutgoingTest {

    private static final ByteString BLOCK = ByteString.copyFrom(new byte[64 * 1024]);

    @RegisterExtension
    final Network network = new Network();

    @Test
    void writesRequestsAsLibprocessDoes() throws Exception {
        HttpMessenger a = network.start();
        RawServer peer = network.listen();
        Upid to = new Upid("slave(1)", "127.0.0.1", peer.upid().port());
        String expected = "POST /slave(1)/mesos.internal.PongSlaveMessage HTTP/1.1\r\n"
                + "User-Agent: libprocess/" + a.upid("slave-observer(1)") + "\r\n"
                + "Libprocess-From: " + a.upid("slave-observer(1)") + "\r\n"
                + "Connection: Keep-Alive\r\n"
                + "Host: " + to.host() + ":" + to.port() + "\r\n"
                + "Content-Length: 0\r\n\r\n";

        a.send(a.upid("slave-observer(1)"), to, PongSlaveMessage.getDefaultInstance());

        byte[] written = peer.accept().readBytes(expected.length());
        assertThat(new String(written, StandardCharsets.US_ASCII)).isEqualTo(expected);
    }

    @Test
    void needsNoAnswersAndSharesOneConnection() throws Exception {
        HttpMessenger a = network.start();
        RawServer peer = network.listen();
        for (int i = 0; i < 1000; i++) {
            a.send(a.upid("p" + i % 3), peer.upid(), Messages.of("" + i));
        }

        RawServer.Connection connection = peer.accept();

        for (int i = 0; i < 1000; i++) {
            assertThat(text(connection.next())).isEqualTo("" + i);
        }
    }

    @Test
    void connectsAnewToAPeerThatEndsTheConnectionAfterEachMessage() throws Exception {
        HttpMessenger a = network.start();
        RawServer peer = network.listen();
        for (int i = 0; i < 20; i++) {
            CountDownLatch ended = new CountDownLatch(1);
            a.send(a.upid("p"), peer.upid(), Messages.of("" + i));
            RawServer.Connection connection = peer.accept();
            assertThat(text(connection.next())).isEqualTo("" + i);
            a.link(peer.upid(), ended::countDown);

            connection.accept();
            connection.close();

            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void reachesAPeerThatCameBackOnTheSamePort() throws Exception {
        HttpMessenger a = network.start(new MessengerConfig("127.0.0.1", PortToReopen.find()));
        HttpMessenger first = network.start();
        Inbox inbox = new Inbox();
        first.spawn("p", inbox);
        Upid peer = first.upid("p");
        CountDownLatch gone = new CountDownLatch(1);
        a.link(peer, gone::countDown);
        a.send(a.upid("q"), peer, Messages.of("first"));
        inbox.take();
        first.close();
        assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();

        HttpMessenger second = network.start(new MessengerConfig("127.0.0.1", peer.port()));
        second.spawn("p", inbox);
        a.send(a.upid("q"), peer, Messages.of("second"));

        assertThat(Messages.text(inbox.take().body())).isEqualTo("second");
    }

    @Test
    void makesSendersWaitForASlowPeerAndLosesNothing() throws Exception {
        long limit = 1024 * 1024;
        HttpMessenger a = network.start(
                MessengerConfig.loopback().toBuilder().maxQueuedBytes(limit).build());
        RawServer peer = network.listen();
        AtomicInteger sent = new AtomicInteger();
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread sender = Thread.ofPlatform().start(() -> {
            try {
                while (true) {
                    a.send(a.upid("p"), peer.upid(), Messages.of(BLOCK));
                    sent.incrementAndGet();
                }
            } catch (InterruptedException e) {
                end.set(e);
            }
        });
        RawServer.Connection connection = peer.accept();
        // it waits permanently if nothing moves any more
        AtomicInteger last = new AtomicInteger(-1);
        await().pollInterval(100, TimeUnit.MILLISECONDS)
                .until(() -> last.getAndSet(sent.get()) == sent.get() && sender.getState() == Thread.State.WAITING);

        sender.interrupt();
        sender.join();

        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        // the limit, and the contents of the two sockets
        assertThat(sent.get() * 64L * 1024).isGreaterThanOrEqualTo(limit).isLessThan(64 * limit);
        for (int i = 0; i < sent.get(); i++) {
            assertThat(connection.next().size()).isGreaterThan(BLOCK.size());
        }
        a.send(a.upid("p"), peer.upid(), Messages.of("and on"));
        assertThat(text(connection.next())).isEqualTo("and on");
    }

    @Test
    void doesNotHoldUpOtherPeersForASlowOne() throws Exception {
        HttpMessenger a = network.start(
                MessengerConfig.loopback().toBuilder().maxQueuedBytes(1).build());
        HttpMessenger b = network.start();
        Inbox inbox = new Inbox();
        b.spawn("p", inbox);
        RawServer slow = network.listen();
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 10_000; i++) {
                    a.send(a.upid("p"), slow.upid(), Messages.of(BLOCK));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        slow.accept();
        await().until(() -> sender.getState() == Thread.State.WAITING);

        a.send(a.upid("q"), b.upid("p"), Messages.of("quick"));

        assertThat(Messages.text(inbox.take().body())).isEqualTo("quick");
        sender.interrupt();
        sender.join();
    }

    @Test
    void sendsWhatABrokenConnectionDidNotTakeOverAFreshOneAndNothingTwice() throws Exception {
        int count = 4_000;
        ByteString filling = ByteString.copyFrom(new byte[8 * 1024]);
        HttpMessenger a = network.start(
                MessengerConfig.loopback().toBuilder().maxQueuedBytes(1L << 30).build());
        RawServer peer = network.listen();
        for (int i = 0; i < count; i++) {
            a.send(
                    a.upid("p"),
                    peer.upid(),
                    Messages.of(ByteString.copyFromUtf8(i + ":").concat(filling)));
        }
        List<Integer> arrived = new ArrayList<>();
        RawServer.Connection first = peer.accept();
        for (int i = 0; i < 10; i++) {
            arrived.add(number(first.next()));
        }

        first.reset();

        RawServer.Connection second = peer.accept();
        while (arrived.getLast() < count - 1) {
            arrived.add(number(second.next()));
        }
        assertThat(arrived).isSorted().doesNotHaveDuplicates();
        // only the contents of the two sockets are lost
        assertThat(arrived.size()).isBetween(count / 2, count);
    }

    @Test
    void givesUpAMessageOverWhichConnectionsBreakAndSendsTheNext() throws Exception {
        try (LogCapture log = new LogCapture()) {
            HttpMessenger a = network.start(MessengerConfig.loopback().toBuilder()
                    .maxQueuedBytes(1L << 30)
                    .build());
            RawServer peer = network.listen();
            a.send(a.upid("p"), peer.upid(), Messages.of(ByteString.copyFrom(new byte[32 * 1024 * 1024])));
            a.send(a.upid("p"), peer.upid(), Messages.of("next"));
            RawServer.Connection first = peer.accept();
            first.readBytes(100);
            first.reset();
            RawServer.Connection second = peer.accept();
            second.readBytes(100);

            second.reset();

            assertThat(text(peer.accept().next())).isEqualTo("next");
            assertThat(log.linesWith(peer.upid().port()))
                    .singleElement()
                    .asString()
                    .startsWith("messages dropped: to=127.0.0.1:" + peer.upid().port()
                            + ", count=1, reason=successive connections broke while it was sent, bytes=335");
        }
    }

    @Test
    void dropsMessagesToAnUnreachablePeerWithOneLine() throws Exception {
        try (LogCapture log = new LogCapture()) {
            HttpMessenger a = network.start();
            RawServer peer = network.listen();
            Upid upid = peer.upid();
            peer.stopListening();

            for (int i = 0; i < 50; i++) {
                a.send(a.upid("p"), upid, Messages.of("lost"));
                CountDownLatch tried = new CountDownLatch(1);
                a.link(upid, tried::countDown);
                assertThat(tried.await(60, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(log.linesWith(upid.port()))
                    .singleElement()
                    .asString()
                    .isEqualTo(
                            "messages dropped: to=127.0.0.1:" + upid.port() + ", count=1, reason=connection refused");
        }
    }

    @Test
    void forgetsPeersAmongThousandsOnlyWhenNothingHangsOnThem() throws Exception {
        HttpMessenger a = network.start();
        RawServer peer = network.listen();
        a.link(peer.upid(), () -> {});
        RawServer.Connection connection = peer.accept();
        int many = 2100;
        AtomicInteger exits = new AtomicInteger();
        // each is removed after many others were added
        for (int round = 1; round <= 2; round++) {
            for (int i = 0; i < many; i++) {
                Upid nobody = new Upid("p", "127.1." + i / 250 + "." + (1 + i % 250), 1);
                a.link(nobody, exits::incrementAndGet);
            }
            int expected = round * many;
            await().until(() -> exits.get() >= expected);
        }

        a.send(a.upid("p"), peer.upid(), Messages.of("as ever"));

        assertThat(text(connection.next())).isEqualTo("as ever");
        assertThat(exits).hasValue(2 * many);
    }

    @Test
    void refusesToSendBeforeItIsStarted() {
        HttpMessenger a = new HttpMessenger(MessengerConfig.loopback());
        Upid upid = Upid.parse("p@127.0.0.1:1");

        assertThatThrownBy(() -> a.send(upid, upid, Messages.of("early")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("messenger is not started; call start first");
        assertThatThrownBy(() -> a.upid("p")).isInstanceOf(IllegalStateException.class);
    }

    private static String text(ByteString body) {
        return Messages.text(body);
    }

    private static int number(ByteString body) {
        String data = Messages.text(body);
        return Integer.parseInt(data.substring(0, data.indexOf(':')));
    }
}
