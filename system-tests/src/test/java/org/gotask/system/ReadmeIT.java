package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The applications of the README run as printed. */
class ReadmeIT {

    @TempDir
    Path folder;

    @Test
    void itsFirstApplicationRuns() throws Exception {
        try (AppProcess app = ReadmePrograms.compile(folder).start("WordsScheduler", "WordsExecutor")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out())
                    .containsExactlyInAnyOrder(
                            "shouter-0: HELLO FROM 0", "shouter-1: HELLO FROM 1", "shouter-2: HELLO FROM 2");
        }
    }

    @Test
    void itsTypedApplicationRuns() throws Exception {
        try (AppProcess app = ReadmePrograms.compile(folder).start("PrimesScheduler", "PrimesExecutor")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out()).containsExactly("9592 primes below 100000");
        }
    }

    @Test
    void parameterSweepOfTheGuideSurvivesItsFailedTask() throws Exception {
        ReadmePrograms guide = ReadmePrograms.compile(folder, "docs/own-app.md");
        try (AppProcess app = guide.start("RootsScheduler", "RootsExecutor")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out()).containsExactlyInAnyOrder("sweep-0: 2.0", "sweep-2: 4.0", "reference-0: 1.0");
            assertThat(app.complaints())
                    .singleElement()
                    .asString()
                    .startsWith("gotask: task sweep-1 failed, and the run continued:")
                    .contains("IllegalArgumentException: -9.0 has no root");
        }
    }
}
