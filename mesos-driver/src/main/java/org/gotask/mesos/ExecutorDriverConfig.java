package org.gotask.mesos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.http.HttpMessenger;

/**
 * The configuration of a {@link MesosExecutorDriver}, read from the environment that an agent sets for its executors.
 * Immutable.
 */
public final class ExecutorDriverConfig {

    /** The time until an unacknowledged update is repeated for the first time. */
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);

    private final Executor executor;
    private final ExecutorEnvironment environment;
    private final Function<MessengerConfig, Messenger> messengers;
    private final Runnable exit;
    private final Duration firstRetry;

    private ExecutorDriverConfig(
            Executor executor,
            ExecutorEnvironment environment,
            Function<MessengerConfig, Messenger> messengers,
            Runnable exit,
            Duration firstRetry) {
        this.executor = executor;
        this.environment = environment;
        this.messengers = messengers;
        this.exit = exit;
        this.firstRetry = firstRetry;
    }

    /**
     * Reads the required variables {@code MESOS_SLAVE_PID}, {@code MESOS_SLAVE_ID}, {@code MESOS_FRAMEWORK_ID},
     * {@code MESOS_EXECUTOR_ID} and {@code MESOS_DIRECTORY}, and the optional {@code MESOS_CHECKPOINT},
     * {@code MESOS_RECOVERY_TIMEOUT}, {@code MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD}, {@code MESOS_LOCAL} and
     * {@code LIBPROCESS_} variables. May query the name service if the agent's address contains a host name.
     *
     * @param executor receives the callbacks
     * @param environment the variables by name
     * @throws IllegalArgumentException if a variable is missing or malformed; the message names all such variables
     */
    public static ExecutorDriverConfig fromEnvironment(Executor executor, Map<String, String> environment) {
        return new ExecutorDriverConfig(
                executor, ExecutorEnvironment.read(environment), HttpMessenger::new, ForcedExit::now, FIRST_RETRY);
    }

    /**
     * A copy with another messenger than {@link HttpMessenger}; the function is called once, when the driver is
     * started.
     */
    public ExecutorDriverConfig withMessengers(Function<MessengerConfig, Messenger> value) {
        return new ExecutorDriverConfig(executor, environment, value, exit, firstRetry);
    }

    /**
     * A copy with another action for a shutdown that exceeds its grace period. The default action kills all descendants
     * of this process and halts the virtual machine.
     */
    public ExecutorDriverConfig withForcedExit(Runnable value) {
        return new ExecutorDriverConfig(executor, environment, messengers, value, firstRetry);
    }

    /** A copy with another time until an unacknowledged update is repeated for the first time. */
    ExecutorDriverConfig withFirstRetry(Duration value) {
        return new ExecutorDriverConfig(executor, environment, messengers, exit, value);
    }

    /** The ids of the executor, its framework and its agent. */
    public ExecutorIdentity identity() {
        return environment.identity();
    }

    /** The executor's sandbox. */
    public Path directory() {
        return environment.directory();
    }

    /** The time limit for the end of the executor after a {@link Executor#shutdown}. */
    public Duration shutdownGracePeriod() {
        return environment.shutdownGracePeriod();
    }

    Executor executor() {
        return executor;
    }

    ExecutorEnvironment environment() {
        return environment;
    }

    Function<MessengerConfig, Messenger> messengers() {
        return messengers;
    }

    Runnable exit() {
        return exit;
    }

    Duration firstRetry() {
        return firstRetry;
    }
}
