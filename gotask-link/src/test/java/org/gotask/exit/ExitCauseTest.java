package org.gotask.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reasons that a shutdown hook finds, in processes that end. */
class ExitCauseTest {

    @ParameterizedTest
    @CsvSource({
        "virtual,  3, call of worker-0 at ExitingProgram.java:\\d+ true",
        "platform, 3, call of pool-1 at ExitingProgram.java:\\d+ true",
        "return,   0, unknown 0"
    })
    void namesTheCallerOfExit(String way, int exitCode, String line) throws Exception {
        Process process = start(way);

        assertThat(lines(process)).singleElement().asString().matches(line);
        assertThat(process.waitFor()).isEqualTo(exitCode);
    }

    /** Of the signals that end a JVM, only SIGTERM: background jobs and nohup start processes that ignore the others. */
    @Test
    void namesTheSignal() throws Exception {
        Process process = start("signal");
        BufferedReader reader = process.inputReader();
        assertThat(reader.readLine()).isEqualTo("ready");

        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid()))
                .start()
                .waitFor();

        assertThat(reader.readLine()).isEqualTo("signal SIGTERM 1");
        assertThat(process.waitFor()).isEqualTo(143);
    }

    @ParameterizedTest
    @CsvSource({"SIGTERM handler, SIGTERM", "SIGINT handler, SIGINT", "SIGHUP handler, SIGHUP"})
    void knowsTheThreadOfASignal(String thread, String signal) {
        assertThat(Signals.ofHandler(Thread.ofVirtual().name(thread).unstarted(() -> {})))
                .contains(signal);
    }

    @Test
    void countsNoSignalWhereThereIsNone() {
        assertThat(Signals.received()).isZero();
        assertThat(Signals.ofHandler(Thread.currentThread())).isEmpty();
    }

    private static List<String> lines(Process process) {
        return process.inputReader().lines().toList();
    }

    private static Process start(String way) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExitingProgram.class.getName(),
                        way)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
