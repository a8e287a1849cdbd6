package org.gotask.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the jcstress tests of this module; shortly in the build, at length by {@code scripts/prove-channels}. */
@Tag("deep")
@Timeout(3600)
class JcstressTest {

    private static final Path RESULTS = Path.of("target", "jcstress");

    @Test
    void noForbiddenOutcomeIsSeen() throws IOException, InterruptedException {
        Files.createDirectories(RESULTS);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-r",
                "report"));
        command.addAll(List.of(System.getProperty("jcstress.arguments", "-m sanity -sc false -jvmArgs -Xmx256m")
                .split(" ", -1)));
        Path log = RESULTS.resolve("log");

        Process process = new ProcessBuilder(command)
                .directory(RESULTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended;
        try {
            ended = process.waitFor(3000, TimeUnit.SECONDS);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }

        assertThat(ended).as("jcstress has ended").isTrue();
        assertThat(process.exitValue()).as("%s", Files.readString(log)).isZero();
    }
}
