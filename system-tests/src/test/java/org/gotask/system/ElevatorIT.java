package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The elevator example as a person runs it: two jars, one scheduler and three executor processes. */
class ElevatorIT {

    private static final String SCHEDULER = "examples/elevator/target/elevator-scheduler.jar";
    private static final String EXECUTOR = "examples/elevator/target/elevator-executor.jar";

    /** Longer than any test waits. */
    private static final String ENDLESS = "--seconds=3600";

    @TempDir
    Path folder;

    @Test
    void endsByItselfWithASummaryAndLeavesNothingBehind() throws Exception {
        try (AppProcess app = elevator("--seconds=5", "--speed=20", "--seed=7")) {
            app.awaitExecutors(3);

            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.err()).allMatch(AppProcess::saysItWaits);
            assertThat(app.executorsLeft()).isEmpty();
            assertThat(app.leftBehind()).isEmpty();
            assertThat(app.out()).as(app.output()).anyMatch(line -> line.contains("delivered"));
        }
    }

    /** Catches also a run that notices it only by the silence of the link, of which the line would speak. */
    @Test
    void killedExecutorEndsTheRunNamingExecutorAndAgent() throws Exception {
        try (AppProcess app = elevator(ENDLESS, "--speed=5")) {
            List<ProcessHandle> executors = app.awaitExecutors(3);
            app.awaitLine(line -> line.contains("period"));

            executors.getFirst().destroyForcibly();

            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);
            assertThat(app.complaints())
                    .singleElement()
                    .asString()
                    .containsPattern("executor-\\d on agent \\S+ .*killed by signal 9; its tasks: (floor|elevator)-")
                    .satisfies(line -> assertThat(line.split("signal", -1)).hasSize(2));
            assertThat(app.err()).as(app.output()).allMatch(line -> line.startsWith("gotask: "));
            assertThat(app.executorsLeft()).isEmpty();
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    /** Catches also executors that end only when the link has been silent for too long. */
    @Test
    void executorsEndWhenTheSchedulerIsKilled() throws Exception {
        try (AppProcess app = elevator(ENDLESS, "--speed=5", "--link-timeout=1h")) {
            app.awaitExecutors(3);
            app.awaitLine(line -> line.contains("period"));

            app.kill();

            app.awaitExecutorsGone();
        }
    }

    @Test
    void terminatedSchedulerEndsInGoodOrder() throws Exception {
        try (AppProcess app = elevator(ENDLESS, "--speed=5")) {
            app.awaitExecutors(3);
            app.awaitLine(line -> line.contains("period"));

            app.terminate();

            assertThat(app.awaitExit()).as(app.output()).isEqualTo(128 + 15);
            assertThat(app.executorsLeft()).isEmpty();
            assertThat(app.leftBehind()).isEmpty();
            assertThat(app.kept()).isEmpty();
        }
    }

    /** GoTask's log lines of level INFO. */
    @Test
    void logsEachStateOfATaskOnce() throws Exception {
        try (AppProcess app = elevator(Map.of("GOTASK_LOG", "info"), "--seconds=1", "--speed=20")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(Stream.concat(app.err().stream(), app.out().stream())
                            .filter(line -> line.contains("floor-0")
                                    && line.toUpperCase(Locale.ROOT).contains("RUNNING")))
                    .as(app.output())
                    .hasSize(1);
        }
    }

    @Test
    @Tag("deep")
    void workFolderOfAKilledSchedulerIsSweptByTheNextRun() throws Exception {
        try (AppProcess killed = elevator(ENDLESS, "--speed=5")) {
            killed.awaitExecutors(3);
            killed.kill();
            killed.awaitExecutorsGone();
            assertThat(killed.leftBehind()).isNotEmpty();
        }
        try (AppProcess next = elevator("--seconds=1", "--speed=20")) {
            assertThat(next.awaitExit()).as(next.output()).isZero();
            assertThat(next.leftBehind()).isEmpty();
        }
    }

    private AppProcess elevator(String... args) throws Exception {
        return elevator(Map.of(), args);
    }

    private AppProcess elevator(Map<String, String> environment, String... args) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "-jar",
                AppProcess.PROJECT.resolve(SCHEDULER).toString(),
                "--master=local[3]",
                "--executor=" + AppProcess.PROJECT.resolve(EXECUTOR)));
        all.addAll(Arrays.asList(args));
        return AppProcess.java(folder, environment, all);
    }
}
