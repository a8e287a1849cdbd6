package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in tasks, executors and scheduler functions of a real run, and what a person sees of it. */
class MischiefIT {

    @TempDir
    Path folder;

    @Test
    void argumentsAndEnvironmentOfATaskArrive() throws Exception {
        try (AppProcess app = MischiefApp.start(folder, "--task=reporter", "--count=2", "--wait")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out())
                    .contains(
                            "reporter-0: [reporter-0, --fast, x y] reporter-0 0 2 7 virtual=true",
                            "reporter-1: [reporter-1, --fast, x y] reporter-1 1 2 7 virtual=true");
        }
    }

    @Test
    void taskThatThrowsIsShownByNameAndMessage() throws Exception {
        try (AppProcess app = MischiefApp.start(folder, "--task=thrower", "--wait")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);
            assertThat(app.complaints())
                    .singleElement()
                    .asString()
                    .contains("thrower-0", "IllegalStateException: the rope is torn");
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    @Test
    void taskThatNeedsMoreMemoryThanThereIsFailsTheRun() throws Exception {
        try (AppProcess app = MischiefApp.start(folder, "--task=hungry", "--wait")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);
            assertThat(app.complaints()).singleElement().asString().contains("OutOfMemoryError");
        }
    }

    @Test
    void schedulerFunctionThatThrowsFailsTheRun() throws Exception {
        try (AppProcess app = MischiefApp.start(folder, "--throw=no riders")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);
            assertThat(app.err())
                    .contains("gotask: the scheduler function failed: java.lang.IllegalStateException: no riders");
        }
    }

    @Test
    void resourcesThatCannotFitLaunchNothing() throws Exception {
        try (AppProcess app = MischiefApp.start(
                folder, "--count=3", "--cpus=1", "--master=local[2]{cpus=1.5,mem=1024}", "--offer-timeout=15s")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);
            assertThat(app.err())
                    .filteredOn(line -> line.startsWith("gotask: not all tasks "))
                    .singleElement()
                    .asString()
                    .contains(
                            // what is missing and offered depends on the offers held at that moment
                            "could be placed within 15.0 s", "none was launched", "missing cpus=", "needed cpus=3.1");
            assertThat(app.leftBehind()).isEmpty();
        }
    }
}
