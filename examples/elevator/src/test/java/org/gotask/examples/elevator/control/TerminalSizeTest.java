package org.gotask.examples.elevator.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalSizeTest {

    @Test
    void readsLinesAndColumns() {
        assertThat(TerminalSize.parse("50 132\n")).isEqualTo(new TerminalSize(50, 132));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "24", "24 x", "-1 80", "a terminal"})
    void assumesTheUsualSizeWithoutAnAnswer(String answer) {
        assertThat(TerminalSize.parse(answer)).isEqualTo(TerminalSize.USUAL);
    }
}
