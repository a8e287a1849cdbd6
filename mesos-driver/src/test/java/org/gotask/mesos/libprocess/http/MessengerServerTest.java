package org.gotask.mesos.libprocess.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.gotask.mesos.libprocess.HttpRequest;
import org.gotask.mesos.libprocess.HttpResponse;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.inbound.Inbox;
import org.gotask.mesos.libprocess.inbound.RawClient;
import org.gotask.mesos.libprocess.wire.Recordings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The handling of incoming data on a messenger's port, from raw sockets. */
class MessengerServerTest {

    private static final String MESSAGE = "POST /slave(1)/x HTTP/1.1\r\nLibprocess-From: a@127.0.0.1:1\r\n";

    @RegisterExtension
    final Network network = new Network();

    private final Inbox inbox = new Inbox();
    private HttpMessenger messenger;

    @BeforeEach
    void start() throws Exception {
        messenger = network.start(
                MessengerConfig.loopback().toBuilder().maxBodyBytes(1024 * 1024).build());
        messenger.spawn("slave(1)", inbox);
    }

    @Test
    void answersARecordedMessageWith202() throws Exception {
        RawClient peer = network.connect(messenger);

        RawClient.Response response =
                peer.send(Recordings.read("mesos-go-executor-register")).read();

        assertThat(response.head()).isEqualTo("http/1.1 202 accepted\r\ncontent-length: 0\r\n\r\n");
        Inbox.Letter letter = inbox.take();
        assertThat(letter.from()).contains(Upid.parse("executor(1)@127.0.0.1:39133"));
        assertThat(letter.name()).isEqualTo("mesos.internal.RegisterExecutorMessage");
        assertThat(letter.body().size()).isEqualTo(56);
    }

    @Test
    void takesAChunkedMessageAndOneWithoutLength() throws Exception {
        RawClient peer = network.connect(messenger);
        String head = "POST /slave(1)/x HTTP/1.1\r\nUser-Agent: libprocess/master@127.0.0.1:26050\r\n";

        peer.send(head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n" + head + "\r\n");

        assertThat(inbox.take().body().toStringUtf8()).isEqualTo("abc");
        Inbox.Letter empty = inbox.take();
        assertThat(empty.body()).isEqualTo(ByteString.EMPTY);
        assertThat(empty.from()).contains(Upid.parse("master@127.0.0.1:26050"));
        assertThat(peer.read().status()).isEqualTo(202);
        assertThat(peer.read().status()).isEqualTo(202);
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        messenger.serve("/page", request -> HttpResponse.text(200, "page"));
        RawClient peer = network.connect(messenger);

        peer.post("/slave(1)/x", "1")
                .post("/nobody/x", "2")
                .send("GET /page HTTP/1.1\r\n\r\nGET /none HTTP/1.1\r\n\r\n")
                .post("/slave%281%29/x", "3");

        assertThat(peer.read().status()).isEqualTo(202);
        RawClient.Response nobody = peer.read();
        assertThat(nobody.status()).isEqualTo(404);
        assertThat(nobody.body()).isEqualTo("404 Not Found.");
        assertThat(peer.read().body()).isEqualTo("page");
        assertThat(peer.read().status()).isEqualTo(404);
        assertThat(peer.read().status()).isEqualTo(202);
        assertThat(inbox.take().body().toStringUtf8()).isEqualTo("1");
        assertThat(inbox.take().body().toStringUtf8()).isEqualTo("3");
    }

    @Test
    void answersBeforeTheMessageIsProcessed() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch processed = new CountDownLatch(1);
        messenger.spawn("slow", (from, name, body) -> {
            await(answered);
            processed.countDown();
        });
        RawClient peer = network.connect(messenger);

        assertThat(peer.post("/slow/x", "").read().status()).isEqualTo(202);

        answered.countDown();
        await(processed);
    }

