package org.gotask.mesos.local.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetExecutorTest {

    @ParameterizedTest
    @CsvSource({
        "true,  NEW,         true,  true",
        "false, EXISTING,    false, false",
        "     , UNSPECIFIED, true,  false",
    })
    void masterDecidesIfTheFieldIsSetOtherwiseTheAgent(
            @Nullable Boolean launchExecutor,
            TargetExecutor expected,
            boolean needsLaunchIfMissing,
            boolean needsLaunchIfPresent) {
        var message = RunTaskMessage.newBuilder();
        if (launchExecutor != null) {
            message.setLaunchExecutor(launchExecutor);
        }

        TargetExecutor target = TargetExecutor.of(message.buildPartial());

        assertThat(target).isEqualTo(expected);
        assertThat(target.needsLaunch(false)).isEqualTo(needsLaunchIfMissing);
        assertThat(target.needsLaunch(true)).isEqualTo(needsLaunchIfPresent);
    }
}
