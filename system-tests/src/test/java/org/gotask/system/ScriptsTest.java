package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts in a copy of the project without sources, with a program in the place of Maven whose build fails. */
class ScriptsTest {

    private static final Path SCRIPTS = AppProcess.PROJECT.resolve("scripts");

    private static final String FAILING_MAVEN = """
            #!/bin/sh
            echo "$PWD" > "$STAGE/folder"
            echo '[INFO] Scanning for projects...'
            echo '[INFO] Building GoTask API 0.1.0-SNAPSHOT                               [1/2]'
            echo '[INFO] Building jar: /target/gotask-api.jar'
            echo '[INFO] Building GoTask Link 0.1.0-SNAPSHOT                              [2/2]'
            echo '[ERROR] no space left on device'
            exit 1
            """;

    @TempDir
    Path folder;

    private Path project;
    private Path bin;

    @BeforeEach
    void copyScripts() throws IOException {
        project = Files.createDirectories(folder.resolve("a project"));
        Files.createDirectories(project.resolve("scripts"));
        Files.createDirectories(project.resolve("benchmarks/src/main/go/messenger"));
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            for (Path script : scripts.toList()) {
                Files.copy(
                        script,
                        project.resolve("scripts").resolve(script.getFileName().toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        bin = Files.createDirectories(folder.resolve("bin"));
        Path maven = Files.writeString(bin.resolve("mvn"), FAILING_MAVEN);
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static List<String> scripts() throws IOException {
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            return scripts.filter(Files::isExecutable)
                    .map(script -> script.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** A folder of the path may hold a link to a script, and that link one to another. */
    @ParameterizedTest
    @MethodSource("scripts")
    void everyScriptWorksThroughLinks(String name) throws Exception {
        Path near = Files.createSymbolicLink(bin.resolve("near"), Path.of("../a project/scripts", name));
        Path link = Files.createSymbolicLink(bin.resolve(name), near);

        try (AppProcess script = run(link, "--help")) {
            script.awaitExit();

            assertThat(script.output()).doesNotContain("lib.sh", "No such file", "not found");
            if (Files.exists(folder.resolve("folder"))) {
                assertThat(Files.readString(folder.resolve("folder")).strip())
                        .as("where it runs Maven")
                        .isEqualTo(project.toRealPath().toString());
            } else {
                assertThat(script.output()).contains("usage: ");
            }
        }
    }

    @Test
    void buildNamesEachModuleAndEndsWithItsErrors() throws Exception {
        try (AppProcess script = run(project.resolve("scripts/elevator"), "--help")) {
            assertThat(script.awaitExit()).as(script.output()).isEqualTo(1);

            assertThat(script.err())
                    .map(line -> line.replaceAll(" +", " "))
                    .containsExactly(
                            "building examples/elevator and its dependencies; the first build takes some minutes ...",
                            " GoTask API 0.1.0-SNAPSHOT [1/2]",
                            " GoTask Link 0.1.0-SNAPSHOT [2/2]",
                            "[ERROR] no space left on device",
                            "elevator: the build failed, see above");
        }
    }

    private AppProcess run(Path script, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "-u",
                "HOME",
                "PATH=" + bin + ":" + System.getenv("PATH"),
                "JAVA_HOME=" + System.getProperty("java.home"),
                "STAGE=" + folder,
                script.toString()));
        command.addAll(List.of(args));
        return AppProcess.command(folder.resolve("stage"), command);
    }
}
