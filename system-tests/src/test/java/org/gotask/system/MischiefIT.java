package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                    .anyMatch(
                            line -> line.startsWith(
                                    "gotask: the scheduler function failed: IllegalStateException: no riders (MischiefScheduler"));
        }
    }

    @Test
    void rootCauseOfATaskWhoseClassCannotBeInitializedIsShown() throws Exception {
        try (AppProcess app = MischiefApp.start(folder, "--task=uninitialized", "--wait")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);
            assertThat(app.complaints())
                    .singleElement()
                    .asString()
                    .contains("failed: IllegalStateException: no table (MischiefExecutor.java:");
        }
    }

    @Test
    void failedRunKeepsTheOutputOfItsTasksAndNamesTheDirectory() throws Exception {
        try (AppProcess app = MischiefApp.start(folder, "--task=unloaded", "--wait")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);

            Path kept = app.kept().getFirst();
            assertThat(app.complaints())
                    .singleElement()
                    .asString()
                    .contains(
                            "failed: UncheckedIOException: could not load table;"
                                    + " caused by NoSuchFileException: /data/t (MischiefExecutor.java:",
                            "; output of the tasks: " + kept);
            try (Stream<Path> files = Files.walk(kept)) {
                assertThat(files.filter(file -> file.endsWith("stdout")))
                        .singleElement()
                        .satisfies(stdout -> assertThat(stdout).content().contains("loading the table"));
            }
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    @Test
    void exitInTheSchedulerFunctionIsNoSignalAndKeepsItsCode() throws Exception {
        try (AppProcess app = MischiefApp.start(folder, "--exit=3")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(3);
            assertThat(app.complaints())
                    .as(app.output())
                    .singleElement()
                    .asString()
                    .startsWith("gotask: stopped by a call of System.exit in the thread scheduler-function"
                            + " (MischiefScheduler.java:");
            assertThat(app.leftBehind()).isEmpty();
            assertThat(app.kept()).isEmpty();
        }
    }

    @Test
    void exitInATaskFailsTheRunNamingTheTask() throws Exception {
        try (AppProcess app = MischiefApp.start(folder, "--task=exiter", "--wait")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);
            assertThat(app.complaints())
                    .as(app.output())
                    .singleElement()
                    .asString()
                    .contains("task exiter-0 ", "it called System.exit (MischiefExecutor.java:");
        }
    }

    @Test
    void taskThatIgnoresTheEndOfItsInputIsNamed() throws Exception {
        try (AppProcess app = MischiefApp.start(folder, "--task=deaf")) {
            app.awaitError(line -> line.startsWith("gotask: waiting for tasks to return: deaf-0; "));

            app.terminate();

            assertThat(app.awaitExit()).as(app.output()).isEqualTo(128 + 15);
        }
    }

    @Test
    void secondSignalHurriesTheEnd() throws Exception {
        try (AppProcess app = MischiefApp.start(folder, "--task=stubborn", "--wait", "--grace=10m")) {
            app.awaitLine(line -> line.equals("waiting"));
            app.terminate();
            app.awaitLine(line -> line.equals("input has ended"));

            app.terminate();

            assertThat(app.awaitExit()).as(app.output()).isEqualTo(128 + 15);
            assertThat(app.complaints()).as(app.output()).containsExactly("gotask: stopped by a signal (SIGTERM)");
            assertThat(app.descendants()).isEmpty();
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    @Test
    void signalBeforeTheRunIsExplained() throws Exception {
        try (AppProcess app = MischiefApp.start(folder, "--pause")) {
            app.awaitLine(line -> line.equals("configured"));

            app.terminate();

            assertThat(app.awaitExit()).as(app.output()).isEqualTo(128 + 15);
            assertThat(app.err()).containsExactly("gotask: stopped by a signal (SIGTERM), before the run started");
        }
    }

    @Test
    void schedulerWithoutMemoryFailsWithOneLine() throws Exception {
        try (AppProcess app = MischiefApp.startWith(folder, List.of("-Xmx64m"), "--hungry", "--max-message=4")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);
            assertThat(app.err())
                    .as(app.output())
                    .singleElement()
                    .asString()
                    .startsWith("gotask: ")
                    // the scheduler function is not the only thread that notices it
                    .contains("OutOfMemoryError: Java heap space");
        }
    }

    /** With few file descriptors a class may fail to load at any place; with the lowest limits Java itself fails. */
    @ParameterizedTest
    @ValueSource(ints = {30, 36, 42, 50, 60})
    void runWithFewFileDescriptorsEndsWithAReason(int descriptors) throws Exception {
        try (AppProcess app = MischiefApp.startLimited(folder, "ulimit -n " + descriptors, "--task=short-lived")) {
            int exitCode = app.awaitExit();

            if (exitCode != 0) {
                assertThat(app.err()).as(app.output()).isNotEmpty();
            }
        }
    }

    @Test
    void tasksThatNeverFitOnLocalAgentsAreRefusedAtOnce() throws Exception {
        try (AppProcess app =
                MischiefApp.start(folder, "--count=3", "--cpus=1", "--master=local[2]{cpus=1.5,mem=2048,seed=7}")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(2);
            assertThat(app.complaints())
                    .singleElement()
                    .asString()
                    .contains(
                            "--master: local[2]{cpus=1.5,mem=2048,seed=7} can never run all tasks: missing cpus=0.1",
                            "use --master 'local[2]{cpus=2.1,mem=2048,seed=7}'");
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    @Test
    void masterThatIsProposedForThemSuffices() throws Exception {
        try (AppProcess app = MischiefApp.start(folder, "--count=3", "--cpus=1", "--master=local[2]{cpus=2.1}")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
        }
    }
}
