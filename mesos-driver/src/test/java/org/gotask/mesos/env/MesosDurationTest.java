package org.gotask.mesos.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations in Mesos's notation. */
class MesosDurationTest {

    @ParameterizedTest
    @CsvSource({
        "7ns,PT0.000000007S",
        "7us,PT0.000007S",
        "250ms,PT0.25S",
        "5secs,PT5S",
        "90secs,PT1M30S",
        "15mins,PT15M",
        "2hrs,PT2H",
        "1.5hrs,PT1H30M",
        "3days,PT72H",
        "1weeks,PT168H",
        "0secs,PT0S",
        "0.0000000019secs,PT0.000000001S"
    })
    void readsEveryUnit(String text, Duration expected) {
        assertThat(MesosDuration.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "secs",
                "5 secs",
                "5sec",
                "5s",
                "-5secs",
                "+5secs",
                "5SECS",
                "1e3secs",
                ".5secs",
                "5.secs",
                "5secs ",
                "5,5secs",
                "٥secs",
                "NaNsecs",
                "1111111111111111111secs"
            })
    void refusesAnyOtherText(String text) {
        assertThatThrownBy(() -> MesosDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text
                        + "' is not a duration, expected a number and ns, us, ms, secs, mins, hrs, days or weeks,"
                        + " such as 5secs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100000weeks", "999999999999999999days"})
    void refusesWhatIsTooLongToCount(String text) {
        assertThatThrownBy(() -> MesosDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is too long, expected less than 292 years");
    }
}
