package org.gotask.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.gotask.TaskMsg;
import org.junit.jupiter.api.Test;

class LinkConfigTest {

    private final LinkConfig config = LinkConfig.of(LinkKind.RELIABLE).withMaxMessageBytes(4);

    @Test
    void acceptsAMessageOfTheLargestSize() {
        TaskMsg message = TaskMsg.of("worker-0", "four");

        assertThat(config.requireFits(message)).isSameAs(message);
    }

    @Test
    void refusesALargerMessageByNameAndSize() {
        assertThatThrownBy(() -> config.requireFits(TaskMsg.of("worker-0", "fives")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("message too large: task=worker-0, sizeBytes=5, maxBytes=4; send it in parts, or raise"
                        + " --max-message");
    }

    @Test
    void refusesASettingOutOfRangeByName() {
        assertThatThrownBy(() -> config.withTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("link setting out of range: timeout=0, expected at least 1");
    }
}
