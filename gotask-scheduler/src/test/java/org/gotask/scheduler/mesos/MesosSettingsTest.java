package org.gotask.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.auth.SecretFile;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.scheduler.cluster.ClusterFlags;
import org.gotask.scheduler.cluster.ClusterSettings;
import org.gotask.testing.PipeReadOnce;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags and environment variables of Mesos, and the settings that they become. */
class MesosSettingsTest {

    private static final String MASTER = "127.0.0.1:5050";

    @TempDir
    Path folder;

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private Optional<String> address = Optional.empty();
    private Path secret = Path.of("unset");

    @BeforeEach
    void makeSecret() throws IOException {
        secret = Files.writeString(folder.resolve("secret"), "hush\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void defaultsAreThoseOfTheFlags() {
        MesosSettings settings = valid(MASTER);

        assertThat(settings.address().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.frameworkName()).isEqualTo("GoTask Framework");
        assertThat(settings.role()).isEqualTo("*");
        assertThat(settings.credential()).isEmpty();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void everyFlagArrives() {
        values.put("--framework-name", "Lifts");
        values.put("--role", "ops");
        address = Optional.of("127.0.0.3");

        MesosSettings settings = valid(MASTER);

        assertThat(settings.master()).isEqualTo(MASTER);
        assertThat(settings.user()).isEqualTo("ann");
        assertThat(settings.frameworkName()).isEqualTo("Lifts");
        assertThat(settings.role()).isEqualTo("ops");
        assertThat(settings.address().getHostAddress()).isEqualTo("127.0.0.3");
        assertThat(settings.messenger().bindHost()).isEqualTo("127.0.0.3");
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        values.put("--framework-name", " ");
        values.put("--role", "two words");
        values.put("--mesos-authentication-principal", "p");
        values.put("--mesos-authentication-secret-file", folder + "/none");
        environment.put("LIBPROCESS_PORT", "x");

        assertThat(problems("10.0.0.1"))
                .hasSize(5)
                .contains(
                        "--framework-name: the name is blank",
                        "--role: invalid role 'two words'; expected * or a name without blanks",
                        "--mesos-authentication: secret file does not exist: " + folder + "/none")
                .anyMatch(problem -> problem.startsWith("--master: master has no port"))
                .anyMatch(problem -> problem.startsWith("environment: ") && problem.contains("LIBPROCESS_PORT"));
    }

    @Test
    void libprocessIpIsTheAddressUnlessOneIsGiven() {
        environment.put("LIBPROCESS_IP", "127.0.0.7");

        assertThat(valid(MASTER).address().getHostAddress()).isEqualTo("127.0.0.7");

        address = Optional.of("127.0.0.8");
        assertThat(valid(MASTER).address().getHostAddress()).isEqualTo("127.0.0.8");
    }

    @Test
    void unusableLibprocessIpIsNamed() {
        environment.put("LIBPROCESS_IP", "0.0.0.0");

        assertThat(problems(MASTER))
                .containsExactly("LIBPROCESS_IP: 0.0.0.0 cannot be published; expected an IPv4 address of this machine"
                        + " that master and agents can connect to, or such an address in LIBPROCESS_ADVERTISE_IP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "0:0:0:0:0:0:0:0"})
    void wildcardIsBoundWhereAnotherAddressIsAdvertised(String wildcard) {
        environment.put("LIBPROCESS_ADVERTISE_IP", "10.9.8.7");
        environment.put("LIBPROCESS_ADVERTISE_PORT", "8765");
        environment.put("LIBPROCESS_IP", wildcard);

        assertBindsAllAndPublishesTheOther(valid(MASTER));

        environment.remove("LIBPROCESS_IP");
        address = Optional.of(wildcard);
        assertBindsAllAndPublishesTheOther(valid(MASTER));
    }

    private static void assertBindsAllAndPublishesTheOther(MesosSettings settings) {
        assertThat(settings.address().getHostAddress()).isEqualTo("0.0.0.0");
        assertThat(settings.publishedHost()).isEqualTo("10.9.8.7");
        assertThat(settings.messenger().bindHost()).isEqualTo("0.0.0.0");
        assertThat(settings.messenger().advertisedHost()).contains("10.9.8.7");
        assertThat(settings.messenger().advertisedPort()).hasValue(8765);
    }

    @Test
    void emptyVariablesCountAsUnset() {
        for (String variable : List.of(
                "LIBPROCESS_IP",
                "LIBPROCESS_PORT",
                "LIBPROCESS_ADVERTISE_IP",
                "LIBPROCESS_ADVERTISE_PORT",
                "LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH")) {
            environment.put(variable, "");
        }

        assertThat(valid(MASTER).messenger())
                .isEqualTo(MessengerConfig.builder().bindHost("127.0.0.1").build());
        assertThat(problems("no.such.host.invalid:1"))
                .singleElement()
                .asString()
                .startsWith("--master: no route to no.such.host.invalid:1: unknown host");
    }

    @Test
    void eachFileIsReadOnce() throws Exception {
        Path master = PipeReadOnce.create(folder.resolve("master"), MASTER);
        Path once = PipeReadOnce.create(folder.resolve("once"), "hush");
        values.put("--mesos-authentication-principal", "elevators");
        values.put("--mesos-authentication-secret-file", once.toString());

        MesosSettings settings = valid("file://" + master);

        assertThat(settings.master()).isEqualTo(MASTER);
        assertThat(settings.printableMaster()).isEqualTo("file://" + master);
        assertThat(settings.credential()).contains(Credential.of("elevators", "hush"));
    }

    @Test
    void oddSecretIsWarnedOf() throws IOException {
        values.put("--mesos-authentication-principal", "elevators");
        values.put("--mesos-authentication-secret-file", secret.toString());
        Files.writeString(secret, "elevators hush");

        assertThat(valid(MASTER).warnings())
                .containsExactly(
                        "the secret file begins with the principal: " + secret + "; it must contain the secret alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "0.0.0.0"})
    void addressThatNobodyCanConnectToIsRefused(String unusable) {
        address = Optional.of(unusable);

        assertThat(problems(MASTER))
                .singleElement()
                .asString()
                .startsWith("--address: ")
                .contains("expected an IPv4 address");
    }

    @Test
    void unknownHostIsTheMistakeOfTheFlagThatNamesIt() {
        assertThat(problems("no.such.host.invalid:1"))
                .singleElement()
                .asString()
                .startsWith("--master: no route to no.such.host.invalid:1: unknown host");

        address = Optional.of("no such host");
        assertThat(problems(MASTER)).singleElement().asString().startsWith("--address: unknown host");
    }

    @Test
    void executorIsPublishedAtTheAdvertisedAddressAndElseAtTheBoundOne() {
        address = Optional.of("127.0.0.7");
        assertThat(valid(MASTER).publishedHost()).isEqualTo("127.0.0.7");

        environment.put("LIBPROCESS_ADVERTISE_IP", "203.0.113.7");
        assertThat(valid(MASTER).publishedHost()).isEqualTo("203.0.113.7");
        assertThat(valid(MASTER).address().getHostAddress()).isEqualTo("127.0.0.7");
    }

    /** The variables may be set for a cluster. The local master itself is in another module. */
    @Test
    void networkVariablesDoNotConcernAMasterInsideTheProcess() {
        environment.put("LIBPROCESS_IP", "0.0.0.0");
        environment.put("LIBPROCESS_PORT", "x");

        assertThat(problems("local")).singleElement().asString().startsWith("--master: ");
    }

    @Test
    void passwordInTheMasterIsNotShown() {
        MesosSettings settings = new MesosSettings(
                "zk://user:hush@h:2181/mesos",
                MesosMasters.printable("zk://user:hush@h:2181/mesos"),
                InetAddress.getLoopbackAddress(),
                MessengerConfig.fromEnvironment(Map.of()),
                "",
                "Lifts",
                "*",
                Optional.empty(),
                List.of());

        assertThat(settings.printableMaster()).isEqualTo("zk://user:***@h:2181/mesos");
        assertThat(settings.toString()).contains("zk://user:***").doesNotContain("hush");
        assertThat(flags("zk://user:hush@h:2181/mesos").toString()).doesNotContain("hush");
    }

    @Test
    void agentsOfAMasterOnThisMachineMayBeElsewhere() {
        assertThat(valid(MASTER).isLocal()).isFalse();
    }

    @Test
    void frameworkAuthenticatesWithItsPrincipalAndSecret() throws IOException {
        values.put("--mesos-authentication-principal", "elevators");
        values.put("--mesos-authentication-secret-file", secret.toString());
        values.put("--mesos-authentication-provider", "SASL");

        MesosSettings settings = valid(MASTER);

        assertThat(settings.credential()).contains(Credential.of("elevators", "hush"));
        assertThat(settings.warnings()).isEmpty();
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        assertThat(valid(MASTER).warnings())
                .isEqualTo(SecretFile.warning(secret).stream().toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "principal=p|--mesos-authentication-secret-file is missing: name the file that contains the secret of p",
                "secret-file=f|--mesos-authentication-principal is missing: name the principal of the secret",
                "provider=GSSAPI|--mesos-authentication-provider: 'GSSAPI' is not known; expected SASL"
            })
    void incompleteAuthenticationIsExplained(String flag, String problem) {
        String[] nameAndValue = flag.split("=", 2);
        values.put("--mesos-authentication-" + nameAndValue[0], nameAndValue[1]);

        assertThat(problems(MASTER)).containsExactly(problem);
    }

    @Test
    void malformedPrincipalIsRefused() {
        values.put("--mesos-authentication-principal", "two words");
        values.put("--mesos-authentication-secret-file", secret.toString());

        assertThat(problems(MASTER))
                .containsExactly("--mesos-authentication: principal contains a blank or a control character");
    }

    private MesosSettings valid(String master) {
        List<String> problems = new ArrayList<>();
        Optional<ClusterSettings> settings = new MesosClusterProvider().configure(flags(master), problems::add);
        assertThat(problems).isEmpty();
        return (MesosSettings) settings.orElseThrow();
    }

    private List<String> problems(String master) {
        List<String> problems = new ArrayList<>();
        assertThat(new MesosClusterProvider().configure(flags(master), problems::add))
                .isEmpty();
        assertThat(problems).allMatch(problem -> problem.lines().count() == 1);
        return problems;
    }

    private ClusterFlags flags(String master) {
        return new ClusterFlags(master, address, "ann", values, environment);
    }
}
