package org.gotask.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gotask.Resources;
import org.gotask.link.LinkConfig;
import org.gotask.link.LinkKind;
import org.gotask.scheduler.placement.PlacementStrategy;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Option;

class CommandLineReaderTest {

    @TempDir
    Path folder;

    private Path jar = Path.of("unset");

    @BeforeEach
    void makeJar() throws IOException {
        jar = Files.createFile(folder.resolve("app.jar"));
    }

    /** Knows {@code local} and {@code host:port}. */
    private static final class Masters implements MasterInspector {
        @Override
        public Optional<String> problem(String master) {
            return master.equals("local") || master.contains(":") ? Optional.empty() : Optional.of("--master: bad");
        }

        @Override
        public String printable(String master) {
            return master.replace("hush", "***");
        }

        @Override
        public Optional<String> authenticationProblem(Authentication authentication) {
            return Files.exists(authentication.secretFile()) ? Optional.empty() : Optional.of("no such secret");
        }

        @Override
        public Optional<String> authenticationWarning(Authentication authentication) {
            Path file = authentication.secretFile();
            return file.endsWith("shared-secret") ? Optional.of("others can read " + file) : Optional.empty();
        }

        @Override
        public Optional<String> environmentProblem(Map<String, String> environment) {
            return environment.containsKey("LIBPROCESS_PORT") ? Optional.of("environment: bad") : Optional.empty();
        }

        @Override
        public boolean isEmbedded(String master) {
            return master.equals("local");
        }

        @Override
        public InetAddress addressTowards(String master) throws IOException {
            if (master.startsWith("nowhere")) {
                throw new IOException("no such host");
            }
            return InetAddress.getByName("127.0.0.9");
        }
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

