package org.gotask.scheduler.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.gotask.link.LinkKind;
import org.gotask.scheduler.placement.PlacementStrategy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The flags that every GoTask scheduler has, as the command line library or a program sets them. Each can also be set
 * by an environment variable: {@code --artifact-port} by {@code GOTASK_ARTIFACT_PORT}. The initial values repeat the
 * defaults, because the library skips defaults when it finds a mistake, and the other flags are validated even then.
 */
@Command(
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Each GoTask flag can be given as an environment variable, for example GOTASK_MASTER for --master.",
            "Exit codes: 0 completed, 1 the run failed, 2 invalid usage, 130 or 143 stopped by a signal."
        })
public final class Flags {

    /** The values of the engines' flags that were set, by the name of the flag. */
    public final Map<String, String> engine = new HashMap<>();

    /** The names of those of the engines' flags that an environment variable has set. */
    final Set<String> engineFromEnvironment = new HashSet<>();

    /** All flags with their defaults. */
    public Flags() {}

    @Option(
            names = "--master",
            paramLabel = "SPEC",
            defaultValue = "local",
            description = "The Mesos master: host:port; zk://user:password@host:port,host:port/path;"
                    + " file:///path of a file that contains one of these; or local, local[N], local[N]{cpus=4,mem=2048} for a master with N"
                    + " agents inside this process. Default: ${DEFAULT-VALUE}.")
    public String master = "local";

    @Option(
            names = "--executor",
            paramLabel = "FILE",
            description = "The executor program: a jar, which the agents run with Java, or any executable. Required.")
    public @Nullable Path executor;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "The address of this machine that master and agents connect to. Default: the local address of"
                    + " the route to the master.")
    public @Nullable String address;

    @Option(
            names = "--artifact-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port that serves the executor program to the agents, 0 to 65535. Default: 0, any free"
                    + " one.")
    public int artifactPort;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The user that runs the executors. Default: the user that runs this program.")
    public String user = "";

    @Option(
            names = "--executor-java",
            paramLabel = "COMMAND",
            description =
                    "The command that runs Java, version 21 or later, on the agents. Default: java; for agents on this"
                            + " machine, the Java of this process.")
    public @Nullable String executorJava;

    @Option(
            names = "--executor-java-options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description =
                    "Further options for Java, separated by blanks, with quotes and backslashes as in a shell. Without"
                            + " -Xmx the heap is derived from the memory granted.")
    public String executorJavaOptions = "";

    @Option(
            names = "--executor-cpus",
            paramLabel = "CPUS",
            defaultValue = "0.1",
            description = "The cores of an executor in addition to those of its tasks, 0.001 to 1000000. Default:"
                    + " ${DEFAULT-VALUE}.")
    public double executorCpus = 0.1;

    @Option(
            names = "--executor-mem",
            paramLabel = "MIB",
            description = "The memory of an executor in addition to that of its tasks, 32 to 1000000000. Default:"
                    + " 384, or 128 with the mesosgot link, or as much as --max-message requires.")
    public @Nullable Double executorMem;

    @Option(
            names = "--placement",
            paramLabel = "spread|pack",
            defaultValue = "spread",
            description = "Distribute the tasks over all agents offered, or use as few as possible. Default:"
                    + " ${DEFAULT-VALUE}.")
    public PlacementStrategy placement = PlacementStrategy.SPREAD;

    @Option(
            names = "--offer-timeout",
            paramLabel = "TIME",
            description = "Fail if not all tasks are placed within this time, such as 30s or 5m; 1ms to 876000h."
                    + " Default: never.")
    public @Nullable Duration offerTimeout;

    @Option(
            names = "--offer-hold",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "How long to hold insufficient offers, 1ms to 876000h. Default: ${DEFAULT-VALUE}.")
    public Duration offerHold = Duration.ofSeconds(5);

    @Option(
            names = "--stop-timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description =
                    "How long tasks may take to return after the scheduler function has returned, 1ms to 876000h. Default:"
                            + " ${DEFAULT-VALUE}.")
    public Duration stopTimeout = Duration.ofSeconds(60);

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = "2s",
            description = "How long tasks may take to return when the run fails, before they are interrupted and then"
                    + " killed, 1ms to 24h. Default: ${DEFAULT-VALUE}.")
    public Duration grace = Duration.ofSeconds(2);

    @Option(
            names = "--link",
            paramLabel = "reliable|mesosgot",
            defaultValue = "reliable",
            description =
                    "The link for messages: reliable, exactly once and in order; or mesosgot, one framework message each"
                            + " in mesosgot's format, for its Go executors. Default: ${DEFAULT-VALUE}.")
    public LinkKind link = LinkKind.RELIABLE;

    @Option(
            names = "--link-timeout",
            paramLabel = "TIME",
            defaultValue = "2m",
            description = "Fail if an executor does not answer for this time, 1ms to 24h; with the reliable link."
                    + " Default: ${DEFAULT-VALUE}.")
    public Duration linkTimeout = Duration.ofMinutes(2);

    @Option(
            names = "--max-message",
            paramLabel = "MIB",
            description = "The largest message, 1 to 1024. The heap of each process must hold four of them and 32 MiB."
                    + " Default: 64, or 8 with the mesosgot link.")
    public @Nullable Integer maxMessageMib;

    @Option(names = "--help", usageHelp = true, description = "Print this help and exit.")
    public boolean help;
}
