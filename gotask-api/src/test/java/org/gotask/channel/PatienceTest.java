package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How threads learn whether watching pays. */
class PatienceTest {

    private int state = Patience.NEW;

    @BeforeEach
    void needsAProcessorForTheOtherSide() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    }

    /** One wait, in which the other side comes in time or not; how long it was watched for. */
    private int wait(boolean success) {
        int spins = Patience.spins(state);
        state = Patience.begun(state);
        if (spins > 0) {
            state = success ? Patience.succeeded(state) : Patience.failed(state);
        }
        return spins;
    }

    private int restUntilProbe() {
        int waits = 0;
        while (wait(true) == Patience.NONE) {
            waits++;
        }
        return waits;
    }

    @Test
    void aNewChannelDoesNotWatchAtFirst() {
        for (int i = 0; i < 10; i++) {
            assertThat(wait(true)).isEqualTo(Patience.NONE);
        }
        assertThat(restUntilProbe()).isLessThan(10);
    }

    @Test
    void successDoublesTheTimeUpToALimitAndFailureHalvesIt() {
        restUntilProbe();

        int first = wait(true);
        assertThat(wait(true)).isEqualTo(2 * first);
        for (int i = 0; i < 20; i++) {
            wait(true);
        }
        int most = wait(true);
        assertThat(wait(true)).isEqualTo(most);
        assertThat(wait(false)).isEqualTo(most);
        assertThat(wait(false)).isEqualTo(most / 2);
        assertThat(wait(true)).isEqualTo(most / 4);
        assertThat(wait(true)).isEqualTo(most / 2);
    }

    @Test
    void whoFailsAgainAndAgainHardlyWatchesAnyMore() {
        int watched = 0;
        for (int i = 0; i < 10_000; i++) {
            watched += wait(false) > 0 ? 1 : 0;
        }

        assertThat(watched).isBetween(10, 100);
    }

    @Test
    void oneSuccessAfterManyFailuresIsEnough() {
        for (int i = 0; i < 10_000; i++) {
            wait(false);
        }
        restUntilProbe();

        assertThat(wait(true)).isPositive();
        assertThat(wait(true)).isPositive();
    }

    @Test
    void nowAndThenOthersHaveTheirTurn() {
        restUntilProbe();
        int turns = 0;
        for (int i = 0; i < 2560; i++) {
            turns += wait(true) == Patience.YIELD ? 1 : 0;
        }

        assertThat(turns).isEqualTo(10);
    }
}
