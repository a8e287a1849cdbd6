package org.gotask.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gotask.TaskMsg;
import org.junit.jupiter.api.Test;

class SendTurnsTest {

    private static final int DATAGRAM_BYTES = 64 << 10;
    private static final int PLENTY = 1 << 24;

    private final SendTurns turns = new SendTurns(DATAGRAM_BYTES);

    /** How many bytes of which stream a datagram carries. */
    private static final class Shares implements FrameHandler {
        private final Map<Long, Integer> bytes = new HashMap<>();
        private final List<String> order = new ArrayList<>();

        private void add(long stream, String what, int length) {
            bytes.merge(stream, length, Integer::sum);
            order.add(what + stream);
        }

        @Override
        public void open(long stream, String taskName) {}

        @Override
        public void whole(long stream, byte[] datagram, int offset, int length) {
            add(stream, "whole ", length);
        }

        @Override
        public void begin(long stream, int total, byte[] datagram, int offset, int length) {
            add(stream, "begin ", length);
        }

        @Override
        public void more(long stream, byte[] datagram, int offset, int length) {
            add(stream, "more ", length);
        }

        @Override
        public void credit(long stream, long limit) {
            order.add("credit " + stream);
        }

        @Override
        public void end(long stream) {
            order.add("end " + stream);
        }

        @Override
        public void fail(long stream) {
            order.add("fail " + stream);
        }
    }

    private OutStream stream(int messages, int size) {
        OutStream stream = turns.open("task");
        stream.grant(PLENTY);
        for (int i = 0; i < messages; i++) {
            stream.add(TaskMsg.of("task", new byte[size]));
        }
        turns.ready(stream);
        return stream;
    }

    private Shares fill() throws MalformedDatagramException {
        DatagramWriter writer =
                new DatagramWriter(new DatagramHeader(1, 2, false, 1, 1, Acknowledgement.NOTHING), DATAGRAM_BYTES);
        turns.fill(writer, stream -> {});
        DatagramReader reader = new DatagramReader(writer.finish());
        reader.header();
        Shares shares = new Shares();
        reader.frames(shares);
        return shares;
    }

    @Test
    void floodOfSmallMessagesLeavesOthersTheirShare() throws MalformedDatagramException {
        OutStream flood = stream(50_000, 16);
        OutStream other = stream(1000, 1000);

        Map<Long, Integer> bytes = fill().bytes;

        assertThat(bytes.get(other.id)).isGreaterThan(DATAGRAM_BYTES / 3);
        assertThat(bytes.get(flood.id)).isGreaterThan(DATAGRAM_BYTES / 3);
    }

    @Test
    void smallMessageGoesBetweenThePartsOfALargeOne() throws MalformedDatagramException {
        OutStream large = stream(1, 10 << 20);
        assertThat(fill().order).containsExactly("begin " + large.id);
        OutStream small = stream(1, 10);

        assertThat(fill().order).contains("whole " + small.id).contains("more " + large.id);
    }

    @Test
    void streamAloneFillsTheDatagram() throws MalformedDatagramException {
        OutStream alone = stream(1, 10 << 20);

        assertThat(fill().bytes.get(alone.id)).isGreaterThan(DATAGRAM_BYTES - 200);
    }

    @Test
    void grantsGoFirst() throws MalformedDatagramException {
        stream(10, 100);
        turns.ready(new InStream(7, "task", PLENTY));

        assertThat(fill().order).first().isEqualTo("credit 7");
    }

    @Test
    void streamWithoutCreditBeginsNoMessageAndFinishesTheOneItHasBegun() throws MalformedDatagramException {
        OutStream stream = turns.open("task");
        stream.add(TaskMsg.of("task", new byte[100_000]));
        stream.add(TaskMsg.of("task", new byte[10]));
        turns.ready(stream);

        assertThat(fill().order).containsExactly("begin " + stream.id);
        assertThat(fill().order).isNotEmpty().containsOnly("more " + stream.id);
        assertThat(fill().order).isEmpty();
        stream.grant(PLENTY);
        turns.ready(stream);
        assertThat(fill().order).containsExactly("whole " + stream.id);
    }

    @Test
    void endComesBehindTheLastMessage() throws MalformedDatagramException {
        OutStream stream = stream(2, 10);
        stream.end();

        assertThat(fill().order).containsExactly("whole " + stream.id, "whole " + stream.id, "end " + stream.id);
    }

    @Test
    void failureDropsWhatWaits() throws MalformedDatagramException {
        OutStream stream = stream(2, 10);
        stream.fail();
        turns.ready(stream);

        assertThat(fill().order).containsExactly("fail " + stream.id);
    }
}
