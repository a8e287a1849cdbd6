package org.gotask.mesos.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitStatusTest {

    @ParameterizedTest
    @CsvSource({
        "0,   /usr/bin/java,  0,     exit status 0",
        "3,   /bin/sh,        768,   exit status 3",
        "137, /usr/bin/dash,  35072, exit status 137",
        "137, /opt/my-executor, 9,   signal 9 (Killed)",
        "137, /usr/bin/java,  9,     signal 9 (Killed)",
        "143, /usr/bin/java,  36608, exit status 143",
        "134, /usr/bin/java,  6,     signal 6 (Aborted)",
        "255, /opt/my-executor, 65280, exit status 255",
        "128, /opt/my-executor, 32768, exit status 128",
        "154, /opt/my-executor, 26,  signal 26 (number 26)"
    })
    void tellsSignalsFromExitCodesByTheProgram(int exitValue, String program, int raw, String text) {
        WaitStatus status = WaitStatus.of(exitValue, Optional.of(Path.of(program)));

        assertThat(status.raw()).isEqualTo(raw);
        assertThat(status.describe()).isEqualTo(text);
    }

    @Test
    void takesAnUnseenProgramForOneThatDiesOfSignals() {
        assertThat(WaitStatus.of(137, Optional.empty()).raw()).isEqualTo(9);
    }

    @Test
    void speaksOfCommandsAsMesosDoes() {
        assertThat(new WaitStatus(768).describeCommand()).isEqualTo("Command exited with status 3");
        assertThat(new WaitStatus(15).describeCommand()).isEqualTo("Command terminated with signal Terminated");
    }
}
