package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gotask.system.app.SweepScheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A parameter sweep: several specs of one function, values by index, and failures that the run survives. */
class SweepIT {

    @TempDir
    Path folder;

    @Test
    void specsOfOneFunctionHaveTheirOwnNamesArgumentsAndEnvironment() throws Exception {
        try (AppProcess app = start("--survive=FAILED_TASKS")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out())
                    .containsExactlyInAnyOrder(
                            "left-0: [left-0, common, rate=0] left-0 0 2 common virtual=true",
                            "left-1: [left-1, common, rate=1] left-1 1 2 own virtual=true",
                            "right-0: [right-0] right-0 0 1 null virtual=true");
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    @Test
    void survivedFailuresAreListedAtTheEnd() throws Exception {
        try (AppProcess app = start("--survive=FAILED_TASKS")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.complaints())
                    .hasSize(3)
                    .allMatch(line -> line.matches("gotask: task risky-\\d failed, and the run continued:"
                            + " IllegalStateException: the rope is torn.*"));
        }
    }

    @Test
    void oneFailedTaskEndsTheRunByDefault() throws Exception {
        try (AppProcess app = start()) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);
            assertThat(app.complaints()).singleElement().asString().contains("risky-", "the rope is torn");
        }
    }

    @Test
    void killedExecutorIsSurvivedIfTheSpecStatesSo() throws Exception {
        try (AppProcess app = start("--lose", "--survive=LOST_EXECUTORS", "--master=local[2]")) {
            List<ProcessHandle> executors = app.awaitExecutors(2);
            app.awaitLine(line -> line.equals("alive: pair-0"));
            app.awaitLine(line -> line.equals("alive: pair-1"));

            executors.getFirst().destroyForcibly();

            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out()).anyMatch(line -> line.matches("lost pair-\\d, pair-\\d: still here"));
            assertThat(app.complaints())
                    .anyMatch(line -> line.matches("gotask: task pair-\\d failed, and the run continued: .*"));
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    @Test
    void killedExecutorFailsTheRunIfOnlyFailedTasksAreSurvived() throws Exception {
        try (AppProcess app = start("--lose", "--survive=FAILED_TASKS", "--master=local[2]")) {
            List<ProcessHandle> executors = app.awaitExecutors(2);
            app.awaitLine(line -> line.equals("alive: pair-0"));
            app.awaitLine(line -> line.equals("alive: pair-1"));

            executors.getFirst().destroyForcibly();

            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);
            assertThat(app.complaints()).anyMatch(line -> line.contains("was lost"));
        }
    }

    private AppProcess start(String... args) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("--executor", MischiefApp.executor(folder).toString()));
        all.addAll(Arrays.asList(args));
        if (all.stream().noneMatch(arg -> arg.startsWith("--master"))) {
            all.add("--master=local[1]");
        }
        return AppProcess.main(folder.resolve("tmp"), SweepScheduler.class, all.toArray(String[]::new));
    }
}
