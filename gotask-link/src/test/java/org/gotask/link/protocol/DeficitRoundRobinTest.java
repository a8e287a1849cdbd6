package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gotask.TaskMsg;
import org.gotask.link.wire.DatagramWriter;
import org.gotask.link.wire.MalformedDatagramException;
import org.junit.jupiter.api.Test;

class DeficitRoundRobinTest {

    private static final int DATAGRAM_BYTES = 64 << 10;
    private static final int PLENTY = 1 << 24;

    private final DeficitRoundRobin scheduler = new DeficitRoundRobin(DATAGRAM_BYTES);

    private SendStream stream(int messages, int size) {
        SendStream stream = scheduler.open("task", new QuietEvents());
        stream.grant(PLENTY);
        for (int i = 0; i < messages; i++) {
            stream.add(TaskMsg.of("task", new byte[size]));
        }
        scheduler.ready(stream);
        return stream;
    }

    private Frames fill() throws MalformedDatagramException {
        DatagramWriter writer = Frames.writer(DATAGRAM_BYTES);
        scheduler.fill(writer, stream -> {});
        Frames frames = Frames.of(writer);
        frames.order.removeIf(frame -> frame.startsWith("open"));
        return frames;
    }

    @Test
    void floodOfSmallMessagesLeavesOthersTheirShare() throws MalformedDatagramException {
        SendStream flood = stream(50_000, 16);
        SendStream other = stream(1000, 1000);

        Map<Long, Integer> bytes = fill().bytes;

        assertThat(bytes.get(other.id)).isGreaterThan(DATAGRAM_BYTES / 3);
        assertThat(bytes.get(flood.id)).isGreaterThan(DATAGRAM_BYTES / 3);
    }

    @Test
    void smallMessageGoesBetweenThePartsOfALargeOne() throws MalformedDatagramException {
        SendStream large = stream(1, 10 << 20);
        assertThat(fill().order).containsExactly("begin " + large.id);
        SendStream small = stream(1, 10);

        assertThat(fill().order).contains("whole " + small.id).contains("more " + large.id);
    }

    @Test
    void streamAloneFillsTheDatagram() throws MalformedDatagramException {
        SendStream alone = stream(1, 10 << 20);

        assertThat(fill().bytes.get(alone.id)).isGreaterThan(DATAGRAM_BYTES - 200);
    }

    @Test
    void grantsGoFirst() throws MalformedDatagramException {
        stream(10, 100);
        scheduler.grantDue(new ReceiveStream(7, "task", PLENTY));

        assertThat(fill().order).first().isEqualTo("credit 7");
    }

    @Test
    void streamWithoutCreditLeavesItsTurnsToOthersUntilItHasSome() throws MalformedDatagramException {
        SendStream stream = scheduler.open("task", new QuietEvents());
        stream.add(TaskMsg.of("task", new byte[100_000]));
        stream.add(TaskMsg.of("task", new byte[10]));
        scheduler.ready(stream);

        assertThat(fill().order).containsExactly("begin " + stream.id);
        assertThat(fill().order).isEmpty();
        stream.grant(PLENTY);
        scheduler.ready(stream);
        while (stream.messages() == 0) {
            assertThat(fill().order).isNotEmpty().first().isEqualTo("more " + stream.id);
        }
        assertThat(stream.messages()).isPositive();
    }

    @Test
    void endComesBehindTheLastMessage() throws MalformedDatagramException {
        SendStream stream = stream(2, 10);
        stream.end();

        assertThat(fill().order).containsExactly("whole " + stream.id, "whole " + stream.id, "end " + stream.id);
    }

    @Test
    void failureDropsWhatWaits() throws MalformedDatagramException {
        SendStream stream = stream(2, 10);
        stream.fail();
        scheduler.ready(stream);

        assertThat(fill().order).containsExactly("fail " + stream.id);
    }
}
