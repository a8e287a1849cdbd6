package org.gotask.examples.elevator.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The process learns of each resize of its terminal. */
@DisabledOnOs(OS.WINDOWS)
class ResizeSignalTest {

    @Test
    void eachSignalCallsTheAction() throws Exception {
        Semaphore called = new Semaphore(0);
        ResizeSignal.onResize(called::release);

        for (int i = 0; i < 2; i++) {
            Process kill = new ProcessBuilder(
                            "kill",
                            "-WINCH",
                            Long.toString(ProcessHandle.current().pid()))
                    .inheritIO()
                    .start();
            assertThat(kill.waitFor()).isZero();

            assertThat(called.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
