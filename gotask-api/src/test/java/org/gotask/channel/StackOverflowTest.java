package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A stack overflow during an operation leaves no lock held, no thread asleep and no value half sent, whether the code is
 * interpreted, compiled by either compiler, or all of them. Runs {@link StackOverflowSweep} in separate processes.
 */
@Timeout(600)
class StackOverflowTest {

    private static final int LIMIT_SECONDS = 240;

    /** The number of trials of each operation; set {@code -Dchannel.overflow.trials=2000} for more. */
    private static final int TRIALS = Integer.getInteger("channel.overflow.trials", 200);

    private static final long SEED = Long.getLong("channel.overflow.seed", 20261128);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "platform, -XX:+TieredCompilation",
        "virtual, -XX:+TieredCompilation",
        "platform, -Xint",
        "virtual, -Xint",
        "platform, -XX:TieredStopAtLevel=1",
        "platform, -XX:-TieredCompilation",
    })
    void aStackOverflowHasNoEffect(String threads, String option) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                StackOverflowSweep.class.getName(),
                threads,
                Integer.toString(TRIALS),
                Long.toString(SEED));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended;
        try {
            ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(ended)
                .as("seed %d: a thread waits forever: %s", SEED, Files.readString(log))
                .isTrue();
        assertThat(process.exitValue())
                .as("seed %d: %s", SEED, Files.readString(log))
                .isZero();
    }
}
