package org.gotask.mesos.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.mesos.detector.StateEndpoint.Answer;
import org.gotask.mesos.detector.StateEndpoint.Leader;
import org.gotask.mesos.detector.StateEndpoint.NoLeader;
import org.gotask.mesos.proto.MasterInfo;
import org.junit.jupiter.api.Test;

/**
 * Whatever a peer answers, at random from a seed and over real sockets, the detector survives it, says what it got in
 * one printable line, and finds the leader later. {@code -Dgotask.fuzz.rounds=N} makes more answers.
 */
class StandaloneDetectorFuzzTest {

    private static final long SEED = 20261128;
    private static final int ROUNDS = Integer.getInteger("gotask.fuzz.rounds", 1500);
    private static final int LONGEST_REASON = 400;
    /** Of the leader at the end; no other answer has it. */
    private static final int GOOD_PORT = 5051;

    private static final String[] STATUSES = {
        "200",
        "200",
        "200",
        "301",
        "302",
        "303",
        "304",
        "307",
        "307",
        "308",
        "401",
        "403",
        "404",
        "407",
        "500",
        "503",
        "000",
        "-1",
        "99999999999",
        "2x0",
        ""
    };
    private static final String[] HEADERS = {
        "Connection: close",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: gzip",
        "Content-Length: 5",
        "Content-Length: -1",
        "Content-Length: 99999999999999999999",
        "WWW-Authenticate: Basic realm=\"x",
        "WWW-Authenticate: Digest",
        "WWW-Authenticate: , ,=",
        "Proxy-Authenticate: x",
        "Set-Cookie: ;;;=",
        "Retry-After: -5",
        "Content-Encoding: gzip",
        ": nameless",
        " folded",
        "no colon",
        "Keep-Alive: timeout=x",
        "Content-Type: text/html; charset=\"",
        "Location"
    };
    private static final String[] LOCATIONS = {
        "//127.0.0.1:%d/state",
        "http://127.0.0.1:%d/state",
        "/state",
        "state",
        "?x",
        "#",
        "//",
        "http://",
        "http://:%d/",
        "http://127.0.0.1:/state",
        "http://127.0.0.1:-1/",
        "http://127.0.0.1:70000/",
        "http://127.0.0.1:2147483648/",
        "http://[::1",
        "http://[]:%d/",
        "http://@127.0.0.1:%d/",
        "https://127.0.0.1:%d/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "jar:file:/x!/y",
        "mailto:x",
        "javascript:0",
        "data:,x",
        "http://127.0.0.1:%d/\u00fc",
        "http://127.0.0.1:%d/%%",
        "http://127.0.0.1:%d/a b",
        "\u0001",
        "\u009b2J",
        "::::"
    };
    private static final String[] JSON = {
        "{\"leader\":\"master@127.0.0.1:5050\"}",
        "{\"leader\":\"master@127.0.0.1:5050\"",
        "{\"leader\":\"\"}",
        "{\"leader\":\"a@b@c:1\"}",
        "{\"leader\":\"master@0.0.0.0:0\"}",
        "{\"leader\":\"master@127.0.0.1:65536\"}",
        "{\"leader\":\"\\u001b[2J\"}",
        "{\"leader\":\"\\ud800@127.0.0.1:1\"}",
        "{\"leader\":null}",
        "{\"leader\":[]}",
        "{\"leader\":{\"leader\":\"x\"}}",
        "{\"leader\":1e999}",
        "{\"a\":[[[[[[]]]]]]}",
        "{\"a\":\"\\u12\"}",
        "{\"\\",
        "[]",
        "",
        "{}",
        "null",
        "{,}",
        "{\"a\"}",
        "{'leader':'x'}",
        "\u00ff\u00fe{}",
        "<html>",
        "{\"id\":7}",
        "{\"id\":\"\\ud800\",\"leader\":\"master@127.0.0.1:1\",\"hostname\":\"\\n\"}"
    };

    private final Random random = new Random(SEED);

    private String one(String[] of) {
        return of[random.nextInt(of.length)];
    }

    private String answer(int port) {
        StringBuilder answer = new StringBuilder();
        answer.append(random.nextInt(20) == 0 ? "ICY " : "HTTP/1.1 ")
                .append(one(STATUSES))
                .append(random.nextInt(5) == 0 ? "\r" : " Some\r\n");
        for (int headers = random.nextInt(4); headers > 0; headers--) {
            answer.append(one(HEADERS)).append("\r\n");
        }
        if (random.nextBoolean()) {
            answer.append("Location: ").append(one(LOCATIONS).formatted(port)).append("\r\n");
        }
        answer.append("\r\n").append(one(JSON));
        if (random.nextInt(50) == 0) {
            answer.append("{\"a\":").append("[".repeat(20_000));
        }
        return switch (random.nextInt(10)) {
            case 0 -> answer.substring(0, random.nextInt(answer.length() + 1));
            case 1 -> mutated(answer);
            default -> answer.toString();
        };
    }

    private String mutated(StringBuilder answer) {
        for (int change = random.nextInt(6); change >= 0; change--) {
            answer.setCharAt(random.nextInt(answer.length()), (char) random.nextInt(256));
        }
        return answer.toString();
    }

    @Test
    void anyAnswerIsLeaderOrReason() throws Exception {
        try (AnsweringServer server = new AnsweringServer()) {
            StateEndpoint endpoint = new StateEndpoint("127.0.0.1", server.port());
            for (int round = 0; round < ROUNDS; round++) {
                String text = answer(server.port());
                server.answers(text);

                Answer answer = endpoint.ask();

                if (answer instanceof NoLeader(String reason)) {
                    assertThat(reason)
                            .as("seed %d, round %d, answer %s", SEED, round, text)
                            .isNotBlank()
                            .hasSizeLessThan(LONGEST_REASON + 1)
                            .matches(line -> line.chars().noneMatch(Character::isISOControl));
                } else {
                    assertThat(((Leader) answer).info().toByteArray()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void detectorFindsTheLeaderAfterAnyAnswers() throws Exception {
        BlockingQueue<Optional<MasterInfo>> found = new LinkedBlockingQueue<>();
        AtomicInteger bad = new AtomicInteger();
        try (AnsweringServer server = new AnsweringServer()) {
            byte[][] answers = new byte[200][];
            for (int i = 0; i < answers.length; i++) {
                answers[i] = answer(server.port()).getBytes(StandardCharsets.ISO_8859_1);
            }
            byte[] good = "HTTP/1.1 200 OK\r\n\r\n{\"leader\":\"master@127.0.0.1:5051\"}"
                    .getBytes(StandardCharsets.ISO_8859_1);
            server.answers(out -> {
                int number = bad.getAndIncrement();
                out.write(number < answers.length ? answers[number] : good);
            });
            Duration pause = Duration.ofMillis(1);
            try (StandaloneDetector detector =
                    new StandaloneDetector(new StateEndpoint("127.0.0.1", server.port()), pause, pause)) {
                detector.start(new MasterDetector.Listener() {
                    @Override
                    public void leaderChanged(Optional<MasterInfo> leader) {
                        found.add(leader);
                        // whatever was taken for a leader cannot be reached
                        detector.connectionLost();
                    }

                    @Override
                    public void failed(String message) {
                        throw new AssertionError(message);
                    }
                });

                Optional<MasterInfo> last;
                do {
                    last = found.poll(2, TimeUnit.MINUTES);
                    assertThat(last)
                            .as("seed %d, asked %d times", SEED, server.asked())
                            .isNotNull();
                } while (last.filter(info -> info.getPort() == GOOD_PORT).isEmpty());
            }
        }
    }
}
