package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gotask.mesos.libprocess.Upid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The variables that an executor reads from its environment, and its errors for invalid ones. */
class ExecutorEnvironmentTest {

    /** The environment of a real executor, reduced to the variables that a driver reads. */
    static Map<String, String> complete() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("LIBPROCESS_IP", "127.0.0.1");
        variables.put("LIBPROCESS_PORT", "0");
        variables.put("MESOS_FRAMEWORK_ID", "framework-0");
        variables.put("MESOS_EXECUTOR_ID", "executor");
        variables.put("MESOS_DIRECTORY", "/var/lib/mesos/sandbox");
        variables.put("MESOS_SLAVE_ID", "agent-S0");
        variables.put("MESOS_SLAVE_PID", "slave(1)@127.0.0.1:5051");
        variables.put("MESOS_CHECKPOINT", "1");
        variables.put("MESOS_RECOVERY_TIMEOUT", "7mins");
        variables.put("MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD", "90secs");
        return variables;
    }

    @Test
    void readsEveryVariable() {
        ExecutorEnvironment environment = ExecutorEnvironment.read(complete());

        assertThat(environment.agent()).isEqualTo(new Upid("slave(1)", "127.0.0.1", 5051));
        assertThat(environment.identity())
                .isEqualTo(new ExecutorIdentity(Samples.FRAMEWORK, Samples.EXECUTOR, Samples.AGENT));
        assertThat(environment.directory()).isEqualTo(Path.of("/var/lib/mesos/sandbox"));
        assertThat(environment.recoveryTimeout()).contains(Duration.ofMinutes(7));
        assertThat(environment.shutdownGracePeriod()).isEqualTo(Duration.ofSeconds(90));
        assertThat(environment.local()).isFalse();
        assertThat(environment.messenger().bindHost()).isEqualTo("127.0.0.1");
        assertThat(environment.messenger().port()).isZero();
        assertThat(environment.messenger().maxQueuedBytes()).isEqualTo(4 * 1024 * 1024);
    }

    @Test
    void fillsInWhatNeedNotBeThere() {
        Map<String, String> variables = complete();
        variables.keySet().removeIf(name -> name.startsWith("LIBPROCESS"));
        variables.remove("MESOS_RECOVERY_TIMEOUT");
        variables.remove("MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD");
        ExecutorEnvironment environment = ExecutorEnvironment.read(variables);

        assertThat(environment.recoveryTimeout()).contains(Duration.ofMinutes(15));
        assertThat(environment.shutdownGracePeriod()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "true", "yes", "01"})
    void onlyTheText1MeansCheckpointing(String text) {
        Map<String, String> variables = complete();
        variables.put("MESOS_CHECKPOINT", text);

        assertThat(ExecutorEnvironment.read(variables).recoveryTimeout()).isEmpty();
    }

    @Test
    void withoutCheckpointVariableThereIsNoCheckpointing() {
        Map<String, String> variables = complete();
        variables.remove("MESOS_CHECKPOINT");

        assertThat(ExecutorEnvironment.read(variables).recoveryTimeout()).isEmpty();
    }

    @Test
    void anyValueOfLocalMeansLocal() {
        Map<String, String> variables = complete();
        variables.put("MESOS_LOCAL", "0");

        assertThat(ExecutorEnvironment.read(variables).local()).isTrue();
    }

    @Test
    void emptyVariablesCountAsUnset() {
        Map<String, String> variables = complete();
        for (String name : Set.of(
                "LIBPROCESS_IP",
                "LIBPROCESS_PORT",
                "LIBPROCESS_ADVERTISE_IP",
                "LIBPROCESS_ADVERTISE_PORT",
                "LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH",
                "MESOS_RECOVERY_TIMEOUT",
                "MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD",
                "MESOS_LOCAL")) {
            variables.put(name, "");
        }

        ExecutorEnvironment environment = ExecutorEnvironment.read(variables);

        assertThat(environment.recoveryTimeout()).contains(Duration.ofMinutes(15));
        assertThat(environment.shutdownGracePeriod()).isEqualTo(Duration.ofSeconds(5));
        assertThat(environment.local()).isFalse();
        assertThat(environment.messenger().bindHost()).isEqualTo("0.0.0.0");
    }

    @Test
    void agentGivenByNameIsResolved() {
        Map<String, String> variables = complete();
        variables.put("MESOS_SLAVE_PID", "slave(1)@localhost:5051");

        assertThat(ExecutorEnvironment.read(variables).agent()).isEqualTo(new Upid("slave(1)", "127.0.0.1", 5051));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"MESOS_SLAVE_PID", "MESOS_SLAVE_ID", "MESOS_FRAMEWORK_ID", "MESOS_EXECUTOR_ID", "MESOS_DIRECTORY"
            })
    void missingVariableIsNamed(String name) {
        Map<String, String> variables = complete();
        variables.remove(name);
        Map<String, String> withEmpty = complete();
        withEmpty.put(name, "");

        for (Map<String, String> incomplete : List.of(variables, withEmpty)) {
            assertThatThrownBy(() -> ExecutorEnvironment.read(incomplete))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("environment is not that of a Mesos executor: " + name
                            + " is not set; executors are started by a Mesos agent");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MESOS_SLAVE_PID,slave(1)@127.0.0.1",
        "MESOS_SLAVE_PID,slave(1)@127.0.0.1:0",
        "MESOS_SLAVE_PID,slave(1)@127.0.0.1:99999",
        "MESOS_SLAVE_PID,slave(1)@127.0.0.1:http",
        "MESOS_SLAVE_PID,@0.0.0.0:0",
        "MESOS_SLAVE_PID,127.0.0.1:5051",
        "MESOS_SLAVE_PID,slave(1)@no.such.host.invalid:5051",
        "MESOS_FRAMEWORK_ID,' '",
        "MESOS_RECOVERY_TIMEOUT,15",
        "MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD,5 secs",
        "MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD,-5secs",
        "LIBPROCESS_PORT,http",
        "LIBPROCESS_PORT,70000",
        "LIBPROCESS_IP,nowhere",
        "LIBPROCESS_ADVERTISE_IP,1.2.3",
        "LIBPROCESS_ADVERTISE_PORT,0"
    })
    void malformedVariableIsNamed(String name, String value) {
        Map<String, String> variables = complete();
        variables.put(name, value);

        assertThatThrownBy(() -> ExecutorEnvironment.read(variables))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("environment is not that of a Mesos executor: ")
                .hasMessageContaining(name)
                .hasMessageNotContaining("\n");
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        Map<String, String> variables = complete();
        variables.clear();
        variables.put("MESOS_SLAVE_PID", "x@");
        variables.put("MESOS_RECOVERY_TIMEOUT", "soon");

        assertThatThrownBy(() -> ExecutorEnvironment.read(variables))
                .hasMessageContainingAll(
                        "MESOS_SLAVE_PID is malformed",
                        "MESOS_SLAVE_ID is not set",
                        "MESOS_FRAMEWORK_ID is not set",
                        "MESOS_EXECUTOR_ID is not set",
                        "MESOS_DIRECTORY is not set",
                        "MESOS_RECOVERY_TIMEOUT is malformed: 'soon' is not a duration");
    }
}
