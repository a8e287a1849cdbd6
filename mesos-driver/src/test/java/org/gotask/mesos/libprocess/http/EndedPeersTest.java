package org.gotask.mesos.libprocess.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Losses with ended peers: always counted, but logged as a warning only if peers are not expected to end. */
class EndedPeersTest {

    private static final MessengerConfig PEERS_MAY_END =
            MessengerConfig.loopback().toBuilder().peersMayEnd(true).build();

    @RegisterExtension
    final Network network = new Network();

    @Test
    void refusedMessageIsNoWarningWherePeersMayEnd() throws Exception {
        try (LogCapture log = new LogCapture()) {
            HttpMessenger a = network.start(PEERS_MAY_END);
            Upid ended = endedPeer(a);

            a.send(a.upid("p"), ended, Messages.of("too late"));

            await().until(() -> a.lostMessages() == 1);
            assertThat(log.linesWith(ended.port())).isEmpty();
        }
    }

    @Test
    void refusedMessageIsAWarningElsewhere() throws Exception {
        try (LogCapture log = new LogCapture()) {
            HttpMessenger a = network.start();
            Upid ended = endedPeer(a);

            a.send(a.upid("p"), ended, Messages.of("too late"));

            await().until(() -> log.linesWith(ended.port()).size() == 1);
            assertThat(a.lostMessages()).isEqualTo(1);
        }
    }

    /** An address at which nobody ever listened is a mistake, whether peers may end or not. */
    @Test
    void peerThatWasNeverReachedIsAWarningWherePeersMayEnd() throws Exception {
        try (LogCapture log = new LogCapture()) {
            HttpMessenger a = network.start(PEERS_MAY_END);
            RawServer peer = network.listen();
            Upid upid = peer.upid();
            peer.stopListening();

            a.send(a.upid("p"), upid, Messages.of("lost"));

            await().until(() -> log.linesWith(upid.port()).size() == 1);
        }
    }

    @Test
    void unansweredMessageIsNoWarningWherePeersMayEnd() throws Exception {
        try (LogCapture log = new LogCapture()) {
            HttpMessenger a = network.start(PEERS_MAY_END);
            RawServer peer = network.listen();
            a.send(a.upid("p"), peer.upid(), Messages.of("answered"));
            RawServer.Connection connection = peer.accept();
            connection.next();
            connection.accept();
            a.send(a.upid("p"), peer.upid(), Messages.of("unanswered"));
            connection.next();

            connection.close();

            await().until(() -> a.lostMessages() == 1);
            assertThat(log.linesWith(peer.upid().port())).isEmpty();
        }
    }

    /** The address of a peer that received a message from {@code sender} and has ended. */
    private Upid endedPeer(HttpMessenger sender) throws Exception {
        RawServer peer = network.listen();
        Upid upid = peer.upid();
        sender.send(sender.upid("p"), upid, Messages.of("in time"));
        RawServer.Connection connection = peer.accept();
        connection.next();
        CountDownLatch ended = new CountDownLatch(1);
        sender.link(upid, ended::countDown);
        peer.stopListening();
        connection.close();
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        return upid;
    }
}