    @Test
    void deliversWhatAPeerSentThatWentWithoutReadingTheAnswers() throws Exception {
        for (int round = 0; round < 20; round++) {
            RawClient peer = network.connect(messenger);
            for (int i = 0; i < 50; i++) {
                peer.post("/slave(1)/x", round + "/" + i);
            }

            peer.close();

            for (int i = 0; i < 50; i++) {
                assertThat(inbox.take().body().toStringUtf8()).isEqualTo(round + "/" + i);
            }
        }
    }

    @Test
    void keepsTheConnectionWhenAHandlerFailsOrLeavesItsThreadInterrupted() throws Exception {
        messenger.spawn("bad", (from, name, body) -> {
            throw new IllegalStateException("clumsy");
        });
        messenger.spawn("rude", (from, name, body) -> Thread.currentThread().interrupt());
        messenger.serve("/bad", request -> {
            throw new IllegalStateException("clumsy");
        });
        RawClient peer = network.connect(messenger);
        try (LogCapture log = new LogCapture()) {
            assertThat(peer.post("/bad/x", "").read().status()).isEqualTo(202);
            assertThat(peer.post("/rude/x", "").read().status()).isEqualTo(202);
            assertThat(peer.send("GET /bad HTTP/1.1\r\n\r\n").read().status()).isEqualTo(500);
            assertThat(peer.post("/slave(1)/x", "still here").read().status()).isEqualTo(202);

            assertThat(inbox.take().body().toStringUtf8()).isEqualTo("still here");
            assertThat(log.lines())
                    .containsExactly(
                            "process failed on a message: id=bad, name=x, bytes=0",
                            "handler failed on a request: method=GET, path=/bad");
        }
    }

    @Test
    void servesTheLongestPath() throws Exception {
        messenger.serve("/", request -> HttpResponse.text(200, "root"));
        messenger.serve("/files", request -> HttpResponse.text(200, "files"));
        messenger.serve("/files/read", request -> HttpResponse.text(200, "read"));
        RawClient peer = network.connect(messenger);

        for (var expected : Map.of(
                        "/files", "files",
                        "/files/", "files",
                        "/files/x/y?z", "files",
                        "/files/read", "read",
                        "/files/read/1", "read",
                        "/filesystem", "root",
                        "/", "root")
                .entrySet()) {
            peer.send("GET " + expected.getKey() + " HTTP/1.1\r\n\r\n");
            assertThat(peer.read().body()).as(expected.getKey()).isEqualTo(expected.getValue());
        }
    }

    @Test
    void handsTheWholeRequestToAHandler() throws Exception {
        AtomicReference<HttpRequest> seen = new AtomicReference<>();
        messenger.serve("/slave(1)/state", request -> {
            seen.set(request);
            return new HttpResponse(
                    307, Map.of("Location", "//x\r\nEvil: 1", "Content-Length", "99"), ByteString.EMPTY);
        });
        RawClient peer = network.connect(messenger);

        RawClient.Response response = peer.send(
                        "GET /slave%281%29/state?a=%20 HTTP/1.1\r\nX-Y: z\r\nContent-Length: 4\r\n\r\nbody")
                .read();

        assertThat(seen.get())
                .isEqualTo(
                        new HttpRequest("GET", "/slave(1)/state", "a=%20", Map.of("x-y", "z", "content-length", "4")));
        assertThat(response.status()).isEqualTo(307);
        assertThat(response.head())
                .contains("\r\nlocation: //x  evil: 1\r\n", "\r\ncontent-length: 0\r\n", " gmt\r\n")
                .doesNotContain("99");
    }

    @Test
    void sendsNoBodyAfterHead() throws Exception {
        messenger.serve("/page", request -> HttpResponse.text(200, "twelve bytes"));
        RawClient peer = network.connect(messenger);

        RawClient.Response head = peer.send("HEAD /page HTTP/1.1\r\n\r\n").readHead();

        assertThat(head.head()).contains("content-length: 12\r\n");
        assertThat(peer.send("GET /page HTTP/1.1\r\n\r\n").read().body()).isEqualTo("twelve bytes");
    }

