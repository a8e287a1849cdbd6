package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random waits whose limit doubles up to a maximum. */
class RegistrationBackoffTest {

    @Test
    void waitsLongerAndLongerUpToTheMaximum() {
        Random random = new Random(3);
        for (int attempt = 0; attempt < 40; attempt++) {
            Duration limit = Duration.ofSeconds(Math.min(60, 2L << Math.min(attempt, 10)));
            Duration longest = Duration.ZERO;
            for (int i = 0; i < 1000; i++) {
                Duration delay = RegistrationBackoff.DEFAULT.delay(attempt, random);
                assertThat(delay).isBetween(Duration.ZERO, limit);
                longest = longest.compareTo(delay) > 0 ? longest : delay;
            }
            assertThat(longest)
                    .as("uses the whole range")
                    .isGreaterThan(limit.multipliedBy(9).dividedBy(10));
        }
    }

    @Test
    void manyAttemptsDoNotOverflow() {
        assertThat(RegistrationBackoff.DEFAULT.delay(Integer.MAX_VALUE, new Random(3)))
                .isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"0,PT1M", "-5,PT1M", "NaN,PT1M", "1e300,PT1M", "600,PT1M", "100,PT10S", "10,PT1S", "0.000001,PT0.001S"})
    void staysWithinTenthOfTheFailoverTimeout(double failoverTimeoutSeconds, Duration maximum) {
        RegistrationBackoff within = RegistrationBackoff.DEFAULT.within(failoverTimeoutSeconds);

        assertThat(within.maximum()).isEqualTo(maximum);
        assertThat(within.factor()).isLessThanOrEqualTo(maximum);
    }

    @ParameterizedTest
    @CsvSource({"PT0S,PT1S", "PT-1S,PT1S", "PT2S,PT1S"})
    void refusesImpossibleRange(Duration factor, Duration maximum) {
        assertThatThrownBy(() -> new RegistrationBackoff(factor, maximum))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("registration back-off out of range: factor=" + factor + ", maximum=" + maximum
                        + ", expected 0 < factor <= maximum");
    }
}
