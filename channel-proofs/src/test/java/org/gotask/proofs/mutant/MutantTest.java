package org.gotask.proofs.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault is found by its proof, which runs on the faulty channels in a process of its own: threads that wait for ever
 * end with it. If the source has changed so that a mutant does not fit any more, {@link Mutants} is the place to adapt.
 */
@Tag("deep")
@Timeout(300)
class MutantTest {

    private static final int LIMIT_SECONDS = 120;

    static Stream<Mutant> mutants() {
        return Mutants.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isFound(Mutant mutant, @TempDir Path folder) throws IOException, InterruptedException {
        Path classes = folder.resolve("classes");
        MutantBuild.compile(mutant, classes);
        Path log = folder.resolve("log");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+EnableDynamicAgentLoading",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        ProofRun.class.getName(),
                        mutant.proof(),
                        mutant.method())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();

        String output = Files.readString(log);
        assertThat(ended)
                .as("the proof has ended within %d s:%n%s", LIMIT_SECONDS, output)
                .isTrue();
        assertThat(process.exitValue())
                .as("%s.%s finds that it can %s:%n%s", mutant.proof(), mutant.method(), mutant, output)
                .isEqualTo(ProofRun.FAILED);
    }
}
