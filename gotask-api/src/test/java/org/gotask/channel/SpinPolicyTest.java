package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.gotask.channel.SpinPolicy.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the threads at one end of a channel learn what pays off before they park: nothing, a spin or a turn. */
class SpinPolicyTest {

    private int state = SpinPolicy.NEW;

    @BeforeEach
    void needsAProcessorForTheOtherSide() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    }

    /** One wait with its outcome, if the thread does not park immediately; returns its plan. */
    private int wait(Outcome outcome) {
        int plan = SpinPolicy.plan(state);
        state = SpinPolicy.started(state);
        if (SpinPolicy.canLearn(plan, outcome)) {
            state = SpinPolicy.learn(state, plan, outcome);
        }
        return plan;
    }

    private int restUntilTry() {
        int waits = 0;
        while (SpinPolicy.plan(state) == SpinPolicy.NONE) {
            wait(Outcome.FAILED);
            waits++;
        }
        return waits;
    }

    private void learnToSpin() {
        while (SpinPolicy.spins(SpinPolicy.plan(state)) == 0) {
            wait(Outcome.FAILED);
        }
        wait(Outcome.SPUN);
    }

    private void learnToTakeTurns() {
        restUntilTry();
        wait(Outcome.TOOK_TURN);
    }

    @Test
    void aNewChannelParksImmediatelyAtFirst() {
        assertThat(restUntilTry()).isBetween(10, 20);
    }

    @Test
    void triesAreTurnsAndSpinsAlternately() {
        for (int i = 0; i < 20; i++) {
            restUntilTry();
            int turn = wait(Outcome.FAILED);
            restUntilTry();
            int spin = wait(Outcome.FAILED);

            assertThat(SpinPolicy.yields(turn)).isTrue();
            assertThat(SpinPolicy.spins(turn)).isZero();
            assertThat(SpinPolicy.yields(spin)).isFalse();
            assertThat(SpinPolicy.spins(spin)).isPositive();
        }
    }

    @Test
    void successDoublesTheSpinsUpToALimitAndFailureHalvesThem() {
        learnToSpin();

        int first = wait(Outcome.SPUN);
        assertThat(wait(Outcome.SPUN)).isEqualTo(2 * first);
        for (int i = 0; i < 20; i++) {
            wait(Outcome.SPUN);
        }
        int most = wait(Outcome.SPUN);
        assertThat(wait(Outcome.SPUN)).isEqualTo(most);
        assertThat(wait(Outcome.FAILED)).isEqualTo(most);
        assertThat(wait(Outcome.FAILED)).isEqualTo(most / 2);
        assertThat(wait(Outcome.SPUN)).isEqualTo(most / 4);
        assertThat(wait(Outcome.SPUN)).isEqualTo(most / 2);
    }

    @Test
    void threadsWhoseSpinsFailTryToTakeTurns() {
        learnToSpin();
        while (!SpinPolicy.yields(SpinPolicy.plan(state))) {
            assertThat(wait(Outcome.FAILED)).isNotEqualTo(SpinPolicy.NONE);
        }

        wait(Outcome.TOOK_TURN);

        assertThat(wait(Outcome.TOOK_TURN)).isEqualTo(SpinPolicy.YIELD);
    }

    @Test
    void threadsTakeTurnsUntilOneFails() {
        learnToTakeTurns();
        for (int i = 0; i < 1000; i++) {
            assertThat(SpinPolicy.yields(wait(Outcome.TOOK_TURN))).isTrue();
        }

        wait(Outcome.FAILED);

        assertThat(SpinPolicy.plan(state)).isEqualTo(SpinPolicy.NONE);
    }

    @Test
    void threadsThatTakeTurnsSpinWhenTheyRunOnTwoCarriersByNow() {
        learnToTakeTurns();
        while (SpinPolicy.spins(SpinPolicy.plan(state)) == 0) {
            wait(Outcome.TOOK_TURN);
        }

        wait(Outcome.SPUN);

        assertThat(SpinPolicy.spins(wait(Outcome.SPUN))).isPositive();
        assertThat(SpinPolicy.yields(wait(Outcome.SPUN))).isFalse();
    }

    @Test
    void theTimeOfATurnIsTakenAtTheFirstAndOnSomeOfTheOthers() {
        restUntilTry();
        assertThat(SpinPolicy.startOfYield(SpinPolicy.plan(state))).isNotZero();
        learnToTakeTurns();
        int timed = 0;
        for (int i = 0; i < 1600; i++) {
            timed += SpinPolicy.startOfYield(wait(Outcome.TOOK_TURN)) != 0 ? 1 : 0;
        }

        assertThat(timed).isEqualTo(100);
    }

    @Test
    void aTimedTurnThatTakesLongIsNotInTime() {
        restUntilTry();
        int timed = SpinPolicy.plan(state);
        long longAgo = System.nanoTime() - 1_000_000;

        assertThat(SpinPolicy.endedInTime(timed, longAgo)).isFalse();
        assertThat(SpinPolicy.endedInTime(SpinPolicy.YIELD, longAgo)).isTrue();
    }

    @Test
    void afterManyFailuresInARowThreadsMostlyParkImmediately() {
        int tries = 0;
        for (int i = 0; i < 10_000; i++) {
            tries += wait(Outcome.FAILED) != SpinPolicy.NONE ? 1 : 0;
        }

        assertThat(tries).isBetween(10, 100);
    }

    @Test
    void oneSuccessAfterManyFailuresIsEnough() {
        for (int i = 0; i < 10_000; i++) {
            wait(Outcome.FAILED);
        }
        learnToSpin();

        assertThat(SpinPolicy.spins(wait(Outcome.SPUN))).isPositive();
        assertThat(SpinPolicy.spins(wait(Outcome.SPUN))).isPositive();
    }

    @Test
    void threadsThatSpinYieldToOthersNowAndThen() {
        learnToSpin();
        int yields = 0;
        for (int i = 0; i < 2560; i++) {
            yields += wait(Outcome.SPUN) == SpinPolicy.YIELD ? 1 : 0;
        }

        assertThat(yields).isEqualTo(10);
    }
}
