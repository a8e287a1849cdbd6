package org.gotask.mesos.local.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalAgentTest {

    @Test
    void waitsForNoExecutorMuchLongerThanItsGraceNorThanAMinute() {
        assertThat(LocalAgent.patience(Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(1200));
        assertThat(LocalAgent.patience(Duration.ofNanos(Long.MAX_VALUE))).isEqualTo(Duration.ofMinutes(1));
    }
}