    @Test
    void refusesATakenOrMalformedPath() {
        messenger.serve("/page", request -> HttpResponse.text(200, ""));

        assertThatThrownBy(() -> messenger.serve("/page", request -> HttpResponse.text(200, "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("path is taken: path=/page");
        assertThatThrownBy(() -> messenger.serve("page/", request -> HttpResponse.text(200, "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("malformed path: path=page/");
    }

    @Test
    void invitesTheBodyOfAPeerThatAsksFirst() throws Exception {
        RawClient peer = network.connect(messenger);
        peer.send(MESSAGE + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");

        assertThat(peer.read().status()).isEqualTo(100);
        assertThat(peer.send("body").read().status()).isEqualTo(202);

        assertThat(inbox.take().body().toStringUtf8()).isEqualTo("body");
    }

    @Test
    void endsTheConnectionWhenThePeerWantsThat() throws Exception {
        messenger.serve("/page", request -> HttpResponse.text(200, "page"));
        RawClient peer = network.connect(messenger);

        RawClient.Response response =
                peer.send("GET /page HTTP/1.1\r\nConnection: close\r\n\r\n").read();

        assertThat(response.head()).contains("connection: close\r\n");
        assertThat(response.body()).isEqualTo("page");
        assertThat(peer.isEnded()).isTrue();
    }

    @Test
    void refusesStrangersWithOneLineAndGoesOnWithTheOthers() throws Exception {
        RawClient friend = network.connect(messenger);
        friend.post("/slave(1)/x", "before").read();
        try (LogCapture log = new LogCapture()) {
            RawClient stranger = network.connect(messenger);
            RawClient.Response response =
                    stranger.send("\u0016\u0003\u0001 hello\r\n\r\n").read();

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.head()).contains("connection: close\r\n");
            assertThat(stranger.isEnded()).isTrue();
            assertThat(log.lines())
                    .containsExactly("request refused, connection closed: peer=127.0.0.1:" + stranger.port()
                            + ", reason=control character in the head");
        }
        assertThat(friend.post("/slave(1)/x", "after").read().status()).isEqualTo(202);
        assertThat(inbox.take().body().toStringUtf8()).isEqualTo("before");
        assertThat(inbox.take().body().toStringUtf8()).isEqualTo("after");
    }

    @Test
    void refusesABodyBeyondTheLimitButDeliversWhatCameBefore() throws Exception {
        try (LogCapture log = new LogCapture()) {
            RawClient peer = network.connect(messenger);
            peer.post("/slave(1)/x", "good").send(MESSAGE + "Content-Length: 1048577\r\n\r\n");

            assertThat(peer.read().status()).isEqualTo(202);
            RawClient.Response refusal = peer.read();

            assertThat(refusal.status()).isEqualTo(413);
            assertThat(refusal.body()).isEqualTo("body too long: lengthBytes=1048577, maxBytes=1048576.");
            assertThat(peer.isEnded()).isTrue();
            assertThat(inbox.take().body().toStringUtf8()).isEqualTo("good");
            assertThat(log.linesWith(peer.port())).hasSize(1);
        }
    }

    @Test
    void survivesGarbageOnManyConnections() throws Exception {
        try (LogCapture log = new LogCapture()) {
            Random random = new Random(11);
            for (int i = 0; i < 100; i++) {
                byte[] garbage = new byte[random.nextInt(2000)];
                random.nextBytes(garbage);
                network.connect(messenger).send(garbage).close();
            }
            RawClient friend = network.connect(messenger);

            assertThat(friend.post("/slave(1)/x", "fine").read().status()).isEqualTo(202);

            assertThat(inbox.take().body().toStringUtf8()).isEqualTo("fine");
            assertThat(log.lines()).hasSizeLessThanOrEqualTo(100);
        }
    }

    @Test
    void deliversAMessageOfAnUnreadableSender() throws Exception {
        network.connect(messenger)
                .send("POST /slave(1)/x HTTP/1.1\r\nLibprocess-From: @0.0.0.0:0\r\n\r\n")
                .read();

        assertThat(inbox.take().from()).isEqualTo(Optional.empty());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
