package org.gotask.link.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.gotask.TaskMsg;
import org.junit.jupiter.api.Test;

class DatagramCodecTest {

    /** Writes down what it is given. */
    private static final class Log implements FrameHandler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void open(long stream, String taskName) {
            lines.add("open " + stream + " " + taskName);
        }

        @Override
        public void whole(long stream, byte[] bytes, int offset, int length) {
            lines.add("whole " + stream + " " + new String(bytes, offset, length, UTF_8));
        }

        @Override
        public void begin(long stream, int total, byte[] bytes, int offset, int length) {
            lines.add("begin " + stream + " " + total + " " + new String(bytes, offset, length, UTF_8));
        }

        @Override
        public void more(long stream, byte[] bytes, int offset, int length) {
            lines.add("more " + stream + " " + new String(bytes, offset, length, UTF_8));
        }

        @Override
        public void credit(long stream, long limit) {
            lines.add("credit " + stream + " " + limit);
        }

        @Override
        public void end(long stream) {
            lines.add("end " + stream);
        }

        @Override
        public void fail(long stream) {
            lines.add("fail " + stream);
        }
    }

    @Test
    void readsWhatWasWritten() throws MalformedDatagramException {
        long large = Long.MAX_VALUE >>> 2;
        long[] ranges = {12, 12, 14, 300};
        Acknowledgement acknowledgement = new Acknowledgement(10, 1_000_000, 3, ranges);
        DatagramWriter writer =
                new DatagramWriter(new DatagramHeader(-1, Long.MAX_VALUE, true, large, 5, acknowledgement), 2048);
        TaskMsg message = TaskMsg.of("worker-0", "hello");
        writer.open(1, "worker-0".getBytes(UTF_8));
        writer.whole(1, message);
        writer.begin(300, message, 2);
        writer.more(300, message, 2, 3);
        writer.credit(7, large);
        writer.end(1);
        writer.fail(large);

        DatagramReader reader = new DatagramReader(writer.finish());
        DatagramHeader header = reader.header();
        Log log = new Log();
        reader.frames(log);

        assertThat(header.from()).isEqualTo(-1);
        assertThat(header.to()).isEqualTo(Long.MAX_VALUE);
        assertThat(header.acknowledgeNow()).isTrue();
        assertThat(header.sequence()).isEqualTo(large);
        assertThat(header.transmission()).isEqualTo(5);
        assertThat(header.acknowledgement().cumulative()).isEqualTo(10);
        assertThat(header.acknowledgement().latestTransmission()).isEqualTo(1_000_000);
        assertThat(header.acknowledgement().ranges()).containsExactly(ranges);
        assertThat(log.lines)
                .containsExactly(
                        "open 1 worker-0",
                        "whole 1 hello",
                        "begin 300 5 he",
                        "more 300 llo",
                        "credit 7 " + large,
                        "end 1",
                        "fail " + large);
    }

    @Test
    void everyPieceOfADatagramIsRefusedInOneLine() {
        DatagramWriter writer =
                new DatagramWriter(new DatagramHeader(1, 2, false, 1, 1, Acknowledgement.NOTHING), 2048);
        writer.open(1, "worker-0".getBytes(UTF_8));
        writer.whole(1, TaskMsg.of("worker-0", "hello"));
        byte[] whole = writer.finish();

        for (int length = 0; length < whole.length; length++) {
            byte[] piece = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> new DatagramReader(piece).header())
                    .isInstanceOf(MalformedDatagramException.class)
                    .hasMessageMatching("[a-z: =A-Z0-9]+");
        }
    }

    @Test
    void namesTheVersionThatItDoesNotKnow() {
        byte[] datagram =
                new DatagramWriter(new DatagramHeader(1, 2, false, 0, 0, Acknowledgement.NOTHING), 0).finish();
        datagram[0] = 2;

        assertThatThrownBy(() -> new DatagramReader(datagram).header()).hasMessage("unknown version: 2, expected 1");
    }
}
