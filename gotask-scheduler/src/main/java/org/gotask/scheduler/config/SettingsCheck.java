package org.gotask.scheduler.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gotask.Resources;
import org.gotask.launch.ExecutorVariables;
import org.gotask.link.LinkConfig;
import org.gotask.scheduler.cluster.ClusterFlags;
import org.gotask.scheduler.cluster.ClusterSettings;
import org.gotask.scheduler.launch.ExecutorProgram;
import org.gotask.scheduler.run.RunSettings;
import org.jspecify.annotations.Nullable;

/** Validates the flags of every engine and those of the selected one, and collects all problems. Used once. */
final class SettingsCheck {

    private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_OF_AN_EXECUTOR = Duration.ofDays(1);
    /** A timer counts nanoseconds in 64 bits. */
    private static final Duration LONGEST_TIME = Duration.ofDays(36_500);

    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);
    private static final int LARGEST_PORT = 65_535;
    private static final int MAX_MESSAGE_MIB = 1024;
    private static final long MIB = 1 << 20;

    private final Flags flags;
    private final Map<String, String> environment;
    private final Engines engines;
    private final List<String> problems = new ArrayList<>();

    SettingsCheck(Flags flags, Map<String, String> environment, Engines engines) {
        this.flags = flags;
        this.environment = environment;
        this.engines = engines;
    }

    /** Returns the settings; empty if there are problems. */
    Optional<Settings> settings() {
        Optional<ClusterSettings> cluster = cluster();
        Optional<Path> executor = executor();
        checkRanges();
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Settings(
                cluster.orElseThrow(),
                flags.artifactPort,
                program(executor.orElseThrow(), cluster.orElseThrow()),
                flags.placement,
                new RunSettings(
                        Optional.ofNullable(flags.offerTimeout),
                        flags.offerHold,
                        REPORT_INTERVAL,
                        flags.stopTimeout,
                        flags.grace,
                        DRAIN_TIMEOUT,
                        link())));
    }

    /** The problems, one line each; complete after {@link #settings}. */
    List<String> problems() {
        return problems;
    }

    private Optional<ClusterSettings> cluster() {
        ClusterFlags clusterFlags = new ClusterFlags(
                flags.master, Optional.ofNullable(flags.address), flags.user, flags.engine, environment);
        return engines.select(flags.master, problems::add)
                .flatMap(provider -> provider.configure(clusterFlags, problems::add));
    }

    private Optional<Path> executor() {
        Path file = flags.executor;
        if (file == null) {
            problems.add("--executor is missing: name the jar or executable that registers the task functions");
        } else if (!Files.exists(file)) {
            problems.add("--executor: no such file: " + file + "; build it first, or name another");
        } else if (!Files.isRegularFile(file)) {
            problems.add("--executor: not a file: " + file + "; expected a jar or an executable");
        } else if (!Files.isReadable(file)) {
            problems.add("--executor: file cannot be read: " + file + "; check its permissions");
        }
        return Optional.ofNullable(file);
    }

    private void checkRanges() {
        if (flags.artifactPort < 0 || flags.artifactPort > LARGEST_PORT) {
            problems.add("--artifact-port: out of range: " + flags.artifactPort + "; expected 0 to " + LARGEST_PORT);
        }
        if (!(flags.executorCpus >= 0.001)) {
            problems.add("--executor-cpus: " + flags.executorCpus + " is not enough; expected at least 0.001");
        }
        Double executorMem = flags.executorMem;
        if (executorMem != null && !(executorMem >= 32)) {
            problems.add("--executor-mem: " + executorMem + " is not enough for a JVM; expected at least 32 (MiB)");
        }
        if (flags.maxMessageMib != null && (flags.maxMessageMib < 1 || flags.maxMessageMib > MAX_MESSAGE_MIB)) {
            problems.add("--max-message: out of range: " + flags.maxMessageMib + "; expected 1 to " + MAX_MESSAGE_MIB
                    + " (MiB)");
        }
        if (flags.linkTimeout.toMillis() < 1) {
            problems.add("--link-timeout: less than 1ms; expected at least 1ms, better a minute");
        }
        checkTime("--offer-timeout", flags.offerTimeout);
        checkTime("--offer-hold", flags.offerHold);
        checkTime("--stop-timeout", flags.stopTimeout);
        checkTime("--grace", flags.grace);
        checkTimeOfExecutor("--link-timeout", flags.linkTimeout);
        checkTimeOfExecutor("--grace", flags.grace);
    }

    private void checkTime(String flag, @Nullable Duration time) {
        if (time != null && (!time.isPositive() || time.compareTo(LONGEST_TIME) > 0)) {
            problems.add(flag + ": out of range: " + time.toSeconds() + "s; expected more than 0 and at most "
                    + LONGEST_TIME.toDays() + " days");
        }
    }

    /** An executor refuses longer times. */
    private void checkTimeOfExecutor(String flag, Duration time) {
        if (time.compareTo(LONGEST_OF_AN_EXECUTOR) > 0) {
            problems.add(flag + ": out of range: " + time.toHours() + "h; expected at most "
                    + LONGEST_OF_AN_EXECUTOR.toHours() + "h");
        }
    }

    private ExecutorProgram program(Path executor, ClusterSettings cluster) {
        List<String> options = Stream.of(flags.executorJavaOptions.strip().split("\\s+"))
                .filter(option -> !option.isEmpty())
                .toList();
        return new ExecutorProgram(
                executor.toAbsolutePath(),
                flags.executorJava != null ? flags.executorJava : defaultJava(cluster),
                options,
                Resources.of("cpus", flags.executorCpus, "mem", executorMem()),
                flags.grace.multipliedBy(2).plusSeconds(1),
                Map.of(
                        ExecutorVariables.TASK_GRACE_MILLIS,
                        Long.toString(flags.grace.toMillis()),
                        ExecutorVariables.MAX_MESSAGE_BYTES,
                        Integer.toString(link().maxMessageBytes()),
                        ExecutorVariables.LINK,
                        flags.link.word(),
                        ExecutorVariables.LINK_TIMEOUT_MILLIS,
                        Long.toString(flags.linkTimeout.toMillis())));
    }

    private double executorMem() {
        Double given = flags.executorMem;
        return given != null ? given : ExecutorProgram.memoryMib(link().maxMessageBytes());
    }

    private LinkConfig link() {
        LinkConfig link = LinkConfig.of(flags.link).withTimeout(flags.linkTimeout);
        return flags.maxMessageMib == null
                ? link
                : link.withMaxMessageBytes(Math.toIntExact(flags.maxMessageMib * MIB));
    }

    /** The Java of this process is recent enough, and agents on this machine have it too; other agents may not. */
    private static String defaultJava(ClusterSettings cluster) {
        return cluster.isLocal() || cluster.address().isLoopbackAddress()
                ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
                : "java";
    }
}
