package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The elevator example as a person runs it: two jars, one scheduler and three executor processes. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ElevatorIT {

    private static final String SCHEDULER = "examples/elevator/target/elevator-scheduler.jar";
    private static final String EXECUTOR = "examples/elevator/target/elevator-executor.jar";

    @TempDir
    Path folder;

    @Test
    void endsByItselfWithASummaryAndLeavesNothingBehind() throws Exception {
        try (AppProcess app = elevator("--seconds=5", "--speed=20", "--seed=7")) {
            app.awaitExecutors(3);

            assertThat(app.awaitExit(Duration.ofSeconds(60))).as(app.output()).isZero();
            assertThat(app.err()).allMatch(AppProcess::saysItWaits);
            app.awaitExecutorsGone(Duration.ZERO.plusMillis(100));
            assertThat(app.leftBehind()).isEmpty();
            assertThat(app.out()).as(app.output()).anyMatch(line -> line.contains("delivered"));
        }
    }

    @Test
    void killedExecutorEndsTheRunWithinFiveSecondsNamingExecutorAndAgent() throws Exception {
        try (AppProcess app = elevator("--seconds=60", "--speed=5")) {
            List<ProcessHandle> executors = app.awaitExecutors(3);
            app.awaitLine(line -> line.contains("period"));

            executors.getFirst().destroyForcibly();

            assertThat(app.awaitExit(Duration.ofSeconds(5))).as(app.output()).isEqualTo(1);
            assertThat(app.complaints())
                    .singleElement()
                    .asString()
                    .containsPattern("executor-\\d on agent \\S+ .*killed by signal 9");
            app.awaitExecutorsGone(Duration.ofMillis(500));
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    @Test
    void executorsAreGoneWithinTenSecondsAfterTheSchedulerWasKilled() throws Exception {
        try (AppProcess app = elevator("--seconds=60", "--speed=5")) {
            app.awaitExecutors(3);
            app.awaitLine(line -> line.contains("period"));

            app.process().destroyForcibly();

            app.awaitExecutorsGone(Duration.ofSeconds(10));
        }
    }

    @Test
    void terminatedSchedulerEndsInGoodOrder() throws Exception {
        try (AppProcess app = elevator("--seconds=60", "--speed=5")) {
            app.awaitExecutors(3);
            app.awaitLine(line -> line.contains("period"));

            app.process().destroy();

            assertThat(app.awaitExit(Duration.ofSeconds(10))).as(app.output()).isEqualTo(128 + 15);
            app.awaitExecutorsGone(Duration.ofMillis(500));
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    @Test
    @Tag("deep")
    void workFolderOfAKilledSchedulerIsSweptByTheNextRun() throws Exception {
        try (AppProcess killed = elevator("--seconds=60", "--speed=5")) {
            killed.awaitExecutors(3);
            killed.process().destroyForcibly();
            killed.awaitExecutorsGone(Duration.ofSeconds(10));
            assertThat(killed.leftBehind()).isNotEmpty();
        }
        try (AppProcess next = elevator("--seconds=1", "--speed=20")) {
            assertThat(next.awaitExit(Duration.ofSeconds(60))).as(next.output()).isZero();
            assertThat(next.leftBehind()).isEmpty();
        }
    }

    private AppProcess elevator(String... args) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("--master=local[3]", "--executor=" + AppProcess.PROJECT.resolve(EXECUTOR)));
        all.addAll(Arrays.asList(args));
        return AppProcess.jar(folder, SCHEDULER, all.toArray(String[]::new));
    }
}
