package org.gotask.mesos.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.mesos.libprocess.HttpResponse;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.testing.PortToReopen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The detector of a master at a known address, against real sockets. */
class StandaloneDetectorTest {

    private final BlockingQueue<Optional<MasterInfo>> found = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private MasterDetector detect(String specification) {
        return detect(MasterDetectors.create(specification));
    }

    private MasterDetector detect(MasterDetector detector) {
        open.add(detector);
        detector.start(new MasterDetector.Listener() {
            @Override
            public void leaderChanged(Optional<MasterInfo> leader) {
                found.add(leader);
            }

            @Override
            public void failed(String message) {
                throw new AssertionError(message);
            }
        });
        return detector;
    }

    private Optional<MasterInfo> next() throws InterruptedException {
        Optional<MasterInfo> next = found.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("a leader is found").isNotNull();
        return next;
    }

    /** A master that serves /state with a response that can be changed. */
    private final class FakeState implements AutoCloseable {
        final HttpMessenger server;
        final int port;
        final AtomicInteger asked = new AtomicInteger();
        volatile int status = 200;
        volatile String body = "";
        volatile Map<String, String> headers = Map.of();

        FakeState(int port) {
            server = new HttpMessenger(new MessengerConfig("127.0.0.1", port));
            server.serve("/state", request -> {
                asked.incrementAndGet();
                return new HttpResponse(status, headers, ByteString.copyFromUtf8(body));
            });
            try {
                server.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            this.port = server.upid("master").port();
            open.add(this);
        }

        void leads(String id) {
            body = "{\"frameworks\":[{\"leader\":\"no\"}],\"hostname\":\"m1.example.org\",\"id\":\"" + id
                    + "\",\"leader\":\"master@127.0.0.1:" + port + "\",\"version\":\"1.12.0\"}";
        }

        @Override
        public void close() {
            server.close();
        }
    }

    @Test
    void reportsTheLeaderThatStateNames() throws InterruptedException {
        FakeState master = new FakeState(0);
        master.leads("abc");
        detect("localhost:" + master.port);

        MasterInfo info = next().orElseThrow();
        assertThat(info.getPid()).isEqualTo("master@127.0.0.1:" + master.port);
        assertThat(info.getId()).isEqualTo("abc");
        assertThat(info.getIp()).as("network order in a little-endian number").isEqualTo(16777343);
        assertThat(info.getPort()).isEqualTo(master.port);
        assertThat(info.getHostname()).isEqualTo("m1.example.org");
        assertThat(info.getVersion()).isEqualTo("1.12.0");
        assertThat(info.getAddress().getIp()).isEqualTo("127.0.0.1");
        assertThat(master.asked).hasValue(1);
    }

    @Test
    void hostNameInStateIsMadeNumeric() throws InterruptedException {
        FakeState master = new FakeState(0);
        master.body = "{\"leader\":\"master@localhost:5050\"}";
        detect("master@127.0.0.1:" + master.port);

        assertThat(next().orElseThrow().getPid()).isEqualTo("master@127.0.0.1:5050");
    }

    @Test
    void followsRedirectToTheLeader() throws InterruptedException {
        FakeState leader = new FakeState(0);
        leader.leads("leader");
        FakeState follower = new FakeState(0);
        follower.status = 307;
        follower.headers = Map.of("Location", "//127.0.0.1:" + leader.port + "/state");
        detect("127.0.0.1:" + follower.port);

        assertThat(next().orElseThrow().getPid()).isEqualTo("master@127.0.0.1:" + leader.port);
    }

