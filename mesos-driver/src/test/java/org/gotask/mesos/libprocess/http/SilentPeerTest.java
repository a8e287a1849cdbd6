package org.gotask.mesos.libprocess.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.wire.InboundLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A peer that has responded and stops responding: gone if it accepts no other connection either, otherwise only slow.
 */
class SilentPeerTest {

    @RegisterExtension
    final Network network = new Network();

    private final HttpMessenger messenger = new HttpMessenger(
            MessengerConfig.loopback(), InboundLimits.of(MessengerConfig.loopback()), Duration.ofMillis(50));
    private final CountDownLatch exited = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        messenger.start();
    }

    @AfterEach
    void close() {
        messenger.close();
    }

    private void send(Upid to, String text) throws InterruptedException {
        messenger.send(messenger.upid("p"), to, Messages.of(text));
    }

    /** A linked peer that has responded to the first message and not to the second. */
    private RawServer.Connection owing(RawServer peer) throws Exception {
        messenger.link(peer.upid(), exited::countDown);
        send(peer.upid(), "first");
        RawServer.Connection connection = peer.accept();
        assertThat(Messages.text(connection.next())).isEqualTo("first");
        connection.accept();
        send(peer.upid(), "second");
        assertThat(Messages.text(connection.next())).isEqualTo("second");
        return connection;
    }

    @Test
    void peerThatTakesNoOtherConnectionIsGone() throws Exception {
        RawServer peer = network.listen();
        owing(peer);
        assertThat(exited.getCount()).isOne();

        peer.stopListening();

        assertThat(exited.await(60, TimeUnit.SECONDS)).isTrue();
        await().until(() -> messenger.lostMessages() == 1);
    }

    @Test
    void peerThatTakesOtherConnectionsKeepsItsOwn() throws Exception {
        RawServer peer = network.listen();
        RawServer.Connection connection = owing(peer);
        for (int i = 0; i < 3; i++) {
            peer.accept().close();
        }

        connection.accept();
        send(peer.upid(), "third");

        assertThat(Messages.text(connection.next())).isEqualTo("third");
        connection.accept();
        assertThat(exited.getCount()).isOne();
        assertThat(messenger.lostMessages()).isZero();
    }

    @Test
    void peerThatNeverAnswersIsNotAsked() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            send(new Upid("p", "127.0.0.1", mute.getLocalPort()), "unanswered");
            mute.accept();
            RawServer peer = network.listen();
            RawServer.Connection connection = owing(peer);

            // all peers are checked in one pass
            for (int i = 0; i < 3; i++) {
                peer.accept().close();
            }

            connection.accept();
            mute.setSoTimeout(1);
            assertThatThrownBy(mute::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
