package org.gotask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"worker-0", "floor_2.b-7", "wörker-99999", "w"})
    void acceptsNamesThatTravelAndFitIntoPaths(String name) {
        assertThat(new TaskName(name).value()).isEqualTo(name);
        assertThat(TaskName.problem(name)).isEmpty();
        assertThat(TaskName.problemOfFunction(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "a\u00a0b", "a^b", "a/b", "a\\b", "a\nb", "a\u0007b", "a\u0085b", "a\u2028b"})
    void refusesNamesThatCorruptMessagesPathsOrLogs(String name) {
        assertThat(TaskName.problem(name))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .endsWith(
                                ", expected 1 to 255 bytes without white space, control characters, '^', '/' and '\\'")
                        .hasLineCount(1));
        assertThatThrownBy(() -> TaskName.requireValid(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("task name cannot be used: name=");
    }

    @Test
    void countsBytesAndNotCharacters() {
        assertThat(TaskName.problem("w".repeat(255))).isEmpty();
        assertThat(TaskName.problem("w".repeat(256))).isPresent();
        assertThat(TaskName.problem("ü".repeat(128))).isPresent();
    }

    @Test
    void functionsNameLeavesRoomForAnIndex() {
        String longest = "w".repeat(248);

        assertThat(TaskName.problemOfFunction(longest)).isEmpty();
        assertThat(TaskName.problem(longest + "-100000")).isEmpty();
        assertThat(TaskName.problemOfFunction(longest + "w")).isPresent();
    }

    @Test
    void messageShowsTheBeginningOfALongName() {
        assertThat(TaskName.problem("w".repeat(1_000_000)).orElseThrow())
                .startsWith("name=" + "w".repeat(80) + "…,")
                .hasSizeLessThan(250);
    }
}
