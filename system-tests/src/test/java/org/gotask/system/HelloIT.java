package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hello example: seven tasks of two kinds shake hands, send three messages each, and take their leave. */
class HelloIT {

    @TempDir
    Path folder;

    @Test
    void everyTaskIsHeardFromTheHandshakeToTheFarewell() throws Exception {
        try (AppProcess app = hello(folder, "local[2]")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.err()).allMatch(AppProcess::saysItWaits);
            assertEveryTaskWasHeard(app);
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    /** Catches a run that takes the address of a cluster's network from there. */
    @Test
    void variablesThatAreSetForAClusterDoNotConcernThisMachine() throws Exception {
        Map<String, String> environment =
                Map.of("LIBPROCESS_IP", "192.0.2.7", "LIBPROCESS_ADVERTISE_IP", "203.0.113.7");
        try (AppProcess app = hello(folder, environment, "local[2]")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertEveryTaskWasHeard(app);
        }
    }

    /**
     * Catches text for programs that depends on the locale or the time zone: the digits of some locales are not those of
     * ASCII, and the lower-case letter of I is not always i. The last one catches addresses of IPv6 in a protocol of IPv4.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Duser.language=ar -Duser.country=EG -Duser.timezone=Asia/Kathmandu",
                "-Duser.language=tr -Duser.country=TR -Duser.extensions=u-nu-thai",
                "-Djava.net.preferIPv6Addresses=true"
            })
    void everyTaskIsHeardWhateverTheJvmPrefers(String options) throws Exception {
        Map<String, String> environment =
                Map.of("GOTASK_EXECUTOR_JAVA_OPTIONS", String.join(" ", AppProcess.SHORT_LIVED) + " " + options);
        List<String> command = new ArrayList<>(List.of(options.split(" ", -1)));
        command.addAll(
                List.of("-jar", jar("scheduler").toString(), "--master=local[2]", "--executor=" + jar("executor")));
        try (AppProcess app = AppProcess.java(folder, environment, command)) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertEveryTaskWasHeard(app);
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    /** Catches names of files in commands, URLs and lists of options; and text that needs a charset of the locale. */
    @Test
    void everyTaskIsHeardFromAFileOfAnOddNameInThePortableLocale() throws Exception {
        Path odd = Files.createDirectories(folder.resolve("it's an odd $folder"));
        Path executor = Files.copy(jar("executor"), odd.resolve("it's.jar"));
        try (AppProcess app = AppProcess.java(
                odd.resolve("tmp"),
                Map.of("LC_ALL", "C"),
                List.of("-jar", jar("scheduler").toString(), "--master=local[2]", "--executor=" + executor))) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertEveryTaskWasHeard(app);
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    @Test
    void emptyVariablesCountAsUnset() throws Exception {
        Map<String, String> environment = new HashMap<>();
        for (String variable : List.of(
                "GOTASK_ADDRESS",
                "GOTASK_ARTIFACT_PORT",
                "GOTASK_EXECUTOR_MEM",
                "GOTASK_LINK",
                "GOTASK_LOG",
                "GOTASK_ZOOKEEPER_LOG",
                "GOTASK_MASTER",
                "LIBPROCESS_IP",
                "LIBPROCESS_PORT")) {
            environment.put(variable, "");
        }
        try (AppProcess app = hello(folder, environment, "local[2]")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            // an empty level would be that of all messages
            assertThat(app.err()).allMatch(AppProcess::saysItWaits);
            assertEveryTaskWasHeard(app);
        }
    }

    @Test
    void helpNamesTheProgram() throws Exception {
        try (AppProcess app = AppProcess.java(
                folder, Map.of(), List.of("-jar", jar("scheduler").toString(), "--help"))) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out().getFirst())
                    .startsWith("Usage: java -jar " + jar("scheduler").getFileName() + " ");
        }
    }

    private static Path jar(String side) {
        return AppProcess.PROJECT.resolve("examples/hello/target/hello-" + side + ".jar");
    }

    static AppProcess hello(Path folder, String master) throws IOException {
        return hello(folder, Map.of(), master);
    }

    private static AppProcess hello(Path folder, Map<String, String> environment, String master) throws IOException {
        return AppProcess.java(
                folder,
                environment,
                List.of("-jar", jar("scheduler").toString(), "--master=" + master, "--executor=" + jar("executor")));
    }

    static void assertEveryTaskWasHeard(AppProcess app) {
        assertThat(app.out()).as(app.output()).hasSize(7 * 4);
        for (String task : List.of("cheerful-0", "cheerful-2", "polite-0", "polite-3")) {
            assertThat(app.out())
                    .filteredOn(line -> line.startsWith(task + ": "))
                    .as("the words of %s, in order", task)
                    .extracting(line -> line.substring(line.length() - 1))
                    .containsExactly("1", "2", "3", "e");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HelloScheduler.java", "HelloExecutor.java"})
    void eachJarHasAtMostSixtyLinesOfUserCode(String file) throws IOException {
        Path source = AppProcess.PROJECT.resolve("examples/hello/src/main/java/org/gotask/examples/hello/" + file);

        assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(60);
    }
}
