package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the threads at one end of a channel learn whether spinning pays off. */
class SpinPolicyTest {

    private int state = SpinPolicy.NEW;

    @BeforeEach
    void needsAProcessorForTheOtherSide() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    }

    /** One wait, in which the other side comes in time or not; how long it was spinning for. */
    private int wait(boolean success) {
        int spins = SpinPolicy.spins(state);
        state = SpinPolicy.started(state);
        if (spins > 0) {
            state = success ? SpinPolicy.succeeded(state) : SpinPolicy.failed(state);
        }
        return spins;
    }

    private int restUntilProbe() {
        int waits = 0;
        while (wait(true) == SpinPolicy.NONE) {
            waits++;
        }
        return waits;
    }

    @Test
    void aNewChannelDoesNotSpinAtFirst() {
        for (int i = 0; i < 10; i++) {
            assertThat(wait(true)).isEqualTo(SpinPolicy.NONE);
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
    void afterManyFailuresInARowThreadsHardlySpin() {
        int spinning = 0;
        for (int i = 0; i < 10_000; i++) {
            spinning += wait(false) > 0 ? 1 : 0;
        }

        assertThat(spinning).isBetween(10, 100);
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
            turns += wait(true) == SpinPolicy.YIELD ? 1 : 0;
        }

        assertThat(turns).isEqualTo(10);
    }
}