    @Test
    void defaultsNeedNoMoreThanTheExecutor() {
        Settings settings = valid("--executor", jar.toString());

        assertThat(settings.master()).isEqualTo("local");
        assertThat(settings.address().getHostAddress()).isEqualTo("127.0.0.9");
        assertThat(settings.artifactPort()).isZero();
        assertThat(settings.role()).isEqualTo("*");
        assertThat(settings.placement()).isEqualTo(PlacementStrategy.SPREAD);
        assertThat(settings.program().overhead()).isEqualTo(Resources.of("cpus", 0.1, "mem", 128));
        assertThat(settings.run().offerTimeout()).isEmpty();
        assertThat(settings.run().offerHold()).isEqualTo(Duration.ofSeconds(5));
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

    @Test
    void everyFlagArrives() {
        Settings settings = valid(
                "--master=m:5050",
                "--executor=" + jar,
                "--address=127.0.0.3",
                "--artifact-port=8081",
                "--framework-name=Lifts",
                "--user=ann",
                "--role=ops",
                "--executor-java=/opt/java",
                "--executor-java-options=-Xss1m  -Dx=y",
                "--executor-cpus=0.5",
                "--executor-mem=256",
                "--placement=pack",
                "--offer-timeout=90s",
                "--offer-hold=2s",
                "--stop-timeout=5m",
                "--grace=500ms");

        assertThat(settings.master()).isEqualTo("m:5050");
        assertThat(settings.address().getHostAddress()).isEqualTo("127.0.0.3");
        assertThat(settings.artifactPort()).isEqualTo(8081);
        assertThat(settings.frameworkName()).isEqualTo("Lifts");
        assertThat(settings.user()).isEqualTo("ann");
        assertThat(settings.role()).isEqualTo("ops");
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

        Settings settings = ((Configuration.Valid) read(environment, List.of(), "--master=flag:2")).settings();

        assertThat(settings.master()).isEqualTo("flag:2");
        assertThat(settings.artifactPort()).isEqualTo(77);
    }

    @Test
    void passwordOnTheCommandLineIsWarnedOf() {
        List<String> onCommandLine = ((Configuration.Valid)
                        read(Map.of(), List.of(), "--executor=" + jar, "--master=zk://user:hush@h:1/mesos"))
                .warnings();
        List<String> inEnvironment = ((Configuration.Valid)
                        read(Map.of("GOTASK_MASTER", "zk://user:hush@h:1/mesos"), List.of(), "--executor=" + jar))
                .warnings();

        assertThat(onCommandLine)
                .singleElement()
                .asString()
                .startsWith("--master: every user of this machine can see the password")
                .contains("zk://user:***@h:1/mesos", "--master=file:///")
                .doesNotContain("hush");
        assertThat(inEnvironment).isEmpty();
    }

    @Test
    void secretThatOthersCanReadIsWarnedOf() throws IOException {
        Path shared = Files.writeString(folder.resolve("shared-secret"), "hush");

        assertThat(((Configuration.Valid) read(
                                Map.of(),
                                List.of(),
                                "--executor=" + jar,
                                "--mesos-authentication-principal=elevator",
                                "--mesos-authentication-secret-file=" + shared))
                        .warnings())
                .containsExactly("others can read " + shared);
    }

    @Test
    void libprocessIpIsTheAddressUnlessOneIsGiven() {
        Map<String, String> environment = Map.of("LIBPROCESS_IP", "127.0.0.7");

        assertThat(((Configuration.Valid) read(environment, List.of(), "--executor=" + jar, "--master=m:5050"))
                        .settings()
                        .address()
                        .getHostAddress())
                .isEqualTo("127.0.0.7");
    }

    @Test
    void addressThatCannotBeUsedIsNamedByWhereItCameFrom() {
        assertThat(read(Map.of("LIBPROCESS_IP", "0.0.0.0"), List.of(), "--executor=" + jar, "--master=m:5050"))
                .isEqualTo(new Configuration.Invalid(List.of("LIBPROCESS_IP: 0.0.0.0 cannot be used; expected an IPv4"
                        + " address of this machine that master and agents can connect to")));
    }

    @Test
    void executorIsPublishedAtTheAdvertisedAddressAndElseAtTheBoundOne() {
        Map<String, String> environment = Map.of("LIBPROCESS_ADVERTISE_IP", "203.0.113.7");

        Settings behindTranslation = ((Configuration.Valid)
                        read(environment, List.of(), "--executor=" + jar, "--master=m:5050", "--address=127.0.0.7"))
                .settings();

        assertThat(behindTranslation.publishedHost()).isEqualTo("203.0.113.7");
        assertThat(behindTranslation.address().getHostAddress()).isEqualTo("127.0.0.7");
        assertThat(valid("--executor=" + jar, "--address=127.0.0.7").publishedHost())
                .isEqualTo("127.0.0.7");
    }

    @Test
    void mistakesInTheEnvironmentOfTheEngineAreReportedToo() {
        assertThat(read(Map.of("LIBPROCESS_PORT", "x"), List.of(), "--executor=" + jar, "--master=m:5050"))
                .isEqualTo(new Configuration.Invalid(List.of("environment: bad")));
    }

    /** A user who has set them for a cluster can run on his machine all the same. */
    @Test
    void variablesAboutTheNetworkDoNotConcernAMasterInsideTheProcess() {
        Map<String, String> environment =
                Map.of("LIBPROCESS_IP", "192.0.2.7", "LIBPROCESS_ADVERTISE_IP", "203.0.113.7", "LIBPROCESS_PORT", "x");

        Settings settings = ((Configuration.Valid) read(environment, List.of(), "--executor=" + jar)).settings();

        assertThat(settings.address().getHostAddress()).isEqualTo("127.0.0.9");
        assertThat(settings.publishedHost()).isEqualTo("127.0.0.9");
        assertThat(settings.networkVariables()).isEmpty();
    }

    @Test
    void agentsOnThisMachineRunTheJavaThatRunsHereAndOthersTheirOwn() {
        String here = System.getProperty("java.home");

        assertThat(valid("--executor=" + jar).program().java()).startsWith(here);
        assertThat(valid("--executor=" + jar, "--master=m:5050").program().java())
                .startsWith(here);
        assertThat(valid("--executor=" + jar, "--master=m:5050", "--address=192.0.2.7")
                        .program()
                        .java())
                .isEqualTo("java");
    }

    @Test
    void applicationOptionsAreFilledInAndListedByHelp() {
        AppOptions options = new AppOptions();

        read(Map.of(), List.of(options), "--executor=" + jar, "--floors=12");

        assertThat(options.floors).isEqualTo(12);
        assertThat(read(Map.of(), List.of(options), "--help"))
                .isInstanceOfSatisfying(
                        Configuration.Help.class,
                        help -> assertThat(help.text()).contains("--floors", "--master", "--offer-timeout"));
    }

    @Test
    void applicationOptionThatRepeatsOneOfOursIsAMistakeOfTheProgram() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(Map.of(), List.of(new RepeatsOurs())));
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        assertThat(problems(
                        "--master=bad",
                        "--artifact-port=70000",
                        "--executor-cpus=-1",
                        "--executor-mem=NaN",
                        "--role= "))
                .hasSize(6)
                .contains("--master: bad")
                .anyMatch(problem -> problem.startsWith("--executor is missing"))
                .anyMatch(problem -> problem.startsWith("--artifact-port: out of range: 70000"))
                .anyMatch(problem -> problem.startsWith("--executor-cpus"))
                .anyMatch(problem -> problem.startsWith("--executor-mem"))
                .anyMatch(problem -> problem.startsWith("--role"));
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

