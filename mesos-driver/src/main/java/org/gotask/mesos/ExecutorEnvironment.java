package org.gotask.mesos;

import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.gotask.mesos.env.MesosDuration;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.text.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * The environment that an agent gives to its executors. An empty variable counts as unset. Immutable.
 *
 * @param agent the agent's address, numeric
 * @param identity the ids of the executor
 * @param directory its sandbox
 * @param recoveryTimeout the time to wait for a lost agent; empty if the executor does not wait
 * @param shutdownGracePeriod the time limit of a shutdown
 * @param local true in a process that hosts more than the executor, which must not be killed
 * @param messenger where the executor listens
 */
record ExecutorEnvironment(
        Upid agent,
        ExecutorIdentity identity,
        Path directory,
        Optional<Duration> recoveryTimeout,
        Duration shutdownGracePeriod,
        boolean local,
        MessengerConfig messenger) {

    /**
     * The limit of queued messages for one peer; lower than a framework's, because the heap of an executor is small.
     */
    private static final long MAX_QUEUED_BYTES = 4L << 20;

    private static final Duration DEFAULT_RECOVERY_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration DEFAULT_GRACE_PERIOD = Duration.ofSeconds(5);

    /**
     * Reads the variables. Blocks during the query of the name service, if the agent is given by name.
     *
     * @throws IllegalArgumentException if any variable is missing or malformed; the message names all of them
     */
    static ExecutorEnvironment read(Map<String, String> variables) {
        Reader reader = new Reader(variables);
        Upid agent = reader.required("MESOS_SLAVE_PID", ExecutorEnvironment::address);
        String agentId = reader.required("MESOS_SLAVE_ID", ExecutorEnvironment::identifier);
        String frameworkId = reader.required("MESOS_FRAMEWORK_ID", ExecutorEnvironment::identifier);
        String executorId = reader.required("MESOS_EXECUTOR_ID", ExecutorEnvironment::identifier);
        Path directory = reader.required("MESOS_DIRECTORY", ExecutorEnvironment::path);
        // Mesos accepts only the text 1 as true
        boolean checkpoint = "1".equals(variables.get("MESOS_CHECKPOINT"));
        Duration recovery = reader.optional("MESOS_RECOVERY_TIMEOUT", DEFAULT_RECOVERY_TIMEOUT, MesosDuration::parse);
        Duration grace =
                reader.optional("MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD", DEFAULT_GRACE_PERIOD, MesosDuration::parse);
        MessengerConfig messenger = reader.messenger();
        if (agent == null
                || agentId == null
                || frameworkId == null
                || executorId == null
                || directory == null
                || messenger == null
                || !reader.problems.isEmpty()) {
            throw new IllegalArgumentException("environment is not that of a Mesos executor: "
                    + String.join("; ", reader.problems) + "; executors are started by a Mesos agent");
        }
        return new ExecutorEnvironment(
                agent,
                new ExecutorIdentity(
                        FrameworkID.newBuilder().setValue(frameworkId).build(),
                        ExecutorID.newBuilder().setValue(executorId).build(),
                        SlaveID.newBuilder().setValue(agentId).build()),
                directory,
                checkpoint ? Optional.of(recovery) : Optional.empty(),
                grace,
                reader.isSet("MESOS_LOCAL"),
                messenger);
    }

    private static Upid address(String text) {
        Upid upid = Upid.parse(text);
        try {
            return upid.resolved();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("unknown host: " + text, e);
        }
    }

    private static String identifier(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it is empty");
        }
        return text;
    }

    private static Path path(String text) {
        identifier(text);
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is not a path: " + e.getReason(), e);
        }
    }

    /** Reads variables and collects problems. */
    private static final class Reader {
        final Map<String, String> variables;
        final List<String> problems = new ArrayList<>();

        Reader(Map<String, String> variables) {
            this.variables = variables;
        }

        boolean isSet(String name) {
            return !text(name).isEmpty();
        }

        private String text(String name) {
            return variables.getOrDefault(name, "");
        }

        <T> @Nullable T required(String name, Function<String, T> parse) {
            if (!isSet(name)) {
                problems.add(name + " is not set");
                return null;
            }
            return parsed(name, text(name), parse);
        }

        <T> T optional(String name, T otherwise, Function<String, T> parse) {
            T value = isSet(name) ? parsed(name, text(name), parse) : null;
            return value == null ? otherwise : value;
        }

        private <T> @Nullable T parsed(String name, String text, Function<String, T> parse) {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                // quoted values may contain any characters
                problems.add(name + " is malformed: " + ForeignText.line(String.valueOf(e.getMessage())));
                return null;
            }
        }

        /** Reads the {@code LIBPROCESS_} variables. */
        @Nullable
        MessengerConfig messenger() {
            try {
                return MessengerConfig.fromEnvironment(variables).toBuilder()
                        .maxQueuedBytes(MAX_QUEUED_BYTES)
                        .build();
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
                return null;
            }
        }
    }
}
