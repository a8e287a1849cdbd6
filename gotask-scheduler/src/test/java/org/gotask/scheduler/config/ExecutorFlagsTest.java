package org.gotask.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.scheduler.config.TestCommandLine.problems;
import static org.gotask.scheduler.config.TestCommandLine.valid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executor program, and the Java that runs it. */
class ExecutorFlagsTest {

    @TempDir
    Path folder;

    private Path jar = Path.of("unset");

    @BeforeEach
    void makeJar() throws IOException {
        jar = Files.createFile(folder.resolve("app.jar"));
    }

    @Test
    void agentsOnThisMachineRunTheJavaThatRunsHereAndOthersTheirOwn() {
        String here = System.getProperty("java.home");

        assertThat(valid("--executor=" + jar, "--address=192.0.2.7").program().java())
                .startsWith(here);
        assertThat(valid("--executor=" + jar, "--master=fake:1").program().java())
                .startsWith(here);
        assertThat(valid("--executor=" + jar, "--master=fake:1", "--address=192.0.2.7")
                        .program()
                        .java())
                .isEqualTo("java");
    }

    @Test
    void missingFlagMissingFileAndFolderAreReportedDifferently() {
        assertThat(problems()).singleElement().asString().startsWith("--executor is missing");
        assertThat(problems("--executor=" + folder.resolve("none.jar")))
                .singleElement()
                .asString()
                .contains("no such file");
        assertThat(problems("--executor=" + folder)).singleElement().asString().contains("not a file");
    }

    @Test
    void unreadableExecutorIsNamed() throws IOException {
        Files.setPosixFilePermissions(jar, Set.of());
        Assumptions.assumeFalse(Files.isReadable(jar), "root reads every file");

        assertThat(problems("--executor=" + jar))
                .singleElement()
                .asString()
                .startsWith("--executor: file cannot be read: " + jar);
    }
}
