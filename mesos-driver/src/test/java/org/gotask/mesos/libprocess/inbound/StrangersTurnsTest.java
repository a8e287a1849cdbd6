package org.gotask.mesos.libprocess.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.address.PeerAddress;
import org.gotask.mesos.libprocess.wire.InboundLimits;
import org.gotask.mesos.libprocess.wire.InboundMemory;
import org.gotask.mesos.libprocess.wire.OwnHosts;
import org.gotask.mesos.log.RateLimitedLogger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Strangers take turns when their requests are read, and peers do not wait for them. */
class StrangersTurnsTest {

    private final Inbox inbox = new Inbox();
    private final Semaphore turns = new Semaphore(1, true);
    private final Set<PeerAddress> peers = ConcurrentHashMap.newKeySet();
    private final List<RawClient> clients = new ArrayList<>();
    private ServerSocket server;
    private InboundContext context;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        MessengerConfig config = MessengerConfig.loopback();
        InboundLimits limits = InboundLimits.of(config);
        Router router = new Router();
        router.spawn("driver", inbox);
        context = new InboundContext(
                router,
                new InboundMemory(limits.memoryBytes(), limits.strangersBytes()),
                limits,
                new OwnHosts(config, new PeerAddress("127.0.0.1", server.getLocalPort())),
                false,
                peers::contains,
                turns,
                new Semaphore(1),
                new RateLimitedLogger(StrangersTurnsTest.class.getName()));
    }

    @AfterEach
    void end() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
    }

    private RawClient connect() throws IOException {
        RawClient client = new RawClient(server.getLocalPort());
        clients.add(client);
        Thread.ofVirtual().start(new InboundConnection(server.accept(), context));
        return client;
    }

    @Test
    void strangerWaitsForItsTurnAndGivesItBack() throws Exception {
        RawClient stranger = connect();
        turns.acquire();

        stranger.post("/driver/x", "hi");

        Awaitility.await().until(turns::hasQueuedThreads);
        assertThat(inbox.size()).isZero();
        turns.release();
        assertThat(inbox.take().body().toStringUtf8()).isEqualTo("hi");
        Awaitility.await().until(() -> turns.tryAcquire());
    }

    @Test
    void peerWaitsForNoTurn() throws Exception {
        peers.add(new PeerAddress("127.0.0.1", 1));
        RawClient peer = connect();
        peer.post("/driver/x", "first");
        assertThat(inbox.take().body().toStringUtf8()).isEqualTo("first");
        turns.acquire();

        peer.post("/driver/x", "second");

        assertThat(inbox.take().body().toStringUtf8()).isEqualTo("second");
    }
}
