package org.gotask.mesos.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.proto.MasterInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The recorded responses of real masters to {@code GET /state}, byte for byte, for the detector that asks a known
 * address.
 */
class StandaloneDetectorReplayTest {

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final BlockingQueue<Optional<MasterInfo>> found = new LinkedBlockingQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private MasterDetector detector;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        detector = new StandaloneDetector(new StateEndpoint("127.0.0.1", server.getLocalPort()), PAUSE, PAUSE);
    }

    @AfterEach
    void stop() throws IOException {
        detector.close();
        server.close();
    }

    private static byte[] recorded(String scenario) throws IOException {
        try (InputStream file =
                StandaloneDetectorReplayTest.class.getResourceAsStream("/recordings/state/" + scenario + ".http")) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }

    /** Starts the detector and answers one request after the other, each on its own connection. */
    private void play(String... scenarios) throws IOException {
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
        for (String scenario : scenarios) {
            try (Socket socket = server.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                asked.add(in.readLine());
                while (!in.readLine().isEmpty()) {
                    // the headers
                }
                socket.getOutputStream().write(recorded(scenario));
            }
        }
    }

    private MasterInfo leader() throws InterruptedException {
        return Objects.requireNonNull(found.poll(60, TimeUnit.SECONDS)).orElseThrow();
    }

    @Test
    void masterThatKnowsNoLeaderIsAskedUntilOneIsNamed() throws Exception {
        play("11-no-leader", "11-no-leader", "17-http-endpoints");

        assertThat(found.poll(60, TimeUnit.SECONDS)).as("there is no leader").isEmpty();
        assertThat(leader().getPid()).isEqualTo("master@127.0.0.1:26050");
        assertThat(asked).hasSize(3).containsOnly("GET /state HTTP/1.1");
    }

    @Test
    void masterThatShowsItsStateToNobodyIsTakenForTheLeader() throws Exception {
        play("14-v1-scheduler-basic-auth");

        assertThat(leader().getPid()).isEqualTo("master@127.0.0.1:" + server.getLocalPort());
    }
}
