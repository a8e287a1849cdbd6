package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.gotask.link.protocol.ReceiveWindow.Verdict;
import org.junit.jupiter.api.Test;

/** The order of received datagrams, of 100 bytes each, with room for three that are early. */
class ReceiveWindowTest {

    private final ReceiveWindow window = new ReceiveWindow(300);

    private Verdict receive(long sequence) {
        return window.arrived(sequence, sequence, new ReceiveWindow.Waiting(new byte[100], (int) sequence), 0);
    }

    @Test
    void datagramsInOrderAreNextAndAreNotKept() {
        assertThat(receive(1)).isEqualTo(Verdict.NEXT);
        assertThat(receive(2)).isEqualTo(Verdict.NEXT);

        assertThat(window.cumulative()).isEqualTo(2);
        assertThat(window.bytesAhead()).isZero();
    }

    @Test
    void earlyDatagramsAreKeptUntilTheMissingOneArrives() {
        assertThat(receive(3)).isEqualTo(Verdict.AHEAD);
        assertThat(receive(2)).isEqualTo(Verdict.AHEAD);
        assertThat(window.takeNext()).isNull();

        assertThat(receive(1)).isEqualTo(Verdict.NEXT);

        assertThat(Objects.requireNonNull(window.takeNext()).framesAt()).isEqualTo(2);
        assertThat(Objects.requireNonNull(window.takeNext()).framesAt()).isEqualTo(3);
        assertThat(window.takeNext()).isNull();
        assertThat(window.cumulative()).isEqualTo(3);
        assertThat(window.hasGap()).isFalse();
    }

    @Test
    void datagramsReceivedBeforeAreDuplicates() {
        receive(1);
        receive(3);

        assertThat(receive(1)).isEqualTo(Verdict.DUPLICATE);
        assertThat(receive(3)).isEqualTo(Verdict.DUPLICATE);
    }

    @Test
    void earlyDatagramsWithoutRoomAreDroppedAndNotAcknowledged() {
        receive(2);
        receive(3);
        receive(4);

        assertThat(receive(5)).isEqualTo(Verdict.BEYOND);

        assertThat(window.acknowledgement(0).covers(5)).isFalse();
        assertThat(receive(1)).isEqualTo(Verdict.NEXT);
    }

    @Test
    void acknowledgementNamesTheRangesBeyondTheGap() {
        receive(1);
        receive(3);
        receive(4);
        receive(6);

        assertThat(window.acknowledgement(0).cumulative()).isEqualTo(1);
        assertThat(window.acknowledgement(0).ranges()).containsExactly(3, 4, 6, 6);
    }

    @Test
    void acknowledgementTellsHowLongAgoTheLatestTransmissionArrived() {
        window.arrived(1, 7, new ReceiveWindow.Waiting(new byte[100], 0), 1_000_000);
        window.arrived(1, 5, new ReceiveWindow.Waiting(new byte[100], 0), 2_000_000);

        assertThat(window.acknowledgement(4_000_000).latestTransmission()).isEqualTo(7);
        assertThat(window.acknowledgement(4_000_000).delayMicros()).isEqualTo(3_000);
    }
}
