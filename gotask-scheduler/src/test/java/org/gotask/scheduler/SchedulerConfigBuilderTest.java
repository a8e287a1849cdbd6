package org.gotask.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gotask.scheduler.cluster.EngineFlag;
import org.gotask.scheduler.config.Configuration;
import org.gotask.scheduler.config.Flags;
import org.gotask.scheduler.mesos.MesosClusterProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Option;

/** A configuration in code is the one that the flags of the same names give. */
class SchedulerConfigBuilderTest {

    @TempDir
    Path folder;

    private Path executor;
    private Path secret;

    @BeforeEach
    void makeFiles() throws IOException {
        executor = Files.createFile(folder.resolve("executor.jar"));
        secret = Files.writeString(folder.resolve("secret"), "hidden");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void everyMethodSetsWhatItsFlagSets() {
        SchedulerConfig built = SchedulerConfig.builder()
                .master("127.0.0.1:5050")
                .executor(executor)
                .address("127.0.0.2")
                .artifactPort(5059)
                .frameworkName("Lifts")
                .user("lifter")
                .role("lifts")
                .executorJava("java-of-the-agents")
                .executorJavaOptions("-Xss1m -XX:+UseSerialGC")
                .executorCpus(0.25)
                .executorMem(96)
                .placement(SchedulerConfigBuilder.Placement.PACK)
                .offerTimeout(Duration.ofSeconds(61))
                .offerHold(Duration.ofSeconds(7))
                .stopTimeout(Duration.ofSeconds(62))
                .grace(Duration.ofSeconds(3))
                .link(SchedulerConfigBuilder.Link.MESOSGOT)
                .linkTimeout(Duration.ofSeconds(63))
                .maxMessage(5)
                .mesosAuthentication("lifter", secret)
                .build();
        SchedulerConfig read = fromArgs(
                "--master=127.0.0.1:5050",
                "--executor=" + executor,
                "--address=127.0.0.2",
                "--artifact-port=5059",
                "--framework-name=Lifts",
                "--user=lifter",
                "--role=lifts",
                "--executor-java=java-of-the-agents",
                "--executor-java-options=-Xss1m -XX:+UseSerialGC",
                "--executor-cpus=0.25",
                "--executor-mem=96",
                "--placement=pack",
                "--offer-timeout=61s",
                "--offer-hold=7s",
                "--stop-timeout=62s",
                "--grace=3s",
                "--link=mesosgot",
                "--link-timeout=63s",
                "--max-message=5",
                "--mesos-authentication-principal=lifter",
                "--mesos-authentication-secret-file=" + secret);

        assertThat(built.configuration())
                .isInstanceOf(Configuration.Valid.class)
                .isEqualTo(read.configuration());
    }

    @Test
    void defaultsAreThoseOfTheFlags() {
        assertThat(SchedulerConfig.builder()
                        .master("127.0.0.1:5050")
                        .executor(executor)
                        .build()
                        .configuration())
                .isInstanceOf(Configuration.Valid.class)
                .isEqualTo(fromArgs("--master=127.0.0.1:5050", "--executor=" + executor)
                        .configuration());
    }

    @Test
    void mistakesAreKeptAndNameTheFlag() {
        assertThat(problems(SchedulerConfig.builder()
                        .master("nowhere")
                        .artifactPort(-1)
                        .grace(Duration.ZERO)
                        .offerHold(Duration.ofSeconds(-1))
                        .stopTimeout(Duration.ofSeconds(Long.MAX_VALUE))))
                .anyMatch(line -> line.startsWith("--executor is missing"))
                .anyMatch(line -> line.startsWith("--master: "))
                .anyMatch(line -> line.startsWith("--artifact-port: out of range: -1"))
                .anyMatch(line -> line.startsWith("--grace: out of range: 0s; expected 1ms to 24h"))
                .anyMatch(line -> line.startsWith("--offer-hold: out of range: -1s"))
                .anyMatch(line -> line.startsWith("--stop-timeout: out of range: "));
    }

    @Test
    void builderCanBeUsedAgain() {
        SchedulerConfigBuilder builder =
                SchedulerConfig.builder().master("127.0.0.1:5050").executor(executor);
        SchedulerConfig first = builder.build();

        SchedulerConfig second = builder.frameworkName("Second").build();

        assertThat(first.configuration()).isNotEqualTo(second.configuration());
    }

    /** Catches a flag that was added without a method. */
    @Test
    void everyFlagHasAMethod() {
        Set<String> methods = Arrays.stream(SchedulerConfigBuilder.class.getMethods())
                .map(Method::getName)
                .collect(Collectors.toSet());
        methods.add("help");

        Stream<String> common = Stream.of(Flags.class.getFields())
                .flatMap(field -> Stream.ofNullable(field.getAnnotation(Option.class)))
                .map(option -> option.names()[0]);
        Stream<String> ofMesos = new MesosClusterProvider().flags().stream().map(EngineFlag::name);
        assertThat(Stream.concat(common, ofMesos)
                        .map(SchedulerConfigBuilderTest::methodName)
                        .filter(name -> !name.startsWith("mesosAuthentication")))
                .hasSizeGreaterThan(15)
                .isSubsetOf(methods);
    }

    private static String methodName(String flag) {
        String[] words = flag.substring("--".length()).split("-");
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
    }

    private static SchedulerConfig fromArgs(String... args) {
        return SchedulerConfig.fromArgs(args);
    }

    private static List<String> problems(SchedulerConfigBuilder builder) {
        return ((Configuration.Invalid) builder.build().configuration()).problems();
    }
}
