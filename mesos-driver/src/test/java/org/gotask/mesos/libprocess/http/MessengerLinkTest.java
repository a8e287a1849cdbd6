package org.gotask.mesos.libprocess.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MessengerLinkTest {

    @RegisterExtension
    final Network network = new Network();

    private final AtomicInteger exits = new AtomicInteger();

    @Test
    void opensAConnectionAndSharesItWithMessagesAndOtherLinks() throws Exception {
        HttpMessenger a = network.start();
        RawServer peer = network.listen();
        a.link(peer.upid(), exits::incrementAndGet);
        RawServer.Connection connection = peer.accept();

        a.link(new Upid("other", "127.0.0.1", peer.upid().port()), exits::incrementAndGet);
        a.send(a.upid("p"), peer.upid(), Messages.of("same way"));

        assertThat(Messages.text(connection.next())).isEqualTo("same way");
        assertThat(exits).hasValue(0);
        connection.close();
        await().until(() -> exits.get() == 2);
    }

    @Test
    void firesOnceWhenThePeerEndsTheConnection() throws Exception {
        HttpMessenger a = network.start();
        RawServer peer = network.listen();
        a.link(peer.upid(), exits::incrementAndGet);

        peer.accept().close();
        await().until(() -> exits.get() == 1);
        a.send(a.upid("p"), peer.upid(), Messages.of("anew"));
        RawServer.Connection second = peer.accept();
        assertThat(Messages.text(second.next())).isEqualTo("anew");
        CountDownLatch seen = new CountDownLatch(1);
        a.link(peer.upid(), seen::countDown);
        second.close();

        assertThat(seen.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(exits).hasValue(1);
    }

    @Test
    void firesWhenTheConnectionIsReset() throws Exception {
        HttpMessenger a = network.start();
        RawServer peer = network.listen();
        a.link(peer.upid(), exits::incrementAndGet);

        peer.accept().reset();

        await().until(() -> exits.get() == 1);
    }

    @Test
    void firesWhenThePeerCannotBeReached() throws Exception {
        HttpMessenger a = network.start();
        RawServer peer = network.listen();
        Upid gone = peer.upid();
        peer.stopListening();

        a.link(gone, exits::incrementAndGet);
        a.link(new Upid("p", "no-such-host.invalid", 1), exits::incrementAndGet);

        await().atMost(Duration.ofSeconds(60)).until(() -> exits.get() == 2);
    }

    @Test
    void firesWhenAPeerDoesNotAnswerInTime() throws Exception {
        HttpMessenger a = network.start(MessengerConfig.loopback().toBuilder()
                .connectTimeout(Duration.ofMillis(100))
                .build());

        a.link(
                Upid.parse("p@192.0.2.1:9"),
                exits::incrementAndGet); // an address for documentation, which is not routed

        await().until(() -> exits.get() == 1);
    }

    @Test
    void doesNotFireAfterItWasClosed() throws Exception {
        HttpMessenger a = network.start();
        RawServer peer = network.listen();
        Messenger.Link link = a.link(peer.upid(), exits::incrementAndGet);
        CountDownLatch other = new CountDownLatch(1);
        a.link(peer.upid(), other::countDown);

        link.close();
        link.close();
        peer.accept().close();

        assertThat(other.await(60, TimeUnit.SECONDS)).isTrue();
        a.close();
        assertThat(exits).hasValue(0);
    }

    @Test
    void doesNotFireWhenTheMessengerCloses() throws Exception {
        HttpMessenger a = network.start();
        HttpMessenger b = network.start();
        a.link(b.upid("p"), exits::incrementAndGet);

        a.close();
        a.link(b.upid("p"), exits::incrementAndGet);
        b.close();

        assertThat(a.liveThreads()).isZero();
        assertThat(exits).hasValue(0);
    }

    @Test
    void survivesAnActionThatFails() throws Exception {
        try (LogCapture log = new LogCapture()) {
            HttpMessenger a = network.start();
            RawServer peer = network.listen();
            a.link(peer.upid(), () -> {
                throw new IllegalStateException("clumsy");
            });
            a.link(peer.upid(), exits::incrementAndGet);

            peer.accept().close();

            await().until(() -> exits.get() == 1);
            await().until(() -> log.lines().contains("the action of a link failed"));
        }
    }

    @Test
    void maySendAndLinkAnewWithinTheAction() throws Exception {
        HttpMessenger a = network.start();
        RawServer peer = network.listen();
        a.link(peer.upid(), () -> {
            a.link(peer.upid(), exits::incrementAndGet);
            try {
                a.send(a.upid("p"), peer.upid(), Messages.of("are you there"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        peer.accept().close();

        assertThat(Messages.text(peer.accept().next())).isEqualTo("are you there");
    }
}
