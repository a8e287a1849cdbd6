package org.gotask.scheduler.config;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gotask.Resources;
import org.gotask.launch.ExecutorVariables;
import org.gotask.link.LinkConfig;
import org.gotask.scheduler.cluster.ClusterFlags;
import org.gotask.scheduler.cluster.ClusterProvider;
import org.gotask.scheduler.cluster.ClusterSettings;
import org.gotask.scheduler.launch.ExecutorProgram;
import org.gotask.scheduler.launch.ShellWords;
import org.gotask.scheduler.run.RunSettings;
import org.jspecify.annotations.Nullable;

/** Validates the flags of every engine and those of the selected one, and collects all problems. Used once. */
final class SettingsCheck {

    /** The beginning of the problem if there is no executor. */
    static final String NO_EXECUTOR = "--executor is missing";

    private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);

    /** The executor counts milliseconds. */
    private static final Duration SHORTEST_TIME = Duration.ofMillis(1);

    /** An executor refuses longer times. */
    private static final Duration LONGEST_OF_AN_EXECUTOR = Duration.ofDays(1);

    /** A timer counts nanoseconds in 64 bits. */
    private static final Duration LONGEST_TIME = Duration.ofDays(36_500);

    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);
    private static final BigDecimal LEAST_CPUS = new BigDecimal("0.001");
    private static final BigDecimal MOST_CPUS = new BigDecimal("1000000");
    private static final BigDecimal LEAST_MEM_MIB = new BigDecimal("32");
    private static final BigDecimal MOST_MEM_MIB = new BigDecimal("1000000000");
    private static final int LARGEST_PORT = 65_535;
    private static final int MAX_MESSAGE_MIB = 1024;
    private static final long MIB = 1 << 20;

    private final Flags flags;
    private final Map<String, String> environment;
    private final Engines engines;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    SettingsCheck(Flags flags, Map<String, String> environment, Engines engines) {
        this.flags = flags;
        this.environment = environment;
        this.engines = engines;
    }

    /** Returns the settings; empty if there are problems. */
    Optional<Settings> settings() {
        Optional<ClusterSettings> cluster = cluster();
        Optional<Path> executor = executor();
        Optional<List<String>> javaOptions = javaOptions();
        checkRanges();
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Settings(
                cluster.orElseThrow(),
                flags.artifactPort,
                program(executor.orElseThrow(), javaOptions.orElseThrow(), cluster.orElseThrow()),
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

    /** Advice to the user, one line each; complete after {@link #settings}. */
    List<String> warnings() {
        return warnings;
    }

    private Optional<ClusterSettings> cluster() {
        Map<String, String> values = new HashMap<>(flags.engine);
        values.entrySet().removeIf(flag -> isEmpty(flag.getKey(), flag.getValue()));
        Optional<String> address = Optional.ofNullable(flags.address).filter(text -> !isEmpty("--address", text));
        return engines.select(flags.master, problems::add).flatMap(provider -> {
            values.keySet().removeIf(name -> isOfAnotherEngine(name, provider));
            return provider.configure(
                    new ClusterFlags(flags.master, address, flags.user, values, environment), problems::add);
        });
    }

    /** An empty address would be that of this machine, for example, and an empty file the working directory. */
    private boolean isEmpty(String flag, String value) {
        if (value.isEmpty()) {
            problems.add(flag + " is empty; give it a value, or leave it out");
        }
        return value.isEmpty();
    }

    /** A variable may be set for other runs, but a flag on the command line is meant for this one. */
    private boolean isOfAnotherEngine(String flag, ClusterProvider selected) {
        if (selected.flags().stream().anyMatch(own -> own.name().equals(flag))) {
            return false;
        }
        if (flags.engineFromEnvironment.contains(flag)) {
            warnings.add(
                    EnvironmentDefaults.variable(flag) + " has no effect: " + selected.name() + " has no flag " + flag);
        } else {
            problems.add(flag + " has no effect: " + selected.name()
                    + ", which --master selects, has no such flag; leave it out");
        }
        return true;
    }

    private Optional<Path> executor() {
        Path file = flags.executor;
        if (file == null || file.toString().isEmpty()) {
            problems.add(NO_EXECUTOR + ": name the jar or executable that registers the task functions");
            return Optional.empty();
        }
        if (!Files.exists(file)) {
            problems.add("--executor: no such file: " + file + "; build it first, or name another");
        } else if (!Files.isRegularFile(file)) {
            problems.add("--executor: not a file: " + file + "; expected a jar or an executable");
        } else if (!Files.isReadable(file)) {
            problems.add("--executor: file cannot be read: " + file + "; check its permissions");
        }
        return Optional.of(file);
    }

    private Optional<List<String>> javaOptions() {
        try {
            return Optional.of(ShellWords.split(flags.executorJavaOptions));
        } catch (IllegalArgumentException e) {
            problems.add("--executor-java-options: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void checkRanges() {
        if (flags.executorJava != null) {
            isEmpty("--executor-java", flags.executorJava);
        }
        checkNumber("--artifact-port", flags.artifactPort, 0, LARGEST_PORT);
        checkAmount("--executor-cpus", flags.executorCpus, LEAST_CPUS, MOST_CPUS, "");
        if (flags.executorMem != null) {
            checkAmount("--executor-mem", flags.executorMem, LEAST_MEM_MIB, MOST_MEM_MIB, " (MiB)");
        }
        if (flags.maxMessageMib != null) {
            checkNumber("--max-message", flags.maxMessageMib, 1, MAX_MESSAGE_MIB);
        }
        checkTime("--offer-timeout", flags.offerTimeout, LONGEST_TIME);
        checkTime("--offer-hold", flags.offerHold, LONGEST_TIME);
        checkTime("--stop-timeout", flags.stopTimeout, LONGEST_TIME);
        checkTime("--grace", flags.grace, LONGEST_OF_AN_EXECUTOR);
        checkTime("--link-timeout", flags.linkTimeout, LONGEST_OF_AN_EXECUTOR);
    }

    private void checkNumber(String flag, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(flag + ": out of range: " + value + "; expected " + least + " to " + most);
        }
    }

    private void checkAmount(String flag, double value, BigDecimal least, BigDecimal most, String unit) {
        // not the other way round, since NaN is in no range
        if (!(value >= least.doubleValue() && value <= most.doubleValue())) {
            problems.add(flag + ": out of range: " + value + "; expected " + least + " to " + most + unit);
        }
    }

    private void checkTime(String flag, @Nullable Duration time, Duration longest) {
        if (time != null && (time.compareTo(SHORTEST_TIME) < 0 || time.compareTo(longest) > 0)) {
            problems.add(flag + ": out of range: " + DurationText.of(time) + "; expected "
                    + DurationText.of(SHORTEST_TIME) + " to " + DurationText.of(longest));
        }
    }

    private ExecutorProgram program(Path executor, List<String> options, ClusterSettings cluster) {
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
