package org.gotask.mesos.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.gotask.mesos.detector.StateEndpoint.Answer;
import org.gotask.mesos.detector.StateEndpoint.Leader;
import org.gotask.mesos.detector.StateEndpoint.NoLeader;
import org.gotask.testing.PortToReopen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a master, or any other server at its address, may answer, against real sockets. */
class StateEndpointTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    private AnsweringServer standby;
    private AnsweringServer other;

    @BeforeEach
    void start() throws IOException {
        standby = new AnsweringServer();
        other = new AnsweringServer();
    }

    @AfterEach
    void stop() throws IOException {
        standby.close();
        other.close();
    }

    private Answer ask() throws InterruptedException {
        return new StateEndpoint("127.0.0.1", standby.port()).ask();
    }

    private String reason() throws InterruptedException {
        return reason(ask());
    }

    private static String reason(Answer answer) {
        assertThat(answer).isInstanceOf(NoLeader.class);
        return ((NoLeader) answer).reason();
    }

    private void redirects(String location) {
        standby.answers(307, "Location: " + location + "\r\n", "");
    }

    @Test
    void namesTheDeadLeaderThatStandbyRedirectsTo() throws Exception {
        int dead = PortToReopen.find();
        redirects("//127.0.0.1:" + dead + "/state");

        assertThat(reason()).isEqualTo("redirected to 127.0.0.1:" + dead + ": connection refused");
    }

    @Test
    void namesTheMasterThatRedirectedToWhateverItAnswers() throws Exception {
        redirects("http://127.0.0.1:" + other.port() + "/state");
        other.answers(500, "", "");

        assertThat(reason())
                .isEqualTo("redirected to 127.0.0.1:" + other.port() + ": /state was answered with status 500");
    }

    @Test
    void doesNotNameTheAddressThatTheUserGave() throws Exception {
        int dead = PortToReopen.find();

        assertThat(reason(new StateEndpoint("127.0.0.1", dead).ask())).isEqualTo("connection refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//127.0.0.1:%d/state",
                "http://127.0.0.1:%d/state",
                "HTTP://user:secret@localhost:%d/master/state?x=y#part",
                "http://127.0.0.1:%d",
            })
    void followsRedirect(String location) throws Exception {
        redirects(location.formatted(other.port()));
        other.leads("master@127.0.0.1:5050");

        assertThat(ask()).isInstanceOf(Leader.class);
        assertThat(other.asked()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://127.0.0.1:5050/state | expected an address that begins with http://",
                "mailto:somebody              | expected an address that begins with http://",
                "http:///state                | expected an address that begins with http://",
                "http://127.0.0.1:99999/state | its port is not in 1..65535",
                "http://127.0.0.1:0/state     | its port is not in 1..65535",
                "http://127.0.0.1:http/state  | its port is not in 1..65535",
                "http://:5050/state           | it has no valid host",
                "http://a$b:5050/state        | it has no valid host",
                "http://a b:5050/state        | it is malformed",
                "//                           | it is malformed",
            })
    void saysWhatIsWrongWithLocation(String location, String problem) throws Exception {
        redirects(location);

        assertThat(reason()).isEqualTo("redirected to \"" + location + "\": " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Location: \r\n", "Location:   \r\n"})
    void saysThatLocationIsMissing(String header) throws Exception {
        standby.answers(302, header, "");

        assertThat(reason()).isEqualTo("/state was answered with status 302 without a Location");
    }

    @Test
    void endsAfterFiveRedirects() throws Exception {
        redirects("//127.0.0.1:" + standby.port() + "/state");

        assertThat(reason()).isEqualTo("redirected more than 5 times, at last to 127.0.0.1:" + standby.port());
        assertThat(standby.asked()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 201, 204, 206, 304, 400, 418, 429, 500, 502, 503, 599, 999})
    void namesTheStatus(int status) throws Exception {
        standby.answers(status, "Connection: close\r\n", "");

        assertThat(reason()).containsAnyOf("status " + status, "connection closed");
    }

    @Test
    void foreignTextReachesTheReasonInOneShortLine() throws Exception {
        standby.answers(200, "", "{\"leader\":\"\\u001b[2J\\nno leader \\u202e" + "x".repeat(2000) + "\"}");

        assertThat(reason())
                .startsWith("/state names a leader that cannot be read: leader=?[2J no leader ?xxx")
                .hasSizeLessThan(500);
    }

    @Test
    void valuesOfTheLeaderAreFitForPrinting() throws Exception {
        standby.answers(
                200,
                "",
                "{\"id\":\"a\\u001b[31mb\",\"hostname\":\"h\\ud800\",\"version\":\"1\\n2\","
                        + "\"leader\":\"master@127.0.0.1:5050\"}");

        Leader leader = (Leader) ask();

        assertThat(leader.info().getId()).isEqualTo("a?[31mb");
        assertThat(leader.info().getHostname()).isEqualTo("h?");
        assertThat(leader.info().getVersion()).isEqualTo("1 2");
        assertThat(leader.info().toByteArray()).isNotEmpty();
    }

    @Test
    void endsWhenPeerIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Answer answer = new StateEndpoint("127.0.0.1", silent.getLocalPort(), SHORT).ask();

            assertThat(reason(answer)).isEqualTo("no whole answer within 300 ms");
        }
    }

    /** Each byte would start the time for the next one again. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\n\r\n{\"a\":\""})
    void endsWhenPeerNeverFinishes(String beginning) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        standby.answers(out -> {
            try {
                out.write(beginning.getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    out.write('x');
                    out.flush();
                }
            } finally {
                over.countDown();
            }
        });

        Answer answer = new StateEndpoint("127.0.0.1", standby.port(), SHORT).ask();

        assertThat(answer).isInstanceOf(NoLeader.class);
        over.await(); // the connection has ended, too
    }

    @Test
    void interruptEndsTheQuestion() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> new StateEndpoint("127.0.0.1", silent.getLocalPort()).ask())
                    .isInstanceOf(InterruptedException.class);
        }
    }
}
