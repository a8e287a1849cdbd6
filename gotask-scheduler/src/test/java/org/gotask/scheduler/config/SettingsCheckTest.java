package org.gotask.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.scheduler.config.TestCommandLine.engine;
import static org.gotask.scheduler.config.TestCommandLine.problems;
import static org.gotask.scheduler.config.TestCommandLine.valid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.gotask.Resources;
import org.gotask.link.LinkConfig;
import org.gotask.link.LinkKind;
import org.gotask.scheduler.placement.PlacementStrategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of flags: defaults, ranges, and the settings that they become. */
class SettingsCheckTest {

    @TempDir
    Path folder;

    private Path jar = Path.of("unset");

    @BeforeEach
    void makeJar() throws IOException {
        jar = Files.createFile(folder.resolve("app.jar"));
    }

    @Test
    void defaultsNeedNoMoreThanTheExecutor() {
        Settings settings = valid("--executor", jar.toString());

        assertThat(engine(settings).flags().master()).isEqualTo("local");
        assertThat(engine(settings).flags().address()).isEmpty();
        assertThat(engine(settings).flags().user()).isEmpty();
        assertThat(settings.artifactPort()).isZero();
        assertThat(settings.placement()).isEqualTo(PlacementStrategy.SPREAD);
        assertThat(settings.program().overhead()).isEqualTo(Resources.of("cpus", 0.1, "mem", 384));
        assertThat(settings.run().offerTimeout()).isEmpty();
        assertThat(settings.run().offerHold()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void everyFlagArrives() {
        Settings settings = valid(
                "--master=fake:5050",
                "--executor=" + jar,
                "--address=127.0.0.3",
                "--artifact-port=8081",
                "--user=ann",
                "--executor-java=/opt/java",
                "--executor-java-options=-Xss1m  -Dx=y",
                "--executor-cpus=0.5",
                "--executor-mem=256",
                "--placement=pack",
                "--offer-timeout=90s",
                "--offer-hold=2s",
                "--stop-timeout=5m",
                "--grace=500ms");

        assertThat(engine(settings).flags().master()).isEqualTo("fake:5050");
        assertThat(engine(settings).flags().address()).contains("127.0.0.3");
        assertThat(engine(settings).flags().user()).isEqualTo("ann");
        assertThat(settings.artifactPort()).isEqualTo(8081);
        assertThat(settings.program().java()).isEqualTo("/opt/java");
        assertThat(settings.program().javaOptions()).containsExactly("-Xss1m", "-Dx=y");
        assertThat(settings.program().overhead()).isEqualTo(Resources.of("cpus", 0.5, "mem", 256));
        assertThat(settings.placement()).isEqualTo(PlacementStrategy.PACK);
        assertThat(settings.run().offerTimeout()).contains(Duration.ofSeconds(90));
        assertThat(settings.run().offerHold()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.run().stopTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.run().grace()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.program().environment()).containsEntry("GOTASK_TASK_GRACE_MILLIS", "500");
    }

    @Test
    void linkIsReliableUnlessThatOfMesosgotIsChosenAndExecutorsGetTheSame() {
        Settings reliable = valid("--executor=" + jar, "--max-message=3", "--link-timeout=5s");
        Settings mesosgot = valid("--executor=" + jar, "--link=mesosgot");

        assertThat(reliable.run().link())
                .isEqualTo(LinkConfig.of(LinkKind.RELIABLE)
                        .withMaxMessageBytes(3 << 20)
                        .withTimeout(Duration.ofSeconds(5)));
        assertThat(reliable.program().environment())
                .containsEntry("GOTASK_LINK", "reliable")
                .containsEntry("GOTASK_LINK_TIMEOUT_MILLIS", "5000")
                .containsEntry("GOTASK_MAX_MESSAGE_BYTES", Integer.toString(3 << 20));
        assertThat(mesosgot.run().link()).isEqualTo(LinkConfig.of(LinkKind.MESOSGOT));
        assertThat(mesosgot.run().link().maxMessageBytes()).isEqualTo(8 << 20);
        assertThat(mesosgot.program().environment()).containsEntry("GOTASK_LINK", "mesosgot");
    }

    @Test
    void formerWordsForTheLinkAreAccepted() {
        assertThat(valid("--executor=" + jar, "--link=plain").run().link().kind())
                .isEqualTo(LinkKind.MESOSGOT);
    }

    @Test
    void unknownLinkIsExplained() {
        assertThat(problems("--executor=" + jar, "--link=strongest"))
                .containsExactly("Invalid value for option '--link': 'strongest' is not a link; expected reliable or"
                        + " mesosgot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "s", "-3s", "1d", "0s", "1e3s", "", "99999999999s"})
    void malformedTimeIsNamedWithTheFormExpected(String text) {
        assertThat(problems("--executor=" + jar, "--offer-timeout=" + text))
                .singleElement()
                .asString()
                .contains("--offer-timeout", "'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "1.5s, 1500", "2m, 120000", "1h, 3600000"})
    void timesAreReadWithTheirUnit(String text, long millis) {
        assertThat(valid("--executor=" + jar, "--grace=" + text).run().grace()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--grace", "--link-timeout"})
    void timesThatAnExecutorWouldRefuseAreRefusedHere(String flag) {
        assertThat(problems("--executor=" + jar, flag + "=25h"))
                .containsExactly(flag + ": out of range: 25h; expected 1ms to 24h");
        valid("--executor=" + jar, flag + "=24h");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --artifact-port=-1      | --artifact-port: out of range: -1; expected 0 to 65535
        --artifact-port=65536   | --artifact-port: out of range: 65536; expected 0 to 65535
        --executor-cpus=0.0009  | --executor-cpus: out of range: 9.0E-4; expected 0.001 to 1000000
        --executor-cpus=1000001 | --executor-cpus: out of range: 1000001.0; expected 0.001 to 1000000
        --executor-cpus=NaN     | --executor-cpus: out of range: NaN; expected 0.001 to 1000000
        --executor-mem=31       | --executor-mem: out of range: 31.0; expected 32 to 1000000000 (MiB)
        --executor-mem=1e999    | --executor-mem: out of range: Infinity; expected 32 to 1000000000 (MiB)
        --max-message=0         | --max-message: out of range: 0; expected 1 to 1024
        --max-message=1025      | --max-message: out of range: 1025; expected 1 to 1024
        --offer-timeout=0.5ms   | --offer-timeout: out of range: 0.0005s; expected 1ms to 876000h
        --offer-timeout=876001h | --offer-timeout: out of range: 876001h; expected 1ms to 876000h
        --offer-hold=876001h    | --offer-hold: out of range: 876001h; expected 1ms to 876000h
        --stop-timeout=52560001m | --stop-timeout: out of range: 52560001m; expected 1ms to 876000h
        --grace=0.5ms           | --grace: out of range: 0.0005s; expected 1ms to 24h
        --grace=86401s          | --grace: out of range: 86401s; expected 1ms to 24h
        --link-timeout=86400001ms | --link-timeout: out of range: 86400001ms; expected 1ms to 24h
        """)
    void everyNumberHasARange(String flag, String problem) {
        assertThat(problems("--executor=" + jar, flag)).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--artifact-port=65535",
                "--executor-cpus=0.001",
                "--executor-cpus=1000000",
                "--executor-mem=32",
                "--executor-mem=1e9",
                "--max-message=1024",
                "--offer-timeout=1ms",
                "--offer-hold=876000h",
                "--stop-timeout=1ms",
                "--grace=1ms"
            })
    void endsOfARangeBelongToIt(String flag) {
        valid("--executor=" + jar, flag);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        --artifact-port=http     | '--artifact-port': 'http' is not a whole number
        --max-message=1.5        | '--max-message': '1.5' is not a whole number
        --executor-cpus=many     | '--executor-cpus': 'many' is not a number
        --executor-mem=          | '--executor-mem': '' is not a number
        --placement=near         | '--placement': 'near' is not a placement; expected spread or pack
        --grace=soon             | '--grace': 'soon' is not a time; expected a number and a unit, such as 500ms, 30s, 5m or 2h
        """)
    void valueOfAnotherTypeIsExplainedInWordsOfUsers(String flag, String problem) {
        assertThat(problems("--executor=" + jar, flag)).containsExactly("Invalid value for option " + problem);
    }

    @Test
    void executorThatIsNoPathIsExplainedInOneLine() {
        assertThat(problems("--executor=x\0y"))
                .containsExactly("Invalid value for option '--executor': 'x?y' cannot be the name of a file in this"
                        + " locale: Nul character not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--address", "--executor-java", "--colour"})
    void emptyValueIsNamed(String flag) {
        assertThat(problems("--executor=" + jar, flag + "="))
                .containsExactly(flag + " is empty; give it a value, or leave it out");
    }

    @Test
    void emptyExecutorIsMissing() {
        assertThat(problems("--executor=")).singleElement().asString().startsWith("--executor is missing");
    }

    @Test
    void javaOptionsAreQuotedAsInAShell() {
        assertThat(valid("--executor=" + jar, "--executor-java-options=-Dx=\"a b\" '-Dy=c  d' -Dz=\\\"")
                        .program()
                        .javaOptions())
                .containsExactly("-Dx=a b", "-Dy=c  d", "-Dz=\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        -Dx="a b | a double quote is not closed
        -Dx='a b | a single quote is not closed
        -Dx=a\\  | nothing follows the backslash
        """)
    void openQuoteInJavaOptionsIsRefused(String options, String problem) {
        assertThat(problems("--executor=" + jar, "--executor-java-options=" + options))
                .containsExactly("--executor-java-options: " + problem + ": " + options);
    }
}
