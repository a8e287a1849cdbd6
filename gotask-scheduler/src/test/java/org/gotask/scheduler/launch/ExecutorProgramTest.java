package org.gotask.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gotask.Resources;
import org.gotask.scheduler.cluster.ExecutorLaunch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutorProgramTest {

    @Test
    void jarIsRunWithJava() {
        ExecutorLaunch launch = launch("/build/app.jar", "/opt/jdk/bin/java", List.of("-Xss1m"), 512);

        assertThat(launch.command())
                .isEqualTo(
                        "exec /opt/jdk/bin/java -Xmx384m -XX:+ExitOnOutOfMemoryError -Djdk.virtualThreadScheduler.parallelism=7 -Xss1m -jar gotask-app.jar");
        assertThat(launch.executable()).isFalse();
    }

    @Test
    void tasksThatNeverWaitLeaveThreadsForTheDriver() {
        ExecutorProgram program = new ExecutorProgram(
                Path.of("a.jar"), "java", List.of(), Resources.NONE, Duration.ofSeconds(1), Map.of());
        URI artifact = URI.create("http://h:1/a.jar");

        assertThat(program.launch("executor-0", artifact, Resources.of("cpus", 0.6), 12)
                        .command())
                .contains("parallelism=16 ");
        assertThat(program.launch("executor-0", artifact, Resources.of("cpus", 31.5), 12)
                        .command())
                .contains("parallelism=36 ");
    }

    @Test
    void environmentReachesTheExecutor() {
        assertThat(launch("/build/app.jar", "java", List.of(), 512).environment())
                .containsEntry("LEVEL", "7");
    }

    @Test
    void anythingElseIsRunAsItIs() {
        ExecutorLaunch launch = launch("/build/elevator_executor", "java", List.of(), 512);

        assertThat(launch.command()).isEqualTo("exec ./gotask-elevator_executor");
        assertThat(launch.executable()).isTrue();
    }

    @Test
    void heapGivenByTheUserStays() {
        assertThat(launch("/app.jar", "java", List.of("-Xmx99m"), 512).command())
                .contains(" -Xmx99m ")
                .doesNotContain("384");
    }

    @Test
    void wordsOfTheCommandAreQuotedForTheShell() {
        assertThat(launch("/b/it's $HOME.jar", "/my jdk/java", List.of("-Dx=`id`"), 512)
                        .command())
                .isEqualTo(
                        "exec '/my jdk/java' -Xmx384m -XX:+ExitOnOutOfMemoryError -Djdk.virtualThreadScheduler.parallelism=7 '-Dx=`id`' -jar gotask-it_s__HOME.jar");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "it's.jar, gotask-it_s.jar",
                "two words.jar, gotask-two_words.jar",
                "-x.jar, gotask--x.jar",
                "a\\b.jar, gotask-a_b.jar",
                "stderr, gotask-stderr"
            })
    void agentsAndPsShowTheNameOfTheFileWithoutItsOddCharacters(String file, String name) {
        ExecutorLaunch launch = launch("/build/" + file, "java", List.of(), 512);

        assertThat(launch.fileName()).isEqualTo(name);
        assertThat(launch.command()).endsWith(name);
    }

    @Test
    void nameOnAgentsIsShort() {
        assertThat(launch("/build/" + "x".repeat(250) + ".jar", "java", List.of(), 512)
                        .fileName())
                .hasSizeLessThan(150)
                .endsWith("x.jar");
    }

    @ParameterizedTest
    @CsvSource({"40, 16", "128, 64", "160, 96", "448, 336", "1024, 768", "8192, 7168"})
    void heapLeavesRoomForTheRestOfTheJvm(double grantedMib, long heapMib) {
        assertThat(HeapSize.mib(Resources.of("mem", grantedMib))).isEqualTo(heapMib);
    }

    private static ExecutorLaunch launch(String file, String java, List<String> options, double mem) {
        return new ExecutorProgram(
                        Path.of(file), java, options, Resources.NONE, Duration.ofSeconds(1), Map.of("LEVEL", "7"))
                .launch("executor-0", URI.create("http://h:1/x"), Resources.of("cpus", 1, "mem", mem), 3);
    }
}
