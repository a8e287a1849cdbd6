package org.gotask.mesos.libprocess.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.gotask.mesos.text.ForeignText;
import org.junit.jupiter.api.Test;

/** Arbitrary bytes: the parser always returns a request, refuses them or asks for more, within its memory. */
class RequestParserFuzzTest {

    private static final int MAX_BODY = 100_000;
    private static final int ROUNDS = 20_000;
    private static final List<String> WORDS = List.of(
            "POST ",
            "GET ",
            "/",
            " HTTP/1.1",
            "\r\n",
            "\r\n\r\n",
            "\n",
            "Content-Length: ",
            "Transfer-Encoding: chunked",
            "Libprocess-From: a@1.2.3.4:5",
            "Expect: 100-continue",
            "Connection: close",
            ": ",
            "0",
            "ffffffff",
            "99999",
            "%",
            ";",
            "\0");

    @Test
    void survivesGarbage() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            feed(seed, bytes, random);
        }
    }

    @Test
    void survivesWordsOfHttpInAnyOrder() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "POST /a/b HTTP/1.1\r\n" : "");
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(WORDS.get(random.nextInt(WORDS.size())));
            }
            feed(seed, text.toString().getBytes(StandardCharsets.ISO_8859_1), random);
        }
    }

    @Test
    void survivesDamagedRecordings() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            for (int i = 0; i < 3; i++) {
                wire.writeBytes(Recordings.read(Recordings.MESSAGES.get(random.nextInt(Recordings.MESSAGES.size()))));
            }
            byte[] bytes = wire.toByteArray();
            for (int i = random.nextInt(8); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            feed(seed, bytes, random);
        }
    }

    private static void feed(int seed, byte[] bytes, Random random) {
        RequestParser parser = Pieces.parser(MAX_BODY);
        try {
            Pieces.parse(parser, new Pieces(bytes, () -> 1 + random.nextInt(100)));
        } catch (MalformedRequestException refusal) {
            assertThat(refusal.status()).as("seed %d", seed).isBetween(400, 505);
            assertThat(refusal.getMessage()).as("seed %d", seed).doesNotContain("\n", "\r");
        } catch (Exception | Error e) {
            throw new AssertionError(
                    "seed " + seed + ": " + ForeignText.line(new String(bytes, StandardCharsets.ISO_8859_1), 500), e);
        }
        assertThat(parser.reservedBytes())
                .as("seed %d", seed)
                .isLessThan(2 * RequestParser.MAX_HEAD_BYTES + 2 * MAX_BODY);
    }
}
