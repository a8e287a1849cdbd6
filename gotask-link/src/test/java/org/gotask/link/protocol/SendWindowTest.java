package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gotask.link.wire.Acknowledgement;
import org.junit.jupiter.api.Test;

/** What is under way, what is lost, and when to look again. Each datagram has 100 bytes; times are in milliseconds. */
class SendWindowTest {

    private static final long MILLI = 1_000_000;
    private static final long[] NO_RANGES = {};

    private final RoundTrip roundTrip = new RoundTrip(20 * MILLI, 2_000 * MILLI);
    private final List<Long> settled = new ArrayList<>();
    private final SendWindow window = new SendWindow(roundTrip, datagram -> settled.add(datagram.sequence));

    private SentDatagram send(long atMillis) {
        SentDatagram datagram = new SentDatagram(window.nextSequence(), new byte[100], 10, true, List.of());
        window.sent(datagram, atMillis * MILLI);
        return datagram;
    }

    /** Everything up to a sequence number was received, the latest with this transmission. */
    private boolean acknowledge(long cumulative, long latestTransmission, long atMillis, long... ranges) {
        return window.acknowledge(new Acknowledgement(cumulative, latestTransmission, 0, ranges), atMillis * MILLI);
    }

    @Test
    void numbersDatagramsAndTransmissionsFromOneOn() {
        assertThat(window.nextSequence()).isEqualTo(1);
        assertThat(window.nextTransmission()).isEqualTo(1);

        SentDatagram first = send(0);
        window.resent(first, MILLI);

        assertThat(window.nextSequence()).isEqualTo(2);
        assertThat(window.nextTransmission()).isEqualTo(3);
    }

    @Test
    void holdsBytesFromTheFirstUnacknowledgedDatagramOn() {
        send(0);
        send(0);
        send(0);

        acknowledge(0, 3, 5, 2, 3);
        assertThat(window.bytesHeld()).isEqualTo(300);

        acknowledge(1, 3, 6, NO_RANGES);
        assertThat(window.bytesHeld()).isZero();
        assertThat(window.isEmpty()).isTrue();
    }

    @Test
    void settlesDatagramsInOrderOnly() {
        send(0);
        send(0);
        send(0);

        acknowledge(0, 3, 5, 2, 3);
        assertThat(settled).isEmpty();

        acknowledge(3, 3, 6);
        assertThat(settled).containsExactly(1L, 2L, 3L);
        assertThat(window.acknowledgedThrough()).isEqualTo(3);
    }

    @Test
    void ignoresAnAcknowledgementOfWhatWasNeverSent() {
        send(0);

        assertThat(acknowledge(2, 1, 5)).isFalse();
        assertThat(acknowledge(0, 1, 5, 3, 4)).isFalse();
        assertThat(acknowledge(1, 2, 5)).isFalse();

        assertThat(settled).isEmpty();
        assertThat(window.isEmpty()).isFalse();
    }

    @Test
    void datagramOvertakenByThreeTransmissionsIsLost() {
        for (int i = 0; i < 4; i++) {
            send(0);
        }

        acknowledge(0, 3, 1, 2, 3);
        assertThat(window.hasLost()).isFalse();

        acknowledge(0, 4, 1, 2, 4);
        assertThat(Objects.requireNonNull(window.nextLost()).sequence).isEqualTo(1);
    }

    @Test
    void datagramOvertakenByOneIsLostALittleMoreThanARoundTripAfterItWasSent() {
        send(0);
        send(0);
        acknowledge(0, 2, 8, 2, 2);
        assertThat(window.hasLost()).isFalse();
        assertThat(window.lossAtNanos()).isEqualTo(9 * MILLI);

        window.detectLosses(9 * MILLI - 1);
        assertThat(window.hasLost()).isFalse();
        window.detectLosses(9 * MILLI);
        assertThat(window.hasLost()).isTrue();
        assertThat(window.lossAtNanos()).isEqualTo(LinkEngine.NEVER);
    }

    @Test
    void repeatedDatagramThatIsLostAgainIsDetectedAgain() {
        SentDatagram first = send(0);
        send(0);
        send(0);
        send(0);
        acknowledge(0, 4, 1, 2, 4);
        window.resent(first, 2 * MILLI);
        assertThat(window.hasLost()).isFalse();

        for (int i = 0; i < 3; i++) {
            send(2);
        }
        acknowledge(0, 8, 3, 2, 7);

        assertThat(window.nextLost()).isSameAs(first);
    }

    @Test
    void lostDatagramThatWasReceivedAfterAllIsNotSentAgain() {
        for (int i = 0; i < 4; i++) {
            send(0);
        }
        acknowledge(0, 4, 1, 2, 4);
        assertThat(window.hasLost()).isTrue();

        acknowledge(4, 4, 2);

        assertThat(window.hasLost()).isFalse();
        assertThat(window.isEmpty()).isTrue();
    }

    @Test
    void probesWhenNoAcknowledgementComesAndWaitsTwiceAsLongEachTime() {
        SentDatagram only = send(0);
        assertThat(window.probeAtNanos()).isEqualTo(250 * MILLI);

        roundTrip.timedOut();
        window.resent(only, 250 * MILLI);

        assertThat(window.probeAtNanos()).isEqualTo((250 + 500) * MILLI);
        acknowledge(1, 2, 300);
        assertThat(window.probeAtNanos()).isEqualTo(LinkEngine.NEVER);
    }

    @Test
    void measuresTheRoundTripOfTheLatestTransmissionWithoutTheDelayOfItsAcknowledgement() {
        SentDatagram first = send(0);
        window.resent(first, 40 * MILLI);

        window.acknowledge(new Acknowledgement(1, 2, 3_000, NO_RANGES), 50 * MILLI);

        assertThat(roundTrip.smoothedNanos()).isEqualTo(7 * MILLI);
    }

    @Test
    void progressIsTheLastAcknowledgementOrTheFirstDatagramAfterNoneWasUnderWay() {
        send(1);
        send(3);
        assertThat(window.progressNanos()).isEqualTo(MILLI);

        acknowledge(1, 1, 5);
        assertThat(window.progressNanos()).isEqualTo(5 * MILLI);

        acknowledge(1, 1, 7);
        assertThat(window.progressNanos()).isEqualTo(5 * MILLI);
    }

    @Test
    void countsSmallDatagramsUntilTheyAreAcknowledgedOrLost() {
        for (int i = 0; i < 4; i++) {
            send(0);
        }
        assertThat(window.smallUnderWay()).isEqualTo(4);

        acknowledge(0, 4, 1, 2, 4);
        assertThat(window.smallUnderWay()).isZero();

        window.resent(Objects.requireNonNull(window.nextLost()), 2 * MILLI);
        assertThat(window.smallUnderWay()).isEqualTo(1);
    }
}
