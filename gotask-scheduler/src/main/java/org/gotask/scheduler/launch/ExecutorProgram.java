package org.gotask.scheduler.launch;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gotask.Resources;
import org.gotask.link.memory.MessageMemory;
import org.gotask.scheduler.cluster.ExecutorLaunch;

/**
 * The program that the agents run: a jar, which they run with Java, or an executable.
 *
 * @param file the jar or executable on this machine
 * @param java the command that runs Java on the agents
 * @param javaOptions further options for Java
 * @param overhead the resources of an executor in addition to those of its tasks
 * @param shutdownGrace how long an executor may take to end after a request
 * @param environment entries for the environment of the executors
 */
public record ExecutorProgram(
        Path file,
        String java,
        List<String> javaOptions,
        Resources overhead,
        Duration shutdownGrace,
        Map<String, String> environment) {

    /** The beginning of the name of the file on agents, which differs from the files that an agent puts beside it. */
    private static final String NAME_ON_AGENT = "gotask-";

    private static final int LONGEST_NAME = 100;

    private static final long MIB = 1 << 20;

    /** The carrier threads that a JVM needs for the driver, in addition to those of tasks that never block. */
    private static final int CARRIERS_BESIDE_TASKS = 4;

    /** Copies the collections. */
    public ExecutorProgram {
        javaOptions = List.copyOf(javaOptions);
        environment = Map.copyOf(environment);
    }

    /** The memory of an executor in MiB with which it can carry messages of this size, beside that of its tasks. */
    public static long memoryMib(int maxMessageBytes) {
        return HeapSize.memoryMib(mibOf(MessageMemory.smallestHeapBytes(maxMessageBytes)));
    }

    /**
     * Describes the heap of an executor if it is too small, with advice; empty if it suffices, or is not known here.
     *
     * @param granted the resources of the executor and its tasks together
     */
    public Optional<String> heapShortage(Resources granted, int maxMessageBytes) {
        if (!isJar() || setsHeap()) {
            return Optional.empty(); // the executor checks its heap itself
        }
        long heapMib = HeapSize.mib(granted);
        long smallestMib = mibOf(MessageMemory.smallestHeapBytes(maxMessageBytes));
        return heapMib >= smallestMib
                ? Optional.empty()
                : Optional.of("its executor gets a heap of " + heapMib + " MiB, which is too small for messages of "
                        + mibOf(maxMessageBytes) + " MiB; expected at least " + smallestMib
                        + " MiB; raise --executor-mem to " + memoryMib(maxMessageBytes) + ", or lower --max-message");
    }

    private static long mibOf(long bytes) {
        return (bytes + MIB - 1) / MIB;
    }

    /**
     * Returns the launch of an executor.
     *
     * @param artifact the location from which the agent downloads the file
     * @param granted the resources of the executor and its tasks together; the heap is derived from their {@code mem}
     * @param taskCount the number of tasks
     */
    public ExecutorLaunch launch(String executorId, URI artifact, Resources granted, int taskCount) {
        return new ExecutorLaunch(
                executorId,
                artifact,
                nameOnAgent(),
                !isJar(),
                command(granted, taskCount),
                environment,
                overhead,
                shutdownGrace);
    }

    /**
     * The name of the file on agents, and in the URL from which they download it: its own name, by which {@code ps}
     * tells the executors of different applications apart, without the characters that fetchers refuse or a shell
     * interprets.
     */
    public String nameOnAgent() {
        String name = fileName().replaceAll("[^A-Za-z0-9._-]", "_");
        // the end has the version and the type
        return NAME_ON_AGENT + name.substring(Math.max(0, name.length() - LONGEST_NAME));
    }

    private boolean isJar() {
        return fileName().toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    private String fileName() {
        return String.valueOf(file.getFileName());
    }

    private boolean setsHeap() {
        return javaOptions.stream().anyMatch(option -> option.startsWith("-Xmx"));
    }

    /** The program replaces the shell, so that the agent receives its exit status. */
    private String command(Resources granted, int taskCount) {
        if (!isJar()) {
            return "exec ./" + nameOnAgent();
        }
        StringBuilder command = new StringBuilder("exec ").append(ShellWords.quote(java));
        if (!setsHeap()) {
            command.append(" -Xmx").append(HeapSize.mib(granted)).append('m');
        }
        // after an OutOfMemoryError the state of the executor is unknown, and its end fails the run
        command.append(" -XX:+ExitOnOutOfMemoryError");
        command.append(" -Djdk.virtualThreadScheduler.parallelism=").append(carriers(granted, taskCount));
        javaOptions.forEach(option -> command.append(' ').append(ShellWords.quote(option)));
        return command.append(" -jar ").append(nameOnAgent()).toString();
    }

    /**
     * Virtual threads are not preempted. Tasks that never block would otherwise occupy all carrier threads and starve
     * the driver, which could not even kill them.
     */
    private static int carriers(Resources granted, int taskCount) {
        return Math.max(taskCount, (int) Math.ceil(granted.get("cpus"))) + CARRIERS_BESIDE_TASKS;
    }
}
