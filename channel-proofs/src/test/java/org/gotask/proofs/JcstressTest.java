package org.gotask.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the jcstress tests of this module; shortly in the build, at length by {@code scripts/prove-channels}. */
@Tag("deep")
@Timeout(3600)
class JcstressTest {

    private static final Path RESULTS = Path.of("target", "jcstress");

    /** The time is what matters: in the sanity mode, which takes none, each pair meets once and races with nothing. */
    private static final String SHORTLY = "-sc false -f 1 -fsm 1 -iters 1 -time 300";

    private static final Pattern PROGRESS =
            Pattern.compile("Results: (\\d+) planned; (\\d+) passed, 0 failed, 0 soft errs, 0 hard errs");

    /** New channels, whose threads park at once, and channels whose threads have learned to spin or to take turns. */
    @ParameterizedTest
    @ValueSource(strings = {"new", "learned", "turns"})
    void noForbiddenOutcomeIsSeen(String start) throws IOException, InterruptedException {
        Path results = Files.createDirectories(RESULTS.resolve(start));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-r",
                "report",
                "-jvmArgs",
                "-Xmx256m -Dproofs.start=" + start));
        command.addAll(List.of(System.getProperty("jcstress.arguments", SHORTLY).split(" ", -1)));
        Path log = results.resolve("log");

        Process process = new ProcessBuilder(command)
                .directory(results.toFile())
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
        String said = Files.readString(log);
        assertThat(process.exitValue()).as("%s", said).isZero();
        assertThatAllPassed(said);
    }

    /** jcstress also ends well when it has found nothing to run. */
    private static void assertThatAllPassed(String said) {
        MatchResult last = PROGRESS.matcher(said)
                .results()
                .reduce((before, after) -> after)
                .orElseThrow(() -> new AssertionError(
                        "jcstress has run no test; see the class path and jcstress.arguments: " + said));
        assertThat(Integer.parseInt(last.group(1))).as("planned").isPositive();
        assertThat(last.group(2)).as("%s", said).isEqualTo(last.group(1));
    }
}
