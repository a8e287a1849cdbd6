package org.gotask.mesos.libprocess.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionFactory;
import org.gotask.mesos.libprocess.HttpResponse;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.inbound.Inbox;
import org.gotask.mesos.libprocess.inbound.RawClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Strangers that try to fill the memory of a messenger, over real sockets, and a peer that must not be affected. */
class MessengerMemoryTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final Upid PEER = Upid.parse("peer@127.0.0.1:1");

    @RegisterExtension
    final Network network = new Network();

    private final Inbox inbox = new Inbox();
    private HttpMessenger messenger;

    @BeforeEach
    void start() throws Exception {
        messenger = network.start(MessengerConfig.loopback().toBuilder()
                .maxInboundBytes(8 * MEBIBYTE)
                .build());
        messenger.spawn("driver", inbox);
        messenger.expect(PEER);
    }

    private static String head(String process, String from, int length) {
        return "POST /" + process + "/x HTTP/1.1\r\nLibprocess-From: " + from + "\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    private static String strangersHead(int length) {
        return head("driver", "stranger@127.0.0.1:2", length);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    /** A message of a peer with the maximum size is answered and delivered. */
    private void assertPeerIsHeard() throws Exception {
        RawClient peer = network.connect(messenger);
        assertThat(peer.send(head("driver", PEER.wire(), 7 * MEBIBYTE))
                        .send(bytes(7 * MEBIBYTE))
                        .read()
                        .status())
                .isEqualTo(202);
        assertThat(inbox.take().body().size()).isEqualTo(7 * MEBIBYTE);
    }

    private static ConditionFactory awaitLong() {
        return await().atMost(Duration.ofSeconds(60));
    }

    @Test
    void lengthThatIsOnlyAnnouncedTakesNoMemory() throws Exception {
        for (int i = 0; i < 90; i++) {
            network.connect(messenger).send(strangersHead(MEBIBYTE) + "x");
        }
        RawClient last = network.connect(messenger);
        assertThat(last.send(strangersHead(2) + "hi").read().status()).isEqualTo(202);

        awaitLong().untilAsserted(() -> assertThat(messenger.inboundBytes()).isBetween(90 * 4096L, 90 * 8192L));
        inbox.take();
        assertPeerIsHeard();
    }

    @Test
    void unknownProcessIsAnsweredBeforeTheBodyWhichIsDropped() throws Exception {
        List<RawClient> strangers = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            strangers.add(network.connect(messenger).send(head("executor(1)", "a@127.0.0.1:2", 8 * MEBIBYTE) + "x"));
        }
        for (RawClient stranger : strangers) {
            assertThat(stranger.read().status()).isEqualTo(404);
        }
        assertThat(messenger.inboundBytes()).isZero();
        RawClient first = strangers.getFirst();
        first.send(bytes(8 * MEBIBYTE - 1)).post("/driver/x", "next on this connection");

        assertThat(first.read().status()).isEqualTo(202);
        assertThat(inbox.take().body().toStringUtf8()).isEqualTo("next on this connection");
        assertPeerIsHeard();
    }

    @Test
    void unknownPageIsAnsweredBeforeItsBody() throws Exception {
        RawClient stranger = network.connect(messenger);

        stranger.send("POST /api/v1/scheduler HTTP/1.1\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n");

        assertThat(stranger.read().status()).isEqualTo(404);
    }

    @Test
    void headsTakeTheStrangersPartAndNoMore() throws Exception {
        byte[] head = Arrays.copyOf("GET /state HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII), 65_000);
        Arrays.fill(head, 24, head.length, (byte) 'x');
        for (int i = 0; i < 120; i++) {
            try {
                network.connect(messenger).send(head);
            } catch (IOException refused) {
                // the messenger need not have read everything
            }
        }

        awaitLong().untilAsserted(() -> assertThat(messenger.inboundBytes()).isBetween(MEBIBYTE + 1L, 2L * MEBIBYTE));
        assertPeerIsHeard();
    }

    @Test
    void bodiesOfStrangersTakeTheirPartAndNoMore() throws Exception {
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 20; i++) {
                RawClient stranger = network.connect(messenger);
                try {
                    stranger.send(strangersHead(MEBIBYTE)).send(bytes(MEBIBYTE - 1));
                } catch (IOException refused) {
                    // the messenger need not have read everything
                }
            }

            assertPeerIsHeard();
            // the memory of the peer's message is released after its handler has returned
            awaitLong().untilAsserted(() -> assertThat(messenger.inboundBytes()).isLessThanOrEqualTo(2L * MEBIBYTE));
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .endsWith("reason=too much arrives from strangers at the same time");
        }
    }

    @Test
    void bodyThatWouldTakeTheWholePartOfStrangersIsRefusedAtOnce() throws Exception {
        RawClient.Response response =
                network.connect(messenger).send(strangersHead(MEBIBYTE + 1)).read();

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.body()).isEqualTo("body too long: lengthBytes=1048577, maxBytes=1048576.");
    }

    @Test
    void memoryOfAStrangerThatWentIsFree() throws Exception {
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 4; i++) {
                try (RawClient stranger = network.connect(messenger)) {
                    stranger.send(strangersHead(MEBIBYTE / 2)).send(bytes(MEBIBYTE / 2 - 1));
                }
            }
            awaitLong().untilAsserted(() -> assertThat(messenger.inboundBytes()).isZero());
        }
    }

    @Test
    void idleStrangerKeepsNothingOfALongHead() throws Exception {
        RawClient stranger = network.connect(messenger);
        stranger.send("GET /state HTTP/1.1\r\nX: " + "x".repeat(60_000) + "\r\n\r\n");

        assertThat(stranger.read().status()).isEqualTo(404);

        awaitLong().untilAsserted(() -> assertThat(messenger.inboundBytes()).isZero());
    }

    /**
     * Each holds a part of the memory and waits for the rest: without one that may exceed it, all would wait forever.
     */
    @Test
    void largeBodiesOfPeersDoNotWaitForEachOther() throws Exception {
        int each = 5 * MEBIBYTE;
        List<RawClient> peers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            peers.add(network.connect(messenger).send(head("driver", PEER.wire(), each)));
        }
        CountDownLatch answered = new CountDownLatch(peers.size());
        for (RawClient peer : peers) {
            Thread.ofVirtual().start(() -> {
                try {
                    for (int sent = 0; sent < each; sent += 64 * 1024) {
                        peer.send(bytes(64 * 1024));
                    }
                    if (peer.read().status() == 202) {
                        answered.countDown();
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }

        for (int i = 0; i < peers.size(); i++) {
            assertThat(inbox.take().body().size()).isEqualTo(each);
        }
        answered.await();
        awaitLong().untilAsserted(() -> assertThat(messenger.inboundBytes()).isLessThan(MEBIBYTE));
    }

    @Test
    void pageThatIsTooLargeForTheStrangersPartIsNotWritten() throws Exception {
        messenger.serve("/large", request -> HttpResponse.text(200, "x".repeat(3 * MEBIBYTE)));

        RawClient stranger = network.connect(messenger);

        assertThat(stranger.send("GET /large HTTP/1.1\r\n\r\n").read().status()).isEqualTo(503);
    }
}
