package org.gotask.scheduler.config;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
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
import org.gotask.scheduler.launch.ExecutorProgram;
import org.gotask.scheduler.run.RunSettings;
import org.jspecify.annotations.Nullable;

/** Checks flags that were read, and turns them into settings; all problems are found in one go. */
final class SettingsCheck {

    private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_OF_AN_EXECUTOR = Duration.ofDays(1);
    /** A timer counts nanoseconds in 64 bits. */
    private static final Duration LONGEST_TIME = Duration.ofDays(36_500);

    private static final Duration LATE_MESSAGES = Duration.ofSeconds(10);
    private static final int LARGEST_PORT = 65_535;
    private static final String AUTHENTICATION_PROVIDER = "SASL";
    private static final int MAX_MESSAGE_MIB = 1024;
    private static final long MIB = 1 << 20;

    private final Flags flags;
    private final Map<String, String> environment;
    private final Map<String, String> networkVariables;
    private final MasterInspector masters;
    private final List<String> problems = new ArrayList<>();

    SettingsCheck(Flags flags, Map<String, String> environment, MasterInspector masters) {
        this.flags = flags;
        this.environment = environment;
        this.masters = masters;
        // variables that a user has set for a cluster must not keep a run from starting on this machine alone
        networkVariables = masters.isEmbedded(flags.master) ? Map.of() : environment;
    }

    /** The settings; empty if there are problems. */
    Optional<Settings> settings() {
        Optional<String> masterProblem = masters.problem(flags.master);
        masterProblem.ifPresent(problems::add);
        masters.environmentProblem(networkVariables).ifPresent(problems::add);
        InetAddress address = masterProblem.isPresent() ? null : address();
        Path executor = executor();
        checkRanges();
        Optional<Authentication> authentication = authentication();
        if (!problems.isEmpty() || address == null || executor == null) {
            return Optional.empty();
        }
        return Optional.of(new Settings(
                flags.master,
                masters.printable(flags.master),
                authentication,
                networkVariables,
                address,
                publishedHost(address),
                flags.artifactPort,
                flags.frameworkName,
                flags.user,
                flags.role,
                program(executor, address),
                flags.placement,
                new RunSettings(
                        Optional.ofNullable(flags.offerTimeout),
                        flags.offerHold,
                        REPORT_INTERVAL,
                        flags.stopTimeout,
                        flags.grace,
                        LATE_MESSAGES,
                        link())));
    }

    /** What is wrong, one line each; complete after {@link #settings}. */
    List<String> problems() {
        return problems;
    }

    private @Nullable InetAddress address() {
        String given = flags.address != null ? flags.address : networkVariables.get("LIBPROCESS_IP");
        String source = flags.address != null || given == null ? "--address: " : "LIBPROCESS_IP: ";
        try {
            InetAddress address = given == null ? masters.addressTowards(flags.master) : InetAddress.getByName(given);
            if (address instanceof Inet4Address && !address.isAnyLocalAddress()) {
                return address;
            }
            problems.add(
                    source + address.getHostAddress()
                            + " cannot be used; expected an IPv4 address of this machine that master and agents can connect to");
        } catch (IOException e) {
            problems.add(
                    given == null
                            ? "--master: no way leads to " + masters.printable(flags.master) + ": " + e.getMessage()
                                    + "; check the host, or give this machine's own --address"
                            : source + "unknown host '" + given + "'; expected an address of this machine");
        }
        return null;
    }

    /** What the driver publishes too; checked together with the other variables of that kind. */
    private String publishedHost(InetAddress address) {
        String advertised = networkVariables.getOrDefault("LIBPROCESS_ADVERTISE_IP", "");
        return advertised.isEmpty() ? address.getHostAddress() : advertised;
    }

    private @Nullable Path executor() {
        Path file = flags.executor;
        if (file == null) {
            // a default from the environment is left out by the command line library when another flag is wrong
            if (!environment.containsKey("GOTASK_EXECUTOR")) {
                problems.add("--executor is missing: name the jar or executable that registers the task functions");
            }
        } else if (!Files.exists(file)) {
            problems.add("--executor: no such file: " + file + "; build it first, or name another");
        } else if (!Files.isRegularFile(file)) {
            problems.add("--executor: not a file: " + file + "; expected a jar or an executable");
        } else if (!Files.isReadable(file)) {
            problems.add("--executor: file cannot be read: " + file + "; check its permissions");
        } else {
            return file;
        }
        return null;
    }

