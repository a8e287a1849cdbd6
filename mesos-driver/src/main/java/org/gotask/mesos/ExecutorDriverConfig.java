package org.gotask.mesos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.http.HttpMessenger;

/**
 * Everything a {@link MesosExecutorDriver} needs to know, read from the environment that an agent gives its executors.
 * Immutable.
 */
public final class ExecutorDriverConfig {

    /** After this time an update that the agent has not acknowledged is sent again, the first time. */
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
     * Reads {@code MESOS_SLAVE_PID}, {@code MESOS_SLAVE_ID}, {@code MESOS_FRAMEWORK_ID}, {@code MESOS_EXECUTOR_ID} and
     * {@code MESOS_DIRECTORY}, which have to be there, and {@code MESOS_CHECKPOINT}, {@code MESOS_RECOVERY_TIMEOUT},
     * {@code MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD}, {@code MESOS_LOCAL} and the {@code LIBPROCESS_} variables, which
     * need not. May ask the name service if the agent is given by name.
     *
     * @param executor who is called back
     * @throws IllegalArgumentException if variables are missing or malformed; the message names all of them
     */
    public static ExecutorDriverConfig fromEnvironment(Executor executor, Map<String, String> environment) {
        return new ExecutorDriverConfig(
                executor, ExecutorEnvironment.read(environment), HttpMessenger::new, ForcedExit::now, FIRST_RETRY);
    }

    /** The same with another messenger than the one that speaks HTTP; made once, when the driver is started. */
    public ExecutorDriverConfig withMessengers(Function<MessengerConfig, Messenger> value) {
        return new ExecutorDriverConfig(executor, environment, value, exit, firstRetry);
    }

    /**
     * The same with another way to end the process when a shutdown takes longer than its grace period. The default
     * kills the processes that the executor has started, and their children, and halts the virtual machine.
     */
    public ExecutorDriverConfig withForcedExit(Runnable value) {
        return new ExecutorDriverConfig(executor, environment, messengers, value, firstRetry);
    }

    /** The same with another first wait before an update is sent again. */
    ExecutorDriverConfig withFirstRetry(Duration value) {
        return new ExecutorDriverConfig(executor, environment, messengers, exit, value);
    }

    /** Who the executor is. */
    public ExecutorIdentity identity() {
        return environment.identity();
    }

    /** The executor's sandbox. */
    public Path directory() {
        return environment.directory();
    }

    /** How long the executor may take to end once it is told to. */
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
