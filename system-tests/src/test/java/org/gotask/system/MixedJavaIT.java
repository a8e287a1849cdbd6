package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A scheduler on one version of Java and its executors on another. The environment variable {@code OTHER_JAVA_HOME} names a
 * JDK of another version than the one that runs the tests; without it the tests are skipped, and fail where {@code CI} is set.
 */
class MixedJavaIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path other = AppProcess.JAVA;

    @BeforeEach
    void findOtherJava() throws Exception {
        other = otherJava(System.getenv("OTHER_JAVA_HOME"), System.getenv("CI"));
        assertThat(version(other)).as("version of %s", other).isNotEqualTo(version(AppProcess.JAVA));
    }

    @Test
    void executorsOnTheOtherJavaWorkForASchedulerOnThisOne() throws Exception {
        elevatorsRideTo(AppProcess.JAVA, other);
    }

    @Test
    void executorsOnThisJavaWorkForASchedulerOnTheOtherOne() throws Exception {
        elevatorsRideTo(other, AppProcess.JAVA);
    }

    private void elevatorsRideTo(Path scheduler, Path executors) throws Exception {
        List<String> command = new ArrayList<>(List.of(scheduler.toString(), "-Djava.io.tmpdir=" + folder));
        command.addAll(AppProcess.SHORT_LIVED);
        command.addAll(List.of(
                "-jar",
                AppProcess.PROJECT
                        .resolve("examples/elevator/target/elevator-scheduler.jar")
                        .toString(),
                "--master=local[2]",
                "--executor=" + AppProcess.PROJECT.resolve("examples/elevator/target/elevator-executor.jar"),
                "--executor-java=" + executors,
                "--seconds=10",
                "--speed=10"));
        try (AppProcess app = AppProcess.command(folder, command)) {
            List<ProcessHandle> processes = app.awaitExecutors(2);
            String program = executors.toRealPath().toString();
            // a shell until it becomes the Java that it was given
            Awaitility.await("executors that run " + executors)
                    .atMost(LIMIT)
                    .until(() -> processes.stream()
                            .allMatch(process -> process.info()
                                    .command()
                                    .filter(program::equals)
                                    .isPresent()));

            assertThat(app.awaitExit(LIMIT)).as(app.output()).isZero();
            assertThat(app.out()).as(app.output()).anyMatch(line -> line.contains("delivered"));
        }
    }

    private static String version(Path java) throws Exception {
        Process process = new ProcessBuilder(java.toString(), "-XshowSettings:properties", "-version")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines()
                .filter(line -> line.contains("java.specification.version"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(java + " is no Java:\n" + said))
                .strip();
    }

    static Path otherJava(@Nullable String home, @Nullable String ci) {
        if (home == null || home.isEmpty()) {
            String message = "no JDK of another version; the test needs OTHER_JAVA_HOME";
            if (ci == null || ci.isEmpty()) {
                Assumptions.abort(message);
            }
            throw new AssertionError(message);
        }
        return Path.of(home, "bin", "java");
    }
}
