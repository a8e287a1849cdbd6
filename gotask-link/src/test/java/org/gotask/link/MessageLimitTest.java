package org.gotask.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.gotask.TaskMsg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class MessageLimitTest {

    private final MessageLimit limit = new MessageLimit(4);

    @Test
    void letsAMessageOfTheLimitPass() {
        TaskMsg message = TaskMsg.of("worker-0", "four");

        assertThat(limit.check(message)).isSameAs(message);
    }

    @Test
    void refusesALargerMessageByNameAndSize() {
        assertThatThrownBy(() -> limit.check(TaskMsg.of("worker-0", "fives")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("message too large: task=worker-0, sizeBytes=5, maxBytes=4; send it in parts");
    }
}
