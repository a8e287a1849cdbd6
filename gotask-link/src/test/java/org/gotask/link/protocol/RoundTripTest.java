package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundTripTest {

    private static final long MILLI = 1_000_000;

    private final RoundTrip roundTrip = new RoundTrip(20 * MILLI, 2000 * MILLI);

    @Test
    void waitsLongUntilItKnowsBetter() {
        assertThat(roundTrip.timeoutNanos()).isEqualTo(250 * MILLI);
    }

    @Test
    void followsTheRoundTripAndItsVariation() {
        roundTrip.sample(100 * MILLI);
        assertThat(roundTrip.timeoutNanos()).isEqualTo(300 * MILLI);

        roundTrip.sample(180 * MILLI);
        assertThat(roundTrip.smoothedNanos()).isEqualTo(110 * MILLI);
        assertThat(roundTrip.timeoutNanos()).isEqualTo((110 + 230) * MILLI);
    }

    @Test
    void isNeverShorterThanTheShortestNorLongerThanTheLongestTime() {
        roundTrip.sample(1);
        assertThat(roundTrip.timeoutNanos()).isEqualTo(20 * MILLI);

        for (int i = 0; i < 30; i++) {
            roundTrip.timedOut();
        }
        assertThat(roundTrip.timeoutNanos()).isEqualTo(2000 * MILLI);
    }

    @Test
    void doublesWithEveryTimeInVainUntilThereIsProgress() {
        roundTrip.sample(100 * MILLI);
        roundTrip.timedOut();
        roundTrip.timedOut();
        assertThat(roundTrip.timeoutNanos()).isEqualTo(1200 * MILLI);

        roundTrip.progress();
        assertThat(roundTrip.timeoutNanos()).isEqualTo(300 * MILLI);
    }
}
