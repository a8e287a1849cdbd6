package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hello example: seven tasks of two kinds shake hands, send three messages each, and take their leave. */
class HelloIT {

    @TempDir
    Path folder;

    @Test
    void everyTaskIsHeardFromTheHandshakeToTheFarewell() throws Exception {
        try (AppProcess app = hello(folder, "local[2]")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.err()).allMatch(AppProcess::saysItWaits);
            assertEveryTaskWasHeard(app);
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    /** Catches a run that takes the address of a cluster's network from there. */
    @Test
    void variablesThatAreSetForAClusterDoNotConcernThisMachine() throws Exception {
        Map<String, String> environment =
                Map.of("LIBPROCESS_IP", "192.0.2.7", "LIBPROCESS_ADVERTISE_IP", "203.0.113.7");
        try (AppProcess app = hello(folder, environment, "local[2]")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertEveryTaskWasHeard(app);
        }
    }

    static AppProcess hello(Path folder, String master) throws IOException {
        return hello(folder, Map.of(), master);
    }

    private static AppProcess hello(Path folder, Map<String, String> environment, String master) throws IOException {
        return AppProcess.java(
                folder,
                environment,
                List.of(
                        "-jar",
                        AppProcess.PROJECT
                                .resolve("examples/hello/target/hello-scheduler.jar")
                                .toString(),
                        "--master=" + master,
                        "--executor=" + AppProcess.PROJECT.resolve("examples/hello/target/hello-executor.jar")));
    }

    static void assertEveryTaskWasHeard(AppProcess app) {
        assertThat(app.out()).as(app.output()).hasSize(7 * 4);
        for (String task : List.of("cheerful-0", "cheerful-2", "polite-0", "polite-3")) {
            assertThat(app.out())
                    .filteredOn(line -> line.startsWith(task + ": "))
                    .as("the words of %s, in order", task)
                    .extracting(line -> line.substring(line.length() - 1))
                    .containsExactly("1", "2", "3", "e");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HelloScheduler.java", "HelloExecutor.java"})
    void eachJarHasAtMostSixtyLinesOfUserCode(String file) throws IOException {
        Path source = AppProcess.PROJECT.resolve("examples/hello/src/main/java/org/gotask/examples/hello/" + file);

        assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(60);
    }
}
