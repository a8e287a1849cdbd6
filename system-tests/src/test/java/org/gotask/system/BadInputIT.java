package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.gotask.system.app.MischiefScheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a person gets wrong is answered by one clear line and an exit code, and nothing is left running. */
class BadInputIT {

    @TempDir
    Path folder;

    @Test
    void unknownFlag() throws Exception {
        expectUsageError(MischiefApp.start(folder, "--flors=3"), "'--flors=3'");
    }

    @Test
    void helpNamesTheProgram() throws Exception {
        try (AppProcess app = MischiefApp.startBare(folder, "--help")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out().getFirst()).startsWith("Usage: MischiefScheduler ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --link-timeout=25h      | --link-timeout: out of range: 25h; expected 1ms to 24h
        --grace=25h             | --grace: out of range: 25h; expected 1ms to 24h
        --artifact-port=http    | Invalid value for option '--artifact-port': 'http' is not a whole number
        --address=              | --address is empty
        --executor-java-options=-Dx="a b | --executor-java-options: a double quote is not closed
        """)
    void valueThatAFlagCannotHave(String flag, String problem) throws Exception {
        expectUsageError(MischiefApp.start(folder, flag), problem);
    }

    @Test
    void temporaryDirectoryThatIsMissing() throws Exception {
        Path missing = folder.resolve("missing");
        List<String> command = List.of(
                "-Djava.io.tmpdir=" + missing,
                "-cp",
                System.getProperty("java.class.path"),
                MischiefScheduler.class.getName(),
                "--executor=" + MischiefApp.executor(folder));

        expectFailure(
                AppProcess.java(folder.resolve("tmp"), Map.of(), command),
                "java.io.tmpdir=" + missing,
                "no such file or directory");
    }

    @Test
    void workDirectoryThatIsAFile() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        expectFailure(MischiefApp.start(folder, "--master=local{work_dir=" + file + "}"), file + " is not a directory");
    }

    @Test
    void missingExecutor() throws Exception {
        expectUsageError(MischiefApp.startBare(folder), "--executor is missing");
    }

    @Test
    void executorThatIsNotThere() throws Exception {
        expectUsageError(MischiefApp.startBare(folder, "--executor=none.jar"), "no such file: none.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host:x", "local[2]{cups}", "gopher://x"})
    void malformedMaster(String master) throws Exception {
        expectUsageError(MischiefApp.start(folder, "--master=" + master), "--master: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void countThatIsNone(String count) throws Exception {
        expectUsageError(
                MischiefApp.start(folder, "--count=" + count), "task 'echo': count=" + count + "; expected 1 to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.5"})
    void resourcesThatAreNone(String cpus) throws Exception {
        expectUsageError(MischiefApp.start(folder, "--cpus=" + cpus), "task 'echo': cpus=" + cpus);
    }

    @Test
    void duplicateTaskName() throws Exception {
        expectUsageError(MischiefApp.start(folder, "--twice"), "task 'echo': spawned twice");
    }

    @Test
    void messageToAnUnknownTask() throws Exception {
        expectFailure(
                MischiefApp.start(folder, "--send-to=ecco-0"),
                "no task of this run is called 'ecco-0'; its tasks are echo-0");
    }

    @Test
    void messageToATaskThatHasEnded() throws Exception {
        expectFailure(
                MischiefApp.start(folder, "--task=short-lived", "--send-after-end"), "short-lived-0", "has ended");
    }

    @Test
    void taskRegisteredNowhereInTheExecutor() throws Exception {
        expectFailure(MischiefApp.start(folder, "--task=ecco", "--wait"), "'ecco'", "registered");
    }

    @Test
    void jarThatDoesNotStart() throws Exception {
        Path jar = Files.writeString(folder.resolve("garbage.jar"), "this is no jar");

        expectFailure(
                MischiefApp.startBare(folder, "--executor=" + jar, "--wait"),
                "exited with status 1",
                "gotask-garbage.jar");
    }

    @Test
    void executableThatDoesNotStart() throws Exception {
        Path script = Files.writeString(folder.resolve("dies.sh"), "#!/bin/sh\necho out of order >&2\nexit 7\n");

        expectFailure(MischiefApp.startBare(folder, "--executor=" + script, "--wait"), "status 7", "out of order");
    }

    @Test
    void artifactPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            expectFailure(
                    MischiefApp.start(folder, "--artifact-port=" + taken.getLocalPort()),
                    "127.0.0.1:" + taken.getLocalPort(),
                    "--artifact-port");
        }
    }

    @Test
    void addressThatIsNotOfThisMachine() throws Exception {
        expectFailure(MischiefApp.start(folder, "--address=192.0.2.1"), "192.0.2.1", "--address");
    }

    private void expectUsageError(AppProcess app, String... words) throws IOException, InterruptedException {
        expect(app, 2, words);
    }

    private void expectFailure(AppProcess app, String... words) throws IOException, InterruptedException {
        expect(app, 1, words);
    }

    private static void expect(AppProcess app, int exitCode, String... words) throws IOException, InterruptedException {
        try (app) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(exitCode);
            assertThat(app.complaints())
                    .as(app.output())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains(words);
            assertThat(app.err()).as(app.output()).noneMatch(line -> line.startsWith("\tat "));
            assertThat(app.leftBehind()).isEmpty();
        }
    }
}
