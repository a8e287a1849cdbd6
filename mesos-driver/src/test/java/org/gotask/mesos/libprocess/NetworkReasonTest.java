package org.gotask.mesos.libprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The wording of a network failure is the same on every JDK and on every kind of thread. */
class NetworkReasonTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    enum Kind {
        PLATFORM,
        VIRTUAL
    }

    @ParameterizedTest
    @EnumSource
    void refusedConnectionOfRealSockets(Kind kind) throws Exception {
        InetSocketAddress nobody = nobody();

        assertThat(reason(kind, () -> new Socket(nobody.getAddress(), nobody.getPort())))
                .isEqualTo("connection refused");
        assertThat(reason(kind, () -> new Socket().connect(nobody, 10_000))).isEqualTo("connection refused");
        assertThat(reason(kind, () -> SocketChannel.open(nobody))).isEqualTo("connection refused");
    }

    @ParameterizedTest
    @EnumSource
    void refusedConnectionOfHttpClients(Kind kind) throws Exception {
        URI nobody = URI.create("http://127.0.0.1:" + nobody().getPort() + "/");

        assertThat(reason(kind, () -> nobody.toURL().openConnection().getInputStream()))
                .isEqualTo("connection refused");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(nobody).build();
            assertThat(reason(kind, () -> client.send(request, HttpResponse.BodyHandlers.discarding())))
                    .isEqualTo("connection refused");
        }
    }

    @ParameterizedTest
    @EnumSource
    void timedOutRead(Kind kind) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Socket socket = new Socket(LOOPBACK, server.getLocalPort())) {
            socket.setSoTimeout(1);

            assertThat(reason(kind, () -> socket.getInputStream().read())).isEqualTo("timed out");
        }
    }

    @ParameterizedTest
    @EnumSource
    void resetConnectionOfReaderAndWriter(Kind kind) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                SocketChannel reader = SocketChannel.open(server.getLocalSocketAddress())) {
            reset(server);
            assertThat(reason(kind, () -> reader.read(ByteBuffer.allocate(1)))).isEqualTo("connection reset");
        }
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Socket writer = new Socket(LOOPBACK, server.getLocalPort())) {
            reset(server);
            assertThat(reason(kind, () -> writeUntilItFails(writer))).isEqualTo("connection reset");
        }
    }

    @ParameterizedTest
    @EnumSource
    void closedSocket(Kind kind) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            Socket socket = new Socket(LOOPBACK, server.getLocalPort());
            SocketChannel channel = SocketChannel.open(server.getLocalSocketAddress());
            socket.close();
            channel.close();

            assertThat(reason(kind, socket::getInputStream)).isEqualTo("connection closed");
            assertThat(reason(kind, () -> channel.read(ByteBuffer.allocate(1)))).isEqualTo("connection closed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void addressThatCannotBeBound(Kind kind) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            assertThat(reason(kind, () -> new ServerSocket(server.getLocalPort(), 1, LOOPBACK)))
                    .isEqualTo("address in use");
            // of a block reserved for documentation
            InetAddress foreign = InetAddress.getByName("192.0.2.1");
            assertThat(reason(kind, () -> new ServerSocket(0, 1, foreign))).isEqualTo("address not of this machine");
        }
    }

    @ParameterizedTest
    @EnumSource
    void unknownHost(Kind kind) {
        assertThat(reason(kind, () -> InetAddress.getAllByName("no.such.host.invalid")))
                .isEqualTo("unknown host");
    }

    @ParameterizedTest
    @MethodSource
    void wordingsOfOtherVersionsAndSystems(IOException failure, String reason) {
        assertThat(NetworkReason.of(failure)).isEqualTo(reason);
    }

    static Stream<Arguments> wordingsOfOtherVersionsAndSystems() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused (connect failed)"), "connection refused"),
                Arguments.of(new ConnectException("Verbindungsaufbau abgelehnt"), "connection refused"),
                Arguments.of(new ConnectException("Connection timed out"), "timed out"),
                Arguments.of(new SocketTimeoutException("Connect timed out"), "timed out"),
                Arguments.of(new SocketTimeoutException("connect timed out"), "timed out"),
                Arguments.of(new IOException("Connection timed out"), "timed out"),
                Arguments.of(new NoRouteToHostException("No route to host"), "host unreachable"),
                Arguments.of(new SocketException("Network is unreachable"), "host unreachable"),
                Arguments.of(new SocketException("Host is down"), "host unreachable"),
                Arguments.of(new SocketException("Connection reset by peer"), "connection reset"),
                Arguments.of(new IOException("Broken pipe"), "connection reset"),
                Arguments.of(new SocketException("Socket closed"), "connection closed"),
                Arguments.of(new SocketException("Unexpected end of file from server"), "connection closed"),
                Arguments.of(new IOException("HTTP/1.1 header parser received no bytes"), "connection closed"),
                Arguments.of(new IOException(new EOFException("EOF reached")), "java.io.EOFException: EOF reached"),
                Arguments.of(new AsynchronousCloseException(), "connection closed"),
                Arguments.of(new BindException("Permission denied"), "address cannot be bound"),
                Arguments.of(new UnknownHostException("h: Name or service not known"), "unknown host"),
                Arguments.of(
                        new UnknownHostException("host without an IPv4 address: host=h; use a numeric IPv4 address"),
                        "host without an IPv4 address"));
    }

    @Test
    void anyOtherFailureKeepsItsOwnFirstLine() {
        assertThat(NetworkReason.of(new IOException("not a zip archive\nat byte 7")))
                .isEqualTo("not a zip archive");
        assertThat(NetworkReason.of(new IOException())).isEqualTo("IOException");
        assertThat(NetworkReason.of(new NoSuchFileException("/connection refused")))
                .isEqualTo("/connection refused: no such file or directory");
    }

    private static String reason(Kind kind, ThrowingCallable operation) {
        FutureTask<IOException> failure = new FutureTask<>(() -> catchThrowableOfType(IOException.class, operation));
        Thread thread = switch (kind) {
            case PLATFORM -> Thread.ofPlatform().start(failure);
            case VIRTUAL -> Thread.ofVirtual().start(failure);
        };
        try {
            thread.join();
            return NetworkReason.of(failure.get());
        } catch (Exception e) {
            throw new AssertionError("the operation did not fail as expected", e);
        }
    }

    private static InetSocketAddress nobody() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            return (InetSocketAddress) server.getLocalSocketAddress();
        }
    }

    private static void reset(ServerSocket server) throws IOException {
        Socket accepted = server.accept();
        accepted.setSoLinger(true, 0);
        accepted.close();
    }

    private static void writeUntilItFails(Socket socket) throws IOException {
        while (true) {
            socket.getOutputStream().write(1);
        }
    }
}
