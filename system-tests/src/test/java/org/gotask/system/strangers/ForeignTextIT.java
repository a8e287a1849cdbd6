package org.gotask.system.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.gotask.system.AppProcess;
import org.gotask.system.MischiefApp;
import org.gotask.system.app.MischiefExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Texts that hold more than a line. */
@Timeout(300)
class ForeignTextIT {

    /** With the prefix of the log and the longest text in it. */
    private static final int LONGEST_LINE = 5000;

    private static final int RIGHT_TO_LEFT_OVERRIDE = 0x202e;

    @TempDir
    Path folder;

    @Test
    void failureOfATaskNeitherCommandsTheTerminalNorForgesALine() throws Exception {
        try (AppProcess app = MischiefApp.start(folder, "--master=local[1]", "--task=forger")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);

            assertThat(app.complaints())
                    .singleElement()
                    .asString()
                    .contains("forger-0")
                    .contains("torn gotask: run completed");
            assertThat(app.err()).allMatch(ForeignTextIT::isHarmless);
        }
    }

    @Test
    void failureOfTheSchedulerFunctionIsOneLine() throws Exception {
        // what the application throws is in the log as it is, with its stack trace
        try (AppProcess app = MischiefApp.start(folder, "--master=local[1]", "--throw=" + MischiefExecutor.FORGERY)) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);

            assertThat(app.complaints())
                    .filteredOn(line -> !line.equals("gotask: run completed"))
                    .singleElement()
                    .asString()
                    .startsWith("gotask: the scheduler function failed: ")
                    .contains("torn gotask: run completed")
                    .matches(ForeignTextIT::isHarmless);
        }
    }

    private static boolean isHarmless(String line) {
        return line.chars().noneMatch(ForeignTextIT::commandsATerminal) && line.length() < LONGEST_LINE;
    }

    private static boolean commandsATerminal(int character) {
        return (Character.isISOControl(character) && character != '\t') || character == RIGHT_TO_LEFT_OVERRIDE;
    }
}
