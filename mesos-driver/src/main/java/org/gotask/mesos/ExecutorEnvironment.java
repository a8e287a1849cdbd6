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
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.SlaveID;
import org.jspecify.annotations.Nullable;

/**
 * What an agent tells its executors in their environment. Immutable.
 *
 * @param agent the agent's address, numeric
 * @param identity who the executor is
 * @param directory its sandbox
 * @param recoveryTimeout how long it waits for an agent that is gone; empty if it does not wait at all
 * @param shutdownGracePeriod how long it may take to shut down
 * @param local true inside a process that hosts more than the executor: it must not be killed
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

    /** What may wait for one peer, less than a framework allows: an executor has to live in a small heap. */
    private static final long MAX_QUEUED_BYTES = 4L << 20;

    private static final Duration DEFAULT_RECOVERY_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration DEFAULT_GRACE_PERIOD = Duration.ofSeconds(5);

    /**
     * Reads the variables. May ask the name service if the agent is given by name.
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
        // only the text 1 means yes to Mesos
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
                variables.containsKey("MESOS_LOCAL"),
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
            throw new IllegalArgumentException("'" + text + "' is no path: " + e.getReason(), e);
        }
    }

    /** Reads variables and gathers what is wrong with them. */
    private static final class Reader {
        final Map<String, String> variables;
        final List<String> problems = new ArrayList<>();

        Reader(Map<String, String> variables) {
            this.variables = variables;
        }

        <T> @Nullable T required(String name, Function<String, T> parse) {
            String text = variables.get(name);
            if (text == null) {
                problems.add(name + " is not set");
                return null;
            }
            return parsed(name, text, parse);
        }

        <T> T optional(String name, T otherwise, Function<String, T> parse) {
            String text = variables.get(name);
            T value = text == null ? null : parsed(name, text, parse);
            return value == null ? otherwise : value;
        }

        private <T> @Nullable T parsed(String name, String text, Function<String, T> parse) {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                // values that are quoted in it may hold anything
                problems.add(name + " is malformed: "
                        + String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", "?"));
                return null;
            }
        }

        /** Its own message names the variables that are malformed. */
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
