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
        assertThat(settings.program().overhead()).isEqualTo(Resources.of("cpus", 0.1, "mem", 128));
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
                .containsExactly(flag + ": out of range: 25h; expected at most 24h");
        valid("--executor=" + jar, flag + "=24h");
    }
}
