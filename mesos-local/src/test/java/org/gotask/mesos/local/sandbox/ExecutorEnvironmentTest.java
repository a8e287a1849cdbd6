package org.gotask.mesos.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.wire.DurationFormat;
import org.gotask.mesos.proto.CommandInfo;
import org.gotask.mesos.proto.Environment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compared with the recorded environments of executors of a real agent. */
class ExecutorEnvironmentTest {

    /** The native library, which does not exist here, and the variables that a shell adds. */
    private static final Set<String> NOT_OURS = Set.of("MESOS_NATIVE_JAVA_LIBRARY", "MESOS_NATIVE_LIBRARY", "PWD");

    @ParameterizedTest
    @CsvSource({
        "executor-v0-plain, false, a value",
        "executor-v0-checkpoint, true, a value",
        "executor-v0-no-shell-plain, false,",
        "executor-v0-no-shell-checkpoint, true,"
    })
    void equalsThatOfARealAgent(String recording, boolean checkpoint, String fromCommand) throws IOException {
        Map<String, String> recorded = recorded(recording);

        var environment = new ExecutorEnvironment(
                recorded.getOrDefault("MESOS_FRAMEWORK_ID", ""),
                recorded.getOrDefault("MESOS_EXECUTOR_ID", ""),
                recorded.getOrDefault("MESOS_SLAVE_ID", ""),
                Upid.parse("slave(1)@127.0.0.1:26061"),
                Path.of(recorded.getOrDefault("MESOS_DIRECTORY", "")),
                checkpoint,
                Duration.ofSeconds(5));

        var command = CommandInfo.newBuilder();
        if (fromCommand != null) {
            command.getEnvironmentBuilder().addVariables(variable("FROM_COMMAND_INFO", fromCommand));
        }
        assertThat(environment.variables(command.build())).isEqualTo(recorded);
    }

    @Test
    void theCommandHasTheLastWord() {
        var environment = new ExecutorEnvironment(
                "f", "e", "a", Upid.parse("slave(1)@127.0.0.1:1"), Path.of("/s"), false, Duration.ofMillis(1500));
        var command = CommandInfo.newBuilder();
        command.getEnvironmentBuilder()
                .addVariables(variable("PATH", "/own/bin"))
                .addVariables(variable("LIBPROCESS_IP", "10.0.0.1"));

        assertThat(environment.variables(command.build()))
                .containsEntry("PATH", "/own/bin")
                .containsEntry("LIBPROCESS_IP", "10.0.0.1")
                .containsEntry("MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD", "1500ms");
    }

    @ParameterizedTest
    @CsvSource({
        "PT1M, 1mins",
        "PT90S, 90secs",
        "PT2H, 2hrs",
        "PT0.25S, 250ms",
        "PT336H, 2weeks",
        "PT0S, 0ns",
        "PT0.000001S, 1us"
    })
    void printsDurationsAsMesosDoes(Duration duration, String text) {
        assertThat(DurationFormat.format(duration)).isEqualTo(text);
    }

    private static Environment.Variable variable(String name, String value) {
        return Environment.Variable.newBuilder().setName(name).setValue(value).build();
    }

    private static Map<String, String> recorded(String name) throws IOException {
        var variables = new TreeMap<String, String>();
        try (InputStream in = Objects.requireNonNull(
                ExecutorEnvironmentTest.class.getResourceAsStream("/environment/" + name + ".txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> {
                        int equals = line.indexOf('=');
                        variables.put(line.substring(0, equals), line.substring(equals + 1));
                    });
        }
        variables.keySet().removeAll(NOT_OURS);
        return variables;
    }
}
