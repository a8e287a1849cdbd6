package org.gotask.mesos.libprocess.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.gotask.mesos.libprocess.HttpResponse;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.PeerAddressMatch;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.inbound.Inbox;
import org.gotask.mesos.libprocess.inbound.RawClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with a forged sender or host, over real sockets. */
class ForgedRequestsTest {

    @RegisterExtension
    final Network network = new Network();

    private final Inbox inbox = new Inbox();
    private HttpMessenger messenger;

    @BeforeEach
    void start() throws Exception {
        messenger = network.start();
        messenger.spawn("driver", inbox);
        messenger.serve("/state", request -> HttpResponse.json("{}"));
    }

    private static String message(String sender) {
        return "POST /driver/x HTTP/1.1\r\n" + sender + "\r\nContent-Length: 2\r\n\r\nhi";
    }

    private RawClient.Response get(String headers) throws Exception {
        return network.connect(messenger)
                .send("GET /state HTTP/1.1\r\n" + headers + "\r\n")
                .read();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Libprocess-From: master@192.0.2.1:5050", "User-Agent: libprocess/master@192.0.2.1:5050"})
    void senderWhoIsNotWhereTheConnectionComesFromIsRefused(String sender) throws Exception {
        try (LogCapture log = new LogCapture()) {
            RawClient stranger = network.connect(messenger);

            assertThat(stranger.send(message(sender)).read().status()).isEqualTo(400);
            assertThat(stranger.send(message("Libprocess-From: friend@127.0.0.1:1"))
                            .read()
                            .status())
                    .isEqualTo(202);

            assertThat(inbox.take().from()).contains(Upid.parse("friend@127.0.0.1:1"));
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("master@192.0.2.1:5050", "LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH=false");
        }
    }

    @Test
    void senderElsewhereIsBelievedWhereNoMatchIsRequired() throws Exception {
        HttpMessenger open = network.start(MessengerConfig.loopback().toBuilder()
                .peerAddressMatch(PeerAddressMatch.NOT_REQUIRED)
                .build());
        open.spawn("driver", inbox);

        network.connect(open).send(message("Libprocess-From: master@192.0.2.1:5050"));

        assertThat(inbox.take().from()).contains(Upid.parse("master@192.0.2.1:5050"));
    }

    @Test
    void hostNameOfASenderIsNotLookedUp() throws Exception {
        network.connect(messenger).send(message("Libprocess-From: master@no-such-host.invalid:5050"));

        assertThat(inbox.take().from()).contains(Upid.parse("master@127.0.0.1:5050"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host: attacker.example", "Host: attacker.example:5050", "Host: 192.0.2.1", "Host: 0.0.0.0"})
    void pageIsNotShownUnderTheNameOfAnother(String host) throws Exception {
        RawClient.Response response = get(host + "\r\n");

        assertThat(response.status()).isEqualTo(421);
        assertThat(response.body()).doesNotContain("{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: localhost:1\r\n", "Host: 127.0.0.1\r\n", "Host:\r\n"})
    void pageIsShownUnderOwnNames(String host) throws Exception {
        assertThat(get(host).body()).isEqualTo("{}");
    }

    @Test
    void hostOfTheTargetCountsAsTheHeaderDoes() throws Exception {
        assertThat(network.connect(messenger)
                        .send("GET http://attacker.example/state HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .read()
                        .status())
                .isEqualTo(421);
        assertThat(get("Host: localhost\r\nHost: attacker.example\r\n").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: http://attacker.example", "Origin: null", "Origin: http://localhost:3000"})
    void pageOfAForeignOriginIsRefused(String origin) throws Exception {
        assertThat(get("Host: localhost:5050\r\n" + origin + "\r\n").status()).isEqualTo(403);
        assertThat(network.connect(messenger)
                        .send("POST /driver/x HTTP/1.1\r\nLibprocess-From: a@127.0.0.1:1\r\n" + origin + "\r\n\r\n")
                        .read()
                        .status())
                .isEqualTo(403);
        assertThat(inbox.size()).isZero();
    }

    @Test
    void ownPageMayAsk() throws Exception {
        assertThat(get("Host: localhost:5050\r\nOrigin: http://LOCALHOST:5050\r\n")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: 192.0.2.1:31090\r\n", "Host: x\r\n", "Host:\r\n"})
    void messageMayNameAnyHostForOldPeersDo(String host) throws Exception {
        RawClient.Response response = network.connect(messenger)
                .send("POST /driver/x HTTP/1.1\r\nLibprocess-From: a@127.0.0.1:1\r\n" + host + "\r\n")
                .read();

        assertThat(response.status()).isEqualTo(202);
        inbox.take();
    }

    @Test
    void messageThatABrowserSendsIsRefused() throws Exception {
        RawClient.Response response = network.connect(messenger)
                .send("POST /driver/x HTTP/1.1\r\nLibprocess-From: a@127.0.0.1:1\r\n"
                        + "Host: attacker.example\r\nOrigin: http://attacker.example\r\n\r\n")
                .read();

        assertThat(response.status()).isEqualTo(403);
        assertThat(inbox.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "PUT", "POST", "PATCH", "OPTIONS"})
    void pagesAreReadOnly(String method) throws Exception {
        RawClient client = network.connect(messenger);

        RawClient.Response response = client.send(method + " /state HTTP/1.1\r\nContent-Length: 3\r\n\r\n{x}")
                .read();

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.head()).contains("allow: get, head\r\n");
        assertThat(client.send("GET /state HTTP/1.1\r\n\r\n").read().status()).isEqualTo(200);
    }
}
