package org.gotask.mesos.libprocess.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The number of responses in a byte stream, for every division into pieces. */
class AnswerCounterTest {

    private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
    /** As written by libprocess; the rest begins within a line. */
    private static final String NOT_FOUND = "HTTP/1.1 404 Not Found\r\nContent-Length: 14\r\n\r\n404 Not Found.";

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void countsAnswersWithAndWithoutBodies() {
        assertThat(new AnswerCounter().count(bytes(ACCEPTED + NOT_FOUND + NOT_FOUND + ACCEPTED)))
                .isEqualTo(4);
        assertThat(new AnswerCounter().count(bytes(""))).isZero();
        assertThat(new AnswerCounter().count(bytes("HHTTP/HTTP/1.0 200\r\n"))).isEqualTo(1);
    }

    @Test
    void countsTheSameInPiecesOfAnySize() {
        String all = (ACCEPTED + NOT_FOUND).repeat(50);
        for (int size = 1; size < 60; size++) {
            AnswerCounter counter = new AnswerCounter();
            long count = 0;
            for (int from = 0; from < all.length(); from += size) {
                count = counter.count(bytes(all.substring(from, Math.min(all.length(), from + size))));
            }
            assertThat(count).as("size=%d", size).isEqualTo(100);
        }
    }
}