    private void checkRanges() {
        if (flags.artifactPort < 0 || flags.artifactPort > LARGEST_PORT) {
            problems.add("--artifact-port: out of range: " + flags.artifactPort + "; expected 0 to " + LARGEST_PORT);
        }
        if (!(flags.executorCpus >= 0.001)) {
            problems.add("--executor-cpus: " + flags.executorCpus + " is not enough; expected at least 0.001");
        }
        if (!(flags.executorMem >= 32)) {
            problems.add(
                    "--executor-mem: " + flags.executorMem + " is not enough for a JVM; expected at least 32 (MiB)");
        }
        if (flags.maxMessageMib != null && (flags.maxMessageMib < 1 || flags.maxMessageMib > MAX_MESSAGE_MIB)) {
            problems.add("--max-message: out of range: " + flags.maxMessageMib + "; expected 1 to " + MAX_MESSAGE_MIB
                    + " (MiB)");
        }
        if (flags.linkTimeout.toMillis() < 1) {
            problems.add("--link-timeout: no time at all; expected at least 1ms, better a minute");
        }
        checkTime("--offer-timeout", flags.offerTimeout);
        checkTime("--offer-hold", flags.offerHold);
        checkTime("--stop-timeout", flags.stopTimeout);
        checkTime("--grace", flags.grace);
        checkLongest("--link-timeout", flags.linkTimeout);
        checkLongest("--grace", flags.grace);
        if (flags.frameworkName.isBlank()) {
            problems.add("--framework-name: the name is blank");
        }
        if (flags.role.isBlank() || flags.role.contains(" ")) {
            problems.add("--role: '" + flags.role + "' is no role; expected * or a name without blanks");
        }
    }

    private void checkTime(String flag, @Nullable Duration time) {
        if (time != null && (!time.isPositive() || time.compareTo(LONGEST_TIME) > 0)) {
            problems.add(flag + ": out of range: " + time.toSeconds() + "s; expected more than 0 and at most "
                    + LONGEST_TIME.toDays() + " days");
        }
    }

    /** An executor refuses more. */
    private void checkLongest(String flag, Duration time) {
        if (time.compareTo(LONGEST_OF_AN_EXECUTOR) > 0) {
            problems.add(flag + ": out of range: " + time.toHours() + "h; expected at most "
                    + LONGEST_OF_AN_EXECUTOR.toHours() + "h");
        }
    }

    private Optional<Authentication> authentication() {
        String principal = flags.authenticationPrincipal;
        Path secretFile = flags.authenticationSecretFile;
        if (!flags.authenticationProvider.equals(AUTHENTICATION_PROVIDER)) {
            problems.add("--mesos-authentication-provider: '" + flags.authenticationProvider
                    + "' is not known; expected " + AUTHENTICATION_PROVIDER);
        }
        if (principal == null && secretFile == null) {
            return Optional.empty();
        }
        if (principal == null) {
            problems.add("--mesos-authentication-principal is missing: the secret needs the name that it belongs to");
            return Optional.empty();
        }
        if (secretFile == null) {
            problems.add("--mesos-authentication-secret-file is missing: name the file that holds the secret of "
                    + principal);
            return Optional.empty();
        }
        Authentication authentication = new Authentication(principal, secretFile);
        masters.authenticationProblem(authentication)
                .ifPresent(problem -> problems.add("--mesos-authentication: " + problem));
        return Optional.of(authentication);
    }

    private ExecutorProgram program(Path executor, InetAddress address) {
        List<String> options = Stream.of(flags.executorJavaOptions.strip().split("\\s+"))
                .filter(option -> !option.isEmpty())
                .toList();
        return new ExecutorProgram(
                executor.toAbsolutePath(),
                flags.executorJava != null ? flags.executorJava : defaultJava(address),
                options,
                Resources.of("cpus", flags.executorCpus, "mem", flags.executorMem),
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

    private LinkConfig link() {
        LinkConfig link = LinkConfig.of(flags.link).withTimeout(flags.linkTimeout);
        return flags.maxMessageMib == null
                ? link
                : link.withMaxMessageBytes(Math.toIntExact(flags.maxMessageMib * MIB));
    }

    /** Agents on this machine have the Java that runs here, which is sure to be new enough; of others nothing is known. */
    private String defaultJava(InetAddress address) {
        return masters.isEmbedded(flags.master) || address.isLoopbackAddress()
                ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
                : "java";
    }
}
