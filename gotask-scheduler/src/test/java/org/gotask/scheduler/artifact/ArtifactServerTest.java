package org.gotask.scheduler.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactServerTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static final String NAME = "app.jar";

    private final Queue<String> problems = new ConcurrentLinkedQueue<>();

    @TempDir
    Path folder;

    @Test
    void servesTheFileUnderTheNameGiven() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("it's my app.jar"), content);

        try (ArtifactServer server = ArtifactServer.start(file, NAME, LOOPBACK, "127.0.0.1", 0)) {
            assertThat(server.uri().toString()).endsWith("/app.jar");
            assertThat(get("GET", server.uri()).body()).isEqualTo(content);
            assertThat(get("HEAD", server.uri()).headers().firstValueAsLong("Content-Length"))
                    .hasValue(3_000_000);
        }
    }

    @Test
    void namesThePublishedHostInItsUrlAndTheBoundPort() throws Exception {
        Path file = Files.writeString(folder.resolve("app.jar"), "jar");

        try (ArtifactServer server = ArtifactServer.start(file, NAME, LOOPBACK, "203.0.113.7", 0)) {
            assertThat(server.uri().getHost()).isEqualTo("203.0.113.7");
            URI bound = URI.create("http://127.0.0.1:" + server.uri().getPort() + "/app.jar");
            assertThat(get("GET", bound).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/other.jar", "/app.jar/", "/app.jar/x", "/../app.jar", "/%2e%2e/secret", "/secret"})
    void servesNothingElse(String path) throws Exception {
        Path file = Files.writeString(folder.resolve("app.jar"), "jar");
        Files.writeString(folder.resolve("secret"), "secret");

        try (ArtifactServer server = ArtifactServer.start(file, NAME, LOOPBACK, "127.0.0.1", 0)) {
            URI uri = URI.create("http://127.0.0.1:" + server.uri().getPort() + path);

            assertThat(get("GET", uri).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void takesNoUploads() throws Exception {
        Path file = Files.writeString(folder.resolve("app.jar"), "jar");

        try (ArtifactServer server = ArtifactServer.start(file, NAME, LOOPBACK, "127.0.0.1", 0)) {
            assertThat(get("PUT", server.uri()).statusCode()).isEqualTo(405);
        }
        assertThat(file).hasContent("jar");
    }

    @Test
    void servesWhatTheFileWasAtTheStartAfterItsReplacement() throws Exception {
        Path file = Files.writeString(folder.resolve("app.jar"), "old");

        try (ArtifactServer server = ArtifactServer.start(file, NAME, LOOPBACK, "127.0.0.1", 0)) {
            server.onOverwritten(problems::add);
            Path fresh = Files.writeString(folder.resolve("fresh.jar"), "newer");
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);

            assertThat(get("GET", server.uri()).body()).isEqualTo("old".getBytes(UTF_8));
            assertThat(get("HEAD", server.uri()).headers().firstValueAsLong("Content-Length"))
                    .hasValue(3);

            Files.delete(file);
            assertThat(get("GET", server.uri()).body()).isEqualTo("old".getBytes(UTF_8));
        }
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "longer", ""})
    void refusesAFileThatWasOverwritten(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("app.jar"), "old");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        try (ArtifactServer server = ArtifactServer.start(file, NAME, LOOPBACK, "127.0.0.1", 0)) {
            server.onOverwritten(problems::add);
            Files.writeString(file, content);

            assertThat(get("GET", server.uri()).statusCode()).isEqualTo(500);
        }
        assertThat(problems)
                .containsExactly(
                        "the executor was overwritten while the agents downloaded it: " + file + "; run again");
    }

    @Test
    void reportsAFileThatIsOverwrittenDuringADownload() throws Exception {
        Path file = Files.write(folder.resolve("app.jar"), new byte[16 << 20]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        try (ArtifactServer server = ArtifactServer.start(file, NAME, LOOPBACK, "127.0.0.1", 0);
                Socket agent = new Socket()) {
            server.onOverwritten(problems::add);
            agent.setReceiveBufferSize(4096);
            agent.connect(new InetSocketAddress(LOOPBACK, server.uri().getPort()));
            agent.getOutputStream().write("GET /app.jar HTTP/1.1\r\n\r\n".getBytes(UTF_8));
            agent.getInputStream().readNBytes(1);
            Files.write(file, new byte[16 << 20]);
            agent.getInputStream().readAllBytes();

            await().untilAsserted(() -> assertThat(problems).isNotEmpty());
        }
        assertThat(problems).allMatch(problem -> problem.startsWith("the executor was overwritten"));
    }

    @Test
    void missingFileIsNamedWithTheReason() {
        Path file = folder.resolve("none.jar");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ArtifactServer.start(file, NAME, LOOPBACK, "127.0.0.1", 0)
                        .close())
                .withMessage("executor cannot be opened: " + file + ": no such file or directory");
    }

    @Test
    void portInUseOfTheWildcardIsNotAMissingAddress() throws Exception {
        Path file = Files.writeString(folder.resolve("app.jar"), "jar");
        InetAddress wildcard = InetAddress.getByName("0.0.0.0");

        try (ServerSocket taken = new ServerSocket(0, 1, wildcard)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> ArtifactServer.start(file, NAME, wildcard, "127.0.0.1", taken.getLocalPort())
                            .close())
                    .withMessageContaining("the port is in use");
        }
    }

    @Test
    void portInUseIsNamedWithWhatToDo() throws Exception {
        Path file = Files.writeString(folder.resolve("app.jar"), "jar");

        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> ArtifactServer.start(file, NAME, LOOPBACK, "127.0.0.1", taken.getLocalPort())
                            .close())
                    .withMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .withMessageContaining("--artifact-port");
        }
    }

    @Test
    void portIsFreeAfterTheClose() throws Exception {
        Path file = Files.writeString(folder.resolve("app.jar"), "jar");
        ArtifactServer server = ArtifactServer.start(file, NAME, LOOPBACK, "127.0.0.1", 0);
        int port = server.uri().getPort();

        server.close();

        ArtifactServer.start(file, NAME, LOOPBACK, "127.0.0.1", port).close();
    }

    @Test
    void servesDownloadsThatHaveBegunAfterItsPortIsClosed() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(2).nextBytes(content);
        Path file = Files.write(folder.resolve("app.jar"), content);

        try (ArtifactServer server = ArtifactServer.start(file, NAME, LOOPBACK, "127.0.0.1", 0);
                Socket agent = new Socket(LOOPBACK, server.uri().getPort())) {
            await().until(() -> server.connections() == 1);

            server.stopAccepting();

            await().until(() -> isRefused(server.uri().getPort()));
            agent.getOutputStream().write("GET /app.jar HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = agent.getInputStream().readAllBytes();
            assertThat(Arrays.copyOfRange(answer, answer.length - content.length, answer.length))
                    .isEqualTo(content);
        }
    }

    private static boolean isRefused(int port) throws IOException {
        try (Socket socket = new Socket(LOOPBACK, port)) {
            return !socket.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }

    private static HttpResponse<byte[]> get(String method, URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
