package org.gotask.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitilityLimitTest {

    @Test
    void conditionsWithoutALimitHaveTheLimitOfAllTests() {
        List<Long> limits = new ArrayList<>();

        await().conditionEvaluationListener(
                        condition -> limits.add(condition.getElapsedTimeInMS() + condition.getRemainingTimeInMS()))
                .until(() -> true);

        assertThat(limits)
                .allSatisfy(limit -> assertThat(limit)
                        .isBetween(AwaitilityLimit.LIMIT.toMillis() - 1, AwaitilityLimit.LIMIT.toMillis()));
        assertThat(limits).isNotEmpty();
    }
}
