package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    static AppProcess hello(Path folder, String master) throws IOException {
        return AppProcess.jar(
                folder,
                "examples/hello/target/hello-scheduler.jar",
                "--master=" + master,
                "--executor=" + AppProcess.PROJECT.resolve("examples/hello/target/hello-executor.jar"));
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
