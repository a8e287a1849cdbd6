package org.gotask.examples.elevator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class OptionsTest {

    @Test
    void withoutFlagsThereAreEightFloorsFourElevatorsAndThirtyTicks() {
        Plan plan = parse();

        assertThat(plan)
                .usingRecursiveComparison()
                .ignoringFields("seed")
                .isEqualTo(new Plan(8, 4, 30, Duration.ofSeconds(1), 1, 0));
        assertThat(plan.seed()).isBetween(1L, 999_999L);
    }

    @Test
    void withoutSeedEveryRunHasAnother() {
        assertThat(Stream.generate(() -> parse().seed()).limit(20).distinct()).hasSizeGreaterThan(1);
    }

    @Test
    void speedIsTicksPerSecondAndPeriodIsOneSecond() {
        Plan plan = parse("--floors", "5", "--elevators=1", "--seconds", "10", "--speed", "20", "--seed", "7");

        assertThat(plan).isEqualTo(new Plan(5, 1, 200, Duration.ofMillis(50), 20, 7));
        assertThat(plan.periods()).isEqualTo(10);
        assertThat(plan.periodOf(180)).isEqualTo(9);
        assertThat(plan.periodOf(181)).isEqualTo(10);
    }

    @Test
    void fractionsAreAllowedAndThereIsAlwaysOneTick() {
        assertThat(parse("--seconds", "2.5", "--speed", "4").ticks()).isEqualTo(10);
        assertThat(parse("--seconds", "0.5", "--speed", "0.1"))
                .extracting(Plan::ticks, Plan::tickLength, Plan::ticksPerPeriod)
                .containsExactly(1, Duration.ofMillis(500), 1);
    }

    @ParameterizedTest
    @CsvSource({
        "--floors, 1, a whole number from 2 to 1000",
        "--floors, -3, a whole number from 2 to 1000",
        "--floors, many, a whole number from 2 to 1000",
        "--floors, 8.5, a whole number from 2 to 1000",
        "--floors, 99999999999, a whole number from 2 to 1000",
        "--floors, 1001, a whole number from 2 to 1000",
        "--elevators, 1001, a whole number from 1 to 1000",
        "--elevators, 0, a whole number from 1 to 1000",
        "--seconds, 0, 'a number above 0, at most 86400'",
        "--seconds, -1, 'a number above 0, at most 86400'",
        "--seconds, soon, 'a number above 0, at most 86400'",
        "--seconds, Infinity, 'a number above 0, at most 86400'",
        "--speed, 0, 'a number above 0, at most 1000'",
        "--speed, NaN, 'a number above 0, at most 1000'",
        "--speed, 1001, 'a number above 0, at most 1000'",
        "--seed, seven, a whole number",
    })
    void badValueIsOneClearLine(String flag, String value, String expected) {
        assertThatThrownBy(() -> parse(flag, value))
                .isInstanceOf(ParameterException.class)
                .message()
                .startsWith("Invalid value for option '" + flag + "'")
                .endsWith("expected " + expected + ", not \"" + value + "\"")
                .hasLineCount(1);
    }

    private static Plan parse(String... args) {
        Options options = new Options();
        CommandSpec command = CommandSpec.create().addMixin("app", CommandSpec.forAnnotatedObject(options));
        new CommandLine(command).parseArgs(args);
        return options.plan();
    }
}
