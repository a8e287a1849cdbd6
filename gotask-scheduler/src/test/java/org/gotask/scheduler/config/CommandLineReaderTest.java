package org.gotask.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gotask.scheduler.config.TestCommandLine.engine;
import static org.gotask.scheduler.config.TestCommandLine.problems;
import static org.gotask.scheduler.config.TestCommandLine.read;
import static org.gotask.scheduler.config.TestCommandLine.valid;
import static org.gotask.scheduler.config.TestCommandLine.warnings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Option;

/** The command line, the environment, and the options of the application. */
class CommandLineReaderTest {

    @TempDir
    Path folder;

    private Path jar = Path.of("unset");

    @BeforeEach
    void makeJar() throws IOException {
        jar = Files.createFile(folder.resolve("app.jar"));
    }

    /** An application's own option. */
    static final class AppOptions {
        @Option(names = "--floors")
        int floors = 8;
    }

    /** An application's option that GoTask has itself. */
    static final class RepeatsOurs {
        @Option(names = "--master")
        void setMaster(String master) {}
    }

    /** An application's option that an engine has itself. */
    static final class RepeatsEngine {
        @Option(names = "--colour")
        String colour = "";
    }

    @Test
    void environmentStandsInForFlagsAndFlagsWin() {
        Map<String, String> environment = Map.of(
                "GOTASK_MASTER",
                "env:1",
                "GOTASK_EXECUTOR",
                jar.toString(),
                "GOTASK_ARTIFACT_PORT",
                "77",
                "GOTASK_HELP",
                "x");

        Settings settings = valid(environment, "--master=flag:2");

        assertThat(engine(settings).flags().master()).isEqualTo("flag:2");
        assertThat(settings.artifactPort()).isEqualTo(77);
    }

    @Test
    void emptyVariablesCountAsUnset() {
        Map<String, String> environment = new HashMap<>();
        for (String flag : List.of(
                "MASTER",
                "ADDRESS",
                "ARTIFACT_PORT",
                "COLOUR",
                "USER",
                "EXECUTOR_JAVA",
                "EXECUTOR_JAVA_OPTIONS",
                "EXECUTOR_CPUS",
                "EXECUTOR_MEM",
                "PLACEMENT",
                "OFFER_TIMEOUT",
                "OFFER_HOLD",
                "STOP_TIMEOUT",
                "GRACE",
                "LINK",
                "LINK_TIMEOUT",
                "MAX_MESSAGE",
                "HELP")) {
            environment.put("GOTASK_" + flag, "");
        }
        environment.put("FAKE_TROUBLE", "");

        Settings settings = valid(environment, "--executor=" + jar);

        Settings defaults = valid("--executor=" + jar);
        assertThat(settings.artifactPort()).isEqualTo(defaults.artifactPort());
        assertThat(settings.program()).isEqualTo(defaults.program());
        assertThat(settings.placement()).isEqualTo(defaults.placement());
        assertThat(settings.run()).isEqualTo(defaults.run());
        assertThat(engine(settings)).isEqualTo(engine(defaults));
        assertThat(problems(Map.of("GOTASK_EXECUTOR", "")))
                .singleElement()
                .asString()
                .startsWith("--executor is missing");
    }

    /** An application's option of a type whose converter in the library names types. */
    static final class AddressOption {
        @Option(names = "--page")
        URI page = URI.create("http://localhost/");
    }

    @Test
    void valueOfAnApplicationOptionIsExplainedInWordsOfUsers() {
        assertThat(read(Map.of(), List.of(new AddressOption()), "--executor=" + jar, "--page=a b"))
                .isEqualTo(new Configuration.Invalid(List.of("Invalid value for option '--page': 'a b' is malformed")));
    }

    @Test
    void executorOfTheEnvironmentCountsBesideAMistakeInAnotherFlag() {
        assertThat(problems(Map.of("GOTASK_EXECUTOR", jar.toString()), "--grace=soon"))
                .singleElement()
                .asString()
                .contains("--grace");
        assertThat(problems(Map.of("GOTASK_EXECUTOR", jar + ".none"), "--grace=soon"))
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("--executor: no such file: " + jar + ".none"));
    }

    @Test
    void environmentDoesNotStandInForOptionsOfTheApplication() {
        AppOptions options = new AppOptions();

        read(Map.of("GOTASK_FLOORS", "12"), List.of(options), "--executor=" + jar);

        assertThat(options.floors).isEqualTo(8);
    }

    @Test
    void passwordOnTheCommandLineIsWarnedOf() {
        assertThat(warnings(Map.of(), "--executor=" + jar, "--master=fake:hush"))
                .singleElement()
                .asString()
                .startsWith("--master: every user of this machine can see the password")
                .contains("fake:***", "--master=file:///")
                .doesNotContain("hush");
        assertThat(warnings(Map.of("GOTASK_MASTER", "fake:hush"), "--executor=" + jar))
                .isEmpty();
    }

    @Test
    void applicationOptionsAreFilledInAndListedByHelp() {
        AppOptions options = new AppOptions();

        read(Map.of(), List.of(options), "--executor=" + jar, "--floors=12");

        assertThat(options.floors).isEqualTo(12);
        assertThat(read(Map.of(), List.of(options), "--help"))
                .isInstanceOfSatisfying(
                        Configuration.Help.class,
                        help -> assertThat(help.text())
                                .containsSubsequence("--master", "--artifact-port", "--colour", "--user", "--floors"));
    }

    @Test
    void applicationOptionThatRepeatsOneOfOursIsAMistakeOfTheProgram() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(Map.of(), List.of(new RepeatsOurs())));
        assertThatIllegalArgumentException().isThrownBy(() -> read(Map.of(), List.of(new RepeatsEngine())));
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        assertThat(problems(
                        "--master=bad",
                        "--artifact-port=70000",
                        "--executor-cpus=-1",
                        "--executor-mem=NaN",
                        "--grace=soon"))
                .hasSize(6)
                .contains("--master: bad")
                .anyMatch(problem -> problem.startsWith("--executor is missing"))
                .anyMatch(problem -> problem.startsWith("--artifact-port: out of range: 70000"))
                .anyMatch(problem -> problem.startsWith("--executor-cpus"))
                .anyMatch(problem -> problem.startsWith("--executor-mem"))
                .anyMatch(problem -> problem.contains("--grace"));
    }

    @Test
    void unknownFlagIsNamed() {
        assertThat(problems("--executor=" + jar, "--flors=3"))
                .singleElement()
                .asString()
                .contains("'--flors=3'", "--help");
    }

    @Test
    void strayArgumentIsNamed() {
        assertThat(problems("--executor=" + jar, "fast"))
                .singleElement()
                .asString()
                .contains("'fast'");
    }
}
