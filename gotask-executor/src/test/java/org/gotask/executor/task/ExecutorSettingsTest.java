package org.gotask.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.gotask.link.LinkConfig;
import org.gotask.link.LinkKind;
import org.junit.jupiter.api.Test;

class ExecutorSettingsTest {

    @Test
    void hasDefaults() {
        assertThat(ExecutorSettings.fromEnvironment(Map.of()))
                .isEqualTo(new ExecutorSettings(
                        Duration.ofSeconds(2),
                        LinkConfig.of(LinkKind.MESOSGOT)
                                .withMaxMessageBytes(8 << 20)
                                .withMaxUnreadBytes(64L << 20)));
    }

    @Test
    void takesWhatTheSchedulerSet() {
        Map<String, String> environment = Map.of(
                "GOTASK_TASK_GRACE_MILLIS", "500",
                "GOTASK_MAX_MESSAGE_BYTES", "1024",
                "GOTASK_MAX_WAITING_BYTES", "4096");

        assertThat(ExecutorSettings.fromEnvironment(environment))
                .isEqualTo(new ExecutorSettings(
                        Duration.ofMillis(500),
                        LinkConfig.of(LinkKind.MESOSGOT)
                                .withMaxMessageBytes(1024)
                                .withMaxUnreadBytes(4096)));
    }

    @Test
    void namesEveryMistakeAtOnce() {
        Map<String, String> environment = Map.of("GOTASK_TASK_GRACE_MILLIS", "-1", "GOTASK_MAX_MESSAGE_BYTES", "8 MiB");

        assertThatThrownBy(() -> ExecutorSettings.fromEnvironment(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid environment entry: GOTASK_TASK_GRACE_MILLIS=-1, expected a number from 0 to"
                        + " 86400000; invalid environment entry: GOTASK_MAX_MESSAGE_BYTES=8 MiB, expected a number from"
                        + " 0 to 2147482623");
    }

    @Test
    void takesTheReliableLinkWithItsLimits() {
        Map<String, String> environment = Map.of("GOTASK_LINK", "reliable", "GOTASK_LINK_TIMEOUT_MILLIS", "3000");

        ExecutorSettings settings = ExecutorSettings.fromEnvironment(environment);

        assertThat(settings.link())
                .isEqualTo(LinkConfig.of(LinkKind.RELIABLE)
                        .withMaxMessageBytes(64 << 20)
                        .withTimeout(Duration.ofSeconds(3)));
    }

    @Test
    void takesTheWordsOfFormerSchedulers() {
        assertThat(ExecutorSettings.fromEnvironment(Map.of("GOTASK_LINK", "strong"))
                        .link()
                        .kind())
                .isEqualTo(LinkKind.RELIABLE);
    }

    @Test
    void refusesALinkThatItDoesNotKnowInOneLine() {
        assertThatThrownBy(() -> ExecutorSettings.fromEnvironment(Map.of("GOTASK_LINK", "reliable-2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "invalid environment entry: GOTASK_LINK=reliable-2, expected reliable or mesosgot; scheduler and"
                                + " executor must be of the same GoTask version");
    }
}