    @Test
    void deadLeaderThatStandbyRedirectsToIsNamedInTheLog() throws Exception {
        int dead = PortToReopen.find();
        FakeState standby = new FakeState(0);
        standby.status = 307;
        standby.headers = Map.of("Location", "//127.0.0.1:" + dead + "/state");
        Logger logger = (Logger) LoggerFactory.getLogger(StandaloneDetector.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            MasterDetector detector = detect("127.0.0.1:" + standby.port);
            assertThat(next()).isEmpty();
            await().until(() -> standby.asked.get() >= 2);
            detector.close();

            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly("no leading master yet, retrying: master=127.0.0.1:" + standby.port
                            + ", reason=redirected to 127.0.0.1:" + dead + ": connection refused");
        } finally {
            logger.detachAppender(lines);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void masterThatDoesNotShowItsStateIsTakenForTheLeader(int status) throws InterruptedException {
        FakeState master = new FakeState(0);
        master.status = status;
        detect("localhost:" + master.port);

        assertThat(next().orElseThrow().getPid()).isEqualTo("master@127.0.0.1:" + master.port);
    }

    @Test
    void leaderBehindRedirectThatDoesNotShowItsStateIsFound() throws InterruptedException {
        FakeState leader = new FakeState(0);
        leader.status = 403;
        FakeState follower = new FakeState(0);
        follower.status = 307;
        follower.headers = Map.of("Location", "http://localhost:" + leader.port + "/state");
        detect("127.0.0.1:" + follower.port);

        assertThat(next().orElseThrow().getPid()).isEqualTo("master@127.0.0.1:" + leader.port);
    }

    @Test
    void asksOnUntilThereIsLeader() throws InterruptedException {
        FakeState master = new FakeState(0);
        master.status = 503;
        master.body = "No leader elected";
        Duration pause = Duration.ofMillis(20);
        detect(new StandaloneDetector(new StateEndpoint("127.0.0.1", master.port), pause, pause));
        assertThat(next()).isEmpty();
        await().until(() -> master.asked.get() >= 3);
        master.status = 200;
        master.body = "{\"id\":\"x\"}";
        int before = master.asked.get();
        await().until(() -> master.asked.get() >= before + 2);
        assertThat(found).isEmpty();

        master.leads("x");

        assertThat(next()).isPresent();
    }

    @Test
    void findsMasterThatStartsLater() throws IOException, InterruptedException {
        int port = PortToReopen.find();
        detect("127.0.0.1:" + port);
        assertThat(next()).isEmpty();

        new FakeState(port).leads("late");

        assertThat(next().orElseThrow().getId()).isEqualTo("late");
    }

    @Test
    void reportsTheSameLeaderAgainAfterItsConnectionWasLost() throws IOException, InterruptedException {
        FakeState master = new FakeState(PortToReopen.find());
        master.leads("first");
        MasterDetector detector = detect("127.0.0.1:" + master.port);
        assertThat(next().orElseThrow().getId()).isEqualTo("first");

        detector.connectionLost();
        assertThat(next().orElseThrow().getId()).isEqualTo("first");

        master.close();
        detector.connectionLost();
        assertThat(next()).isEmpty();
        new FakeState(master.port).leads("second");
        assertThat(next().orElseThrow().getId()).isEqualTo("second");
    }

    @Test
    void nothingIsAskedWhileTheLeaderIsThere() throws InterruptedException {
        FakeState master = new FakeState(0);
        master.leads("x");
        detect("127.0.0.1:" + master.port);
        next();

        await().during(500, TimeUnit.MILLISECONDS).until(() -> master.asked.get() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "{}", "{\"leader\":\"\"}", "{\"leader\":\"nonsense\"}", "{\"leader\":5}"})
    void answerThatNamesNoLeaderIsNone(String body) throws InterruptedException {
        FakeState master = new FakeState(0);
        master.body = body;
        detect("127.0.0.1:" + master.port);

        assertThat(next()).isEmpty();
    }

    @Test
    void answerThatIsNoHttpIsNone() throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(server);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    try (Socket socket = server.accept()) {
                        socket.getOutputStream().write("SSH-2.0-nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException closed) {
                // the test has ended
            }
        });
        detect("127.0.0.1:" + server.getLocalPort());

        assertThat(next()).isEmpty();
    }

    @Test
    void closeEndsTheRequestThatMasterDoesNotAnswer() throws Exception {
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(silent);
        MasterDetector detector = detect("127.0.0.1:" + silent.getLocalPort());
        Socket accepted = silent.accept();
        open.add(accepted);

        detector.close();

        // The request and the end of the connection have arrived by now. The limit is shorter than the time
        // after which the detector would end the connection itself.
        accepted.setSoTimeout(2000);
        assertThat(accepted.getInputStream().readAllBytes()).isNotEmpty();
        assertThat(found).isEmpty();
        detector.close();
    }

    @Test
    void startsOnlyOnce() {
        FakeState master = new FakeState(0);
        MasterDetector detector = detect("127.0.0.1:" + master.port);

        assertThatThrownBy(() -> detector.start(new MasterDetector.Listener() {
                    @Override
                    public void leaderChanged(Optional<MasterInfo> leader) {}

                    @Override
                    public void failed(String message) {}
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
