package org.gotask.mesos.libprocess.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gotask.mesos.libprocess.HttpResponse;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.inbound.Inbox;
import org.gotask.mesos.libprocess.inbound.RawClient;
import org.gotask.mesos.libprocess.wire.InboundLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Peers that are slow with a request or a response, and peers that open many connections, over real sockets. */
class MessengerPatienceTest {

    private static final InboundLimits LIMITS = InboundLimits.of(MessengerConfig.loopback());
    private static final Upid PEER = Upid.parse("peer@127.0.0.1:1");

    @RegisterExtension
    final Network network = new Network();

    private final Inbox inbox = new Inbox();

    private HttpMessenger start(InboundLimits limits) throws IOException {
        HttpMessenger messenger = network.start(limits);
        messenger.spawn("driver", inbox);
        messenger.expect(PEER);
        return messenger;
    }

    private HttpMessenger impatient() throws IOException {
        return start(LIMITS.withPatience(Duration.ofMillis(200), Duration.ofHours(1)));
    }

    private RawClient peer(HttpMessenger messenger) throws IOException {
        RawClient peer = network.connect(messenger)
                .send("POST /driver/x HTTP/1.1\r\nLibprocess-From: " + PEER.wire() + "\r\n\r\n");
        assertThat(peer.read().status()).isEqualTo(202);
        return peer;
    }

    @Test
    void headAndBodyThatDoNotComeToAnEndAreRefused() throws Exception {
        HttpMessenger messenger = impatient();
        RawClient head = network.connect(messenger).send("GET /state HT");
        RawClient body = network.connect(messenger)
                .send("POST /driver/x HTTP/1.1\r\nLibprocess-From: a@127.0.0.1:2\r\nContent-Length: 9\r\n\r\nx");

        for (RawClient slow : List.of(head, body)) {
            RawClient.Response response = slow.read();
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.body()).isEqualTo("request not complete in time.");
            assertThat(slow.isEnded()).isTrue();
        }
        assertThat(inbox.size()).isZero();
    }

    @Test
    void bodyThatNobodyWantsHasToComeToAnEndToo() throws Exception {
        RawClient slow = network.connect(impatient())
                .send("POST /nobody/x HTTP/1.1\r\nLibprocess-From: a@127.0.0.1:2\r\nContent-Length: 9\r\n\r\nx");

        assertThat(slow.read().status()).isEqualTo(404);
        assertThat(slow.isEnded()).as("without a second response").isTrue();
    }

    @Test
    void oneByteAtATimeIsTooSlowHoweverOften() throws Exception {
        RawClient slow = network.connect(impatient()).send("GET /");

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try {
                slow.send("x");
                return false;
            } catch (IOException dropped) {
                return true;
            }
        });
    }

    @Test
    void silentConnectionsStayForever() throws Exception {
        HttpMessenger messenger = impatient();
        RawClient silent = network.connect(messenger);
        RawClient used = network.connect(messenger);
        assertThat(used.post("/driver/x", "1").read().status()).isEqualTo(202);

        // slow connections are detected, so the others were checked as well
        assertThat(network.connect(messenger).send("GET").read().status()).isEqualTo(408);

        assertThat(silent.post("/driver/x", "2").read().status()).isEqualTo(202);
        assertThat(used.post("/driver/x", "3").read().status()).isEqualTo(202);
    }

    @Test
    void peerThatIsStoppedWithinARequestIsWaitedFor() throws Exception {
        HttpMessenger messenger = impatient();
        RawClient peer =
                peer(messenger).send("POST /driver/x HTTP/1.1\r\nLibprocess-From: " + PEER.wire() + "\r\nContent-Le");

        assertThat(network.connect(messenger).send("GET").read().status()).isEqualTo(408);

        assertThat(peer.send("ngth: 2\r\n\r\nhi").read().status()).isEqualTo(202);
    }

    @Test
    void strangerThatTakesNoAnswersIsDropped() throws Exception {
        HttpMessenger messenger = impatient();
        messenger.serve("/page", request -> HttpResponse.text(200, "x".repeat(100_000)));
        RawClient greedy = network.connect(messenger);

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try {
                greedy.send("GET /page HTTP/1.1\r\n\r\n".repeat(100));
                return false;
            } catch (IOException dropped) {
                return true;
            }
        });
    }

    @Test
    void oldestStrangerMakesRoomForOthersAndPeersStay() throws Exception {
        HttpMessenger messenger = start(LIMITS.withConnections(10));
        RawClient peer = peer(messenger);
        List<RawClient> strangers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            strangers.add(network.connect(messenger));
        }

        RawClient newPeer = peer(messenger);

        assertThat(newPeer.post("/driver/x", "new").read().status()).isEqualTo(202);
        assertThat(peer.post("/driver/x", "old").read().status()).isEqualTo(202);
        assertThat(strangers.getFirst().isEnded()).isTrue();
        assertThat(strangers.getLast().post("/driver/x", "late").read().status())
                .isEqualTo(202);
    }

    @Test
    void connectionsOfPeersAreLimitedToo() throws Exception {
        HttpMessenger messenger = start(LIMITS.withConnections(3));
        List<RawClient> peers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            peers.add(peer(messenger));
        }

        assertThat(network.connect(messenger).isEnded()).isTrue();

        for (RawClient peer : peers) {
            assertThat(peer.post("/driver/x", "").read().status()).isEqualTo(202);
        }
    }

    @Test
    void floodOfGarbageCostsOneLine() throws Exception {
        HttpMessenger messenger = start(LIMITS);
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 300; i++) {
                RawClient stranger = network.connect(messenger);
                assertThat(stranger.send("garbage\r\n\r\n").read().status()).isEqualTo(400);
                stranger.close();
            }

            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void expectationIsUnderstoodHoweverItIsSpelled() throws Exception {
        RawClient client = network.connect(start(LIMITS))
                .send("POST /driver/x HTTP/1.1\r\nLibprocess-From: " + PEER.wire()
                        + "\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n");

        assertThat(client.read().status()).isEqualTo(100);
        assertThat(client.send("hi").read().status()).isEqualTo(202);
    }
}
