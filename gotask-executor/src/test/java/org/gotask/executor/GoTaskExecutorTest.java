package org.gotask.executor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.gotask.TaskBody;
import org.gotask.TaskFunction;
import org.gotask.executor.agent.AgentListener;
import org.gotask.executor.agent.AgentPort;
import org.gotask.executor.agent.AgentPorts;
import org.gotask.executor.agent.TaskReport;
import org.gotask.testing.NullArguments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registration of task functions, and invalid usage. */
class GoTaskExecutorTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a b", "a^b", "a/b", "a\\b", "a\u0000b", "a\u0085b"})
    void refusesANameThatNoSchedulerCanSpawn(String name) {
        assertThatThrownBy(() -> new GoTaskExecutor().registerTaskFunc(name, (in, out, args, env) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("task function name cannot be used: name=");
    }

    @Test
    void refusesANameTwice() {
        GoTaskExecutor executor = new GoTaskExecutor().registerTaskFunc("worker", (in, out, args, env) -> {});

        assertThatThrownBy(() -> executor.registerTask("worker", () -> (in, out, args, env) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task function registered twice: name=worker; register each name once");
    }

    @Test
    @SuppressWarnings("NullAway") // user programs may pass null
    void refusesNull() {
        GoTaskExecutor executor = new GoTaskExecutor();

        assertThatThrownBy(() -> executor.registerTaskFunc(null, (in, out, args, env) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> executor.registerTaskFunc("worker", (TaskFunction) null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("worker");
        assertThatThrownBy(() -> executor.registerTaskFunc("worker", (TaskBody) null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("worker");
        assertThatThrownBy(() -> executor.registerTask("worker", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("worker");
    }

    @Test
    void everyPublicMethodRefusesNull() {
        assertThat(NullArguments.ofModuleOf(GoTaskExecutor.class)
                        .sample(GoTaskExecutor.class, new GoTaskExecutor())
                        .sample(ExecutorOutcome.class, new ExecutorOutcome(ExecutorOutcome.Kind.COMPLETED, ""))
                        .offenders())
                .isEmpty();
    }

    @Test
    void hasNothingToRunWithoutTaskFunctions() {
        GoTaskExecutor executor = executor(Map.of(), environment -> new LeavingAgent());

        ExecutorOutcome outcome = executor.run();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.kind()).isEqualTo(ExecutorOutcome.Kind.REFUSED);
        assertThat(errors()).isEqualTo(outcome.message() + "\n");
        assertThat(errors())
                .isEqualTo(
                        "no task function is registered in this executor; call registerTask or registerTaskFunc before"
                                + " run\n");
    }

    @Test
    void saysWhenNoAgentHasStartedIt() {
        GoTaskExecutor executor = executor(Map.of(), environment -> {
            throw new IllegalArgumentException("no agent in sight");
        });
        executor.registerTaskFunc("worker", (in, out, args, env) -> {});

        ExecutorOutcome outcome = executor.run();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.kind()).isEqualTo(ExecutorOutcome.Kind.REFUSED);
        assertThat(errors()).isEqualTo(outcome.message() + "\n");
        assertThat(errors()).isEqualTo("no agent in sight\n");
    }

    @Test
    void emptyVariablesCountAsUnset() {
        Map<String, String> environment = Map.of(
                "GOTASK_TASK_GRACE_MILLIS", "",
                "GOTASK_LINK", "",
                "GOTASK_MAX_MESSAGE_BYTES", "",
                "GOTASK_LINK_TIMEOUT_MILLIS", "",
                "GOTASK_MAX_WAITING_BYTES", "",
                "SET", "1");
        GoTaskExecutor executor = executor(environment, found -> {
            assertThat(found).isEqualTo(Map.of("SET", "1"));
            return new LeavingAgent();
        });
        executor.registerTaskFunc("worker", (in, out, args, env) -> {});

        assertThat(executor.run().kind()).isNotEqualTo(ExecutorOutcome.Kind.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "MESOS_SLAVE_PID"})
    void saysInOneLineThatNoMesosAgentHasStartedIt(String variable) {
        GoTaskExecutor executor =
                executor(Map.of(variable, variable.equals("PATH") ? "/bin" : ""), AgentPorts::fromEnvironment);
        executor.registerTaskFunc("worker", (in, out, args, env) -> {});

        ExecutorOutcome outcome = executor.run();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.kind()).isEqualTo(ExecutorOutcome.Kind.REFUSED);
        assertThat(errors()).isEqualTo(outcome.message() + "\n");
        assertThat(errors().lines())
                .singleElement()
                .asString()
                .startsWith("this program is started by a Mesos agent; run the scheduler instead: ")
                .contains("MESOS_SLAVE_PID is not set");
    }

    @Test
    void saysWhichSettingOfTheSchedulerIsUnusable() {
        GoTaskExecutor executor =
                executor(Map.of("GOTASK_TASK_GRACE_MILLIS", "soon"), environment -> new LeavingAgent());
        executor.registerTaskFunc("worker", (in, out, args, env) -> {});

        ExecutorOutcome outcome = executor.run();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.kind()).isEqualTo(ExecutorOutcome.Kind.REFUSED);
        assertThat(errors()).isEqualTo(outcome.message() + "\n");
        assertThat(errors())
                .isEqualTo("invalid environment entry: GOTASK_TASK_GRACE_MILLIS=soon, expected a number from 0 to"
                        + " 86400000\n");
    }

    @Test
    void runsOnce() {
        GoTaskExecutor executor = executor(Map.of(), environment -> new LeavingAgent());
        executor.registerTaskFunc("worker", (in, out, args, env) -> {});

        assertThat(executor.run()).isEqualTo(new ExecutorOutcome(ExecutorOutcome.Kind.COMPLETED, ""));
        assertThat(errors()).isEmpty();
        assertThatThrownBy(executor::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("executor was run already; create a new GoTaskExecutor to run again");
        assertThatThrownBy(() -> executor.registerTaskFunc("late", (in, out, args, env) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("task function registered too late: name=late; register before the executor runs");
    }

    private GoTaskExecutor executor(Map<String, String> environment, Function<Map<String, String>, AgentPort> agents) {
        return new GoTaskExecutor(environment, agents, new PrintStream(err, true, UTF_8));
    }

    private String errors() {
        return err.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** An agent that ends the executor as soon as it knows it. */
    private static final class LeavingAgent implements AgentPort {

        @Override
        public void start(AgentListener listener) {
            listener.registered("host7");
            listener.shutdown();
        }

        @Override
        public void report(TaskReport report) {}

        @Override
        public void send(byte[] data) {}

        @Override
        public Duration shutdownGrace() {
            return Duration.ofSeconds(5);
        }

        @Override
        public void stop() {}
    }
}
