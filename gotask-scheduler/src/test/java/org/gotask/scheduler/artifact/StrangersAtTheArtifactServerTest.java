package org.gotask.scheduler.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections of strangers to the port that serves the executor, over real sockets. */
@Timeout(120)
class StrangersAtTheArtifactServerTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofHours(1);

    /** More than the buffers of a connection take. */
    private static final int LENGTH = 16 * 1024 * 1024;

    private static final int SLOW_READERS = 200;
    private static final String GET = "GET /app.jar HTTP/1.1\r\n\r\n";

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private byte[] content = {};
    private Path file = Path.of("");

    @BeforeEach
    void prepare() throws Exception {
        content = new byte[LENGTH];
        new Random(1).nextBytes(content);
        file = Files.write(folder.resolve("app.jar"), content);
    }

    @AfterEach
    void end() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private ArtifactServer start(DownloadLimits limits) throws IOException {
        // the time that limits the rate of lines stands still, however slow the machine is
        return ArtifactServer.start(
                file, "app.jar", LOOPBACK, "scheduler.example", 0, limits, new DownloadLog(lines::add, () -> 0));
    }

    private Socket connect(ArtifactServer server, String request) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(LOOPBACK, server.uri().getPort()));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** The status line. */
    private String status(ArtifactServer server, String request) throws IOException {
        String answer =
                new String(connect(server, request).getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        return answer.substring(0, answer.indexOf('\r'));
    }

    private byte[] download(ArtifactServer server) throws IOException {
        byte[] answer = connect(server, GET).getInputStream().readAllBytes();
        return Arrays.copyOfRange(answer, answer.length - content.length, answer.length);
    }

    private static boolean isCutOff(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes().length < LENGTH;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void slowReadersDoNotHoldUpADownload() throws Exception {
        try (ArtifactServer server = start(new DownloadLimits(512, LONG, 1))) {
            for (int i = 0; i < SLOW_READERS; i++) {
                connect(server, GET);
            }

            assertThat(download(server)).isEqualTo(content);
        }
    }

    @Test
    void readersThatAreTooSlowAreCutOffWithOneLineOfLog() throws Exception {
        try (ArtifactServer server = start(new DownloadLimits(512, MOMENT, Integer.MAX_VALUE))) {
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < SLOW_READERS; i++) {
                slow.add(connect(server, GET));
            }
            await().atMost(LONG).until(server::connections, count -> count == 0);

            for (Socket socket : slow) {
                assertThat(isCutOff(socket)).isTrue();
            }
            assertThat(lines).hasSize(1).first().asString().contains("too slow");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /app.jar HTTP/1.1\r\nHost: loc"})
    void requestThatIsNotCompleteInTimeEndsItsConnection(String beginning) throws Exception {
        try (ArtifactServer server = start(new DownloadLimits(512, MOMENT, 1))) {
            Socket socket = connect(server, beginning);

            assertThat(isCutOff(socket)).isTrue();
        }
    }

    @Test
    void oneConnectionTooManyCostsTheSlowest() throws Exception {
        int limit = 8;
        try (ArtifactServer server = start(new DownloadLimits(limit, LONG, 1))) {
            List<Socket> silent = new ArrayList<>();
            for (int i = 0; i < limit; i++) {
                silent.add(connect(server, ""));
            }
            await().atMost(LONG).until(server::connections, count -> count == limit);

            assertThat(download(server)).isEqualTo(content);
            assertThat(isCutOff(silent.getFirst())).isTrue();
            await().atMost(LONG).until(server::connections, count -> count < limit);
        }
    }

    @Test
    void strangersFillNoLog() throws Exception {
        try (ArtifactServer server = start(new DownloadLimits(4, LONG, 1))) {
            for (int i = 0; i < SLOW_READERS; i++) {
                connect(server, "garbage\r\n\r\n").close();
                connect(server, GET).close();
            }
            assertThat(download(server)).isEqualTo(content);
        }
        assertThat(lines).hasSizeLessThan(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attacker.example", "attacker.example:80", "127.0.0.1.attacker.example", "", "localhost.x"})
    void nothingIsServedUnderANameOfAStranger(String host) throws Exception {
        try (ArtifactServer server = start(DownloadLimits.DEFAULT)) {
            assertThat(status(server, "GET /app.jar HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 421 Misdirected Request");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.1.2.3:80", "localhost:1", "[::1]:9", "scheduler.example", "Scheduler.Example:1"
            })
    void addressesAndThePublishedNameAreServed(String host) throws Exception {
        try (ArtifactServer server = start(DownloadLimits.DEFAULT)) {
            assertThat(status(server, "HEAD /app.jar HTTP/1.1\r\nhost: " + host + "\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "GET /app.jar",
                "GET  /app.jar HTTP/1.1",
                "GET /app.jar HTTP/2.0",
                "GET /app.jar HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: 127.0.0.1"
            })
    void requestThatIsNoneIsRefused(String head) throws Exception {
        try (ArtifactServer server = start(DownloadLimits.DEFAULT)) {
            assertThat(status(server, head + "\r\n\r\n")).isEqualTo("HTTP/1.1 400 Bad Request");
        }
    }

    @Test
    void headThatDoesNotEndIsRefused() throws Exception {
        try (ArtifactServer server = start(DownloadLimits.DEFAULT)) {
            assertThat(status(server, "GET /app.jar HTTP/1.1\r\nX: " + "x".repeat(60_000)))
                    .isEqualTo("HTTP/1.1 431 Request Header Fields Too Large");
        }
    }
}