    @Test
    void missingExecutorFolderAndUnreadableFileAreToldApart() throws IOException {
        assertThat(problems("--executor=" + folder.resolve("none.jar")))
                .singleElement()
                .asString()
                .contains("no such file");
        assertThat(problems("--executor=" + folder)).singleElement().asString().contains("not a file");
    }

    @Test
    void unreadableExecutorIsNamed() throws IOException {
        Files.setPosixFilePermissions(jar, Set.of());
        Assumptions.assumeFalse(Files.isReadable(jar), "root reads every file");

        assertThat(problems("--executor=" + jar))
                .singleElement()
                .asString()
                .startsWith("--executor: file cannot be read: " + jar);
    }

    @Test
    void unknownHostIsTheMistakeOfTheFlagThatNamesIt() {
        assertThat(problems("--executor=" + jar, "--master=nowhere:1"))
                .singleElement()
                .asString()
                .contains("nowhere:1", "no such host");
        assertThat(problems("--executor=" + jar, "--address=no such host"))
                .singleElement()
                .asString()
                .startsWith("--address: unknown host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "0.0.0.0"})
    void addressThatNobodyCanConnectToIsRefused(String address) {
        assertThat(problems("--executor=" + jar, "--address=" + address))
                .singleElement()
                .asString()
                .startsWith("--address: ")
                .contains("expected an IPv4 address");
    }

    @Test
    void frameworkAuthenticatesWithWhatItIsGiven() {
        Settings settings = valid(
                "--executor=" + jar,
                "--mesos-authentication-principal=elevators",
                "--mesos-authentication-secret-file=" + jar,
                "--mesos-authentication-provider=SASL");

        assertThat(settings.authentication()).contains(new Authentication("elevators", jar));
    }

    @Test
    void frameworkDoesNotAuthenticateByItself() {
        assertThat(valid("--executor=" + jar).authentication()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "principal=p|--mesos-authentication-secret-file is missing: name the file that holds the secret of p",
                "secret-file=f|--mesos-authentication-principal is missing: the secret needs the name that it belongs to",
                "provider=GSSAPI|--mesos-authentication-provider: 'GSSAPI' is not known; expected SASL"
            })
    void halfAnAuthenticationIsExplained(String flag, String problem) {
        assertThat(problems("--executor=" + jar, "--mesos-authentication-" + flag))
                .containsExactly(problem);
    }

    @Test
    void wrongCredentialIsReportedWithAllElse() {
        assertThat(problems(
                        "--executor=" + jar,
                        "--role= ",
                        "--mesos-authentication-principal=p",
                        "--mesos-authentication-secret-file=" + folder.resolve("none")))
                .hasSize(2)
                .contains("--mesos-authentication: no such secret");
    }

    @Test
    void passwordInTheMasterIsNotShown() {
        Settings settings = valid("--executor=" + jar, "--master=zk:hush");
        assertThat(settings.masterShown()).isEqualTo("zk:***");
        assertThat(settings.toString()).contains("zk:***").doesNotContain("hush");
        assertThat(problems("--executor=" + jar, "--master=nowhere:hush"))
                .singleElement()
                .asString()
                .contains("nowhere:***")
                .doesNotContain("hush");
    }

    private static Configuration read(Map<String, String> environment, List<?> options, String... args) {
        return CommandLineReader.read(Arrays.asList(args), environment, options, new Masters());
    }

    private static Settings valid(String... args) {
        Configuration configuration = read(Map.of(), List.of(), args);
        assertThat(configuration).isInstanceOf(Configuration.Valid.class);
        return ((Configuration.Valid) configuration).settings();
    }

    private static List<String> problems(String... args) {
        Configuration configuration = read(Map.of(), List.of(), args);
        assertThat(configuration).isInstanceOf(Configuration.Invalid.class);
        List<String> problems = ((Configuration.Invalid) configuration).problems();
        assertThat(problems).allMatch(problem -> problem.lines().count() == 1);
        return problems;
    }
}
