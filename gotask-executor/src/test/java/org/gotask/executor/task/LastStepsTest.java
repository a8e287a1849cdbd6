package org.gotask.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastStepsTest {

    @ParameterizedTest
    @CsvSource({"5000, 3600000", "5000, 2000", "5000, 0", "50, 1000", "0, 1000", "86400000, 86400000"})
    void allAreOverBeforeTheAgentsGraceIs(long agentGraceMillis, long taskGraceMillis) {
        LastSteps steps = LastSteps.within(Duration.ofMillis(agentGraceMillis), Duration.ofMillis(taskGraceMillis));

        Duration all =
                steps.tasks().toReturn().plus(steps.tasks().afterInterrupt()).plus(steps.lastReports());
        assertThat(all).isLessThanOrEqualTo(Duration.ofMillis(agentGraceMillis * 9 / 10));
    }

    @Test
    void tasksGetTheirOwnGraceWhereTheAgentLeavesTimeForIt() {
        LastSteps steps = LastSteps.within(Duration.ofSeconds(60), Duration.ofSeconds(5));

        assertThat(steps.tasks()).isEqualTo(Grace.of(Duration.ofSeconds(5)));
        assertThat(steps.lastReports()).isEqualTo(Duration.ofSeconds(12));
    }
}
