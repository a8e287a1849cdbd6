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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/repeat-tests} on a small project in a folder with a blank, with a program in the place of Maven. */
class RepeatTestsTest {

    private static final String FAILS_THE_SECOND_TIME = """
            #!/bin/sh
            echo run >> "$STAGE/runs"
            echo "$*" >> "$STAGE/arguments"
            pwd >> "$STAGE/folders"
            cat file >> "$STAGE/files"
            [ "$(wc -l < "$STAGE/runs")" -ne 2 ] || {
              echo '[ERROR] Tests run: 5, Failures: 1, Errors: 1 <<< FAILURE! -- in org.example.LampTest'
              echo '[ERROR] org.example.LampTest.burns -- Time elapsed: 0.5 s <<< FAILURE!'
              echo '[ERROR] org.example.LampTest.flickers(int)[2] -- Time elapsed: 1 s <<< ERROR!'
              mkdir -p lamp/target/surefire-reports
              echo dark > lamp/target/surefire-reports/LampTest.txt
              exit 1
            }
            """;

    private static final String NEVER_ENDS = """
            #!/bin/sh
            echo $$ > "$STAGE/pid"
            sleep 3600
            """;

    @TempDir
    Path folder;

    private Path project;
    private Path temp;

    @BeforeEach
    void createProject() throws Exception {
        project = Files.createDirectories(folder.resolve("a project"));
        temp = Files.createDirectories(folder.resolve("a temp folder"));
        Files.createDirectories(project.resolve("scripts"));
        for (String script : List.of("repeat-tests", "lib.sh")) {
            Files.copy(
                    AppProcess.PROJECT.resolve("scripts").resolve(script),
                    project.resolve("scripts").resolve(script),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(project.resolve("file"), "committed\n");
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "-m", "m");
    }

    @Test
    void namesTheTestsThatFailedAndKeepsTheLogAndReportsOfTheirRun() throws Exception {
        try (AppProcess script = repeatTests(FAILS_THE_SECOND_TIME, "3", "--", "-pl", "lamp")) {
            assertThat(script.awaitExit()).as(script.output()).isEqualTo(1);

            Path work = work();
            assertThat(script.out()).anyMatch(line -> line.matches("run 1 of 3: green, 0 min \\d+ s"));
            assertThat(script.out()).anyMatch(line -> line.endsWith("log: " + work.resolve("run-2.log")));
            assertThat(script.out())
                    .containsSubsequence(
                            "2 of 3 runs were green",
                            "failed tests, with the number of runs:",
                            "      1 org.example.LampTest.flickers(int)[2]",
                            "      1 org.example.LampTest.burns");
            assertThat(script.err()).isEmpty();
            assertThat(namesIn(work)).containsExactly("run-2-reports", "run-2.log");
            assertThat(work.resolve("run-2.log")).content().contains("org.example.LampTest.burns");
            assertThat(work.resolve("run-2-reports/lamp/surefire-reports/LampTest.txt"))
                    .hasContent("dark");
            assertThat(Files.readAllLines(folder.resolve("arguments")))
                    .hasSize(3)
                    .containsOnly("-B -ntp verify -pl lamp");
        }
    }

    @Test
    void leavesNothingBehindWhenAllRunsAreGreen() throws Exception {
        try (AppProcess script = repeatTests("#!/bin/sh\n", "2", "--busy", "1")) {
            assertThat(script.awaitExit()).as(script.output()).isZero();

            assertThat(script.out()).endsWith("2 of 2 runs were green");
            assertThat(script.err()).isEmpty();
            assertThat(namesIn(temp)).isEmpty();
        }
    }

    @Test
    void saysWhatMavenSaysWhenNoTestHasFailed() throws Exception {
        try (AppProcess script = repeatTests("#!/bin/sh\necho '[ERROR] no such module'; exit 1\n", "1")) {
            assertThat(script.awaitExit()).as(script.output()).isEqualTo(1);

            assertThat(script.out()).endsWith("      1 no test: [ERROR] no such module");
        }
    }

    @Test
    void testsWhatIsCommittedAndWarnsOfTheRest() throws Exception {
        Files.writeString(project.resolve("file"), "changed\n");

        try (AppProcess script = repeatTests(FAILS_THE_SECOND_TIME, "1")) {
            assertThat(script.awaitExit()).as(script.output()).isZero();

            assertThat(script.err())
                    .singleElement()
                    .isEqualTo("repeat-tests: warning: uncommitted changes are not tested");
            assertThat(folder.resolve("files")).hasContent("committed");
            assertThat(folder.resolve("folders")).content().startsWith(temp.toRealPath() + "/");
        }
    }

    @Test
    void endsWhatItHasStartedWhenItIsTerminated() throws Exception {
        try (AppProcess script = repeatTests(NEVER_ENDS, "2", "--busy", "2")) {
            Path pid = folder.resolve("pid");
            Awaitility.await().atMost(AppProcess.LIMIT).until(() -> Files.exists(pid) && Files.size(pid) > 0);
            List<ProcessHandle> started = script.descendants();
            assertThat(started).as("Maven, its sleep and two busy loops").hasSizeGreaterThanOrEqualTo(4);

            script.terminate();

            assertThat(script.awaitExit()).as(script.output()).isEqualTo(128 + 15);
            assertThat(namesIn(temp)).isEmpty();
            Awaitility.await()
                    .atMost(AppProcess.LIMIT)
                    .untilAsserted(() -> assertThat(started).noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void buildsOnTheJdkGiven() throws Exception {
        String jdk = System.getProperty("java.home");

        try (AppProcess script = repeatTests("#!/bin/sh\necho \"$JAVA_HOME\" > \"$STAGE/jdk\"\n", "1", "--jdk", jdk)) {
            assertThat(script.awaitExit()).as(script.output()).isZero();

            assertThat(folder.resolve("jdk")).content().isEqualToIgnoringNewLines(jdk);
        }
    }

    @Test
    void refusesWrongArgumentsInOneLine() throws Exception {
        for (String[] wrong :
                new String[][] {{}, {"0"}, {"2", "3"}, {"2", "--busy"}, {"2", "--bussy", "1"}, {"2", "--jdk", "/"}}) {
            try (AppProcess script = repeatTests("#!/bin/sh\n", wrong)) {
                assertThat(script.awaitExit()).as(script.output()).isEqualTo(2);
                assertThat(script.err()).singleElement().asString().startsWith("repeat-tests: ");
            }
        }
    }

    private AppProcess repeatTests(String maven, String... args) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path program = Files.writeString(bin.resolve("mvn"), maven);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        var command = new ArrayList<String>(List.of(
                "env",
                "PATH=" + bin + ":" + System.getenv("PATH"),
                "TMPDIR=" + temp,
                "STAGE=" + folder,
                project.resolve("scripts/repeat-tests").toString()));
        command.addAll(List.of(args));
        return AppProcess.command(folder.resolve("stage"), command);
    }

    /** The one folder that the script has left in the temp folder. */
    private Path work() throws IOException {
        assertThat(namesIn(temp)).hasSize(1);
        return temp.resolve(namesIn(temp).getFirst());
    }

    private static List<String> namesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void git(String... args) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(args));
        try (AppProcess git = AppProcess.command(project, command)) {
            assertThat(git.awaitExit()).as(git.output()).isZero();
        }
    }
}
