package org.gotask.scheduler.launch;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gotask.Resources;
import org.gotask.scheduler.cluster.ExecutorLaunch;

/**
 * The program that the agents run: a jar, which they run with Java, or any executable, which they run as it is.
 *
 * @param file the jar or executable on this machine
 * @param java the command that runs Java on the agents
 * @param javaOptions further options for it
 * @param overhead what an executor needs beside its tasks
 * @param shutdownGrace how long an executor may take to end when told to
 * @param environment entries for the environment of the executors
 */
public record ExecutorProgram(
        Path file,
        String java,
        List<String> javaOptions,
        Resources overhead,
        Duration shutdownGrace,
        Map<String, String> environment) {

    /** What the file is called on agents, whatever it is called here: fetchers do not take every name. */
    private static final String NAME_ON_AGENT = "gotask-executor";

    /** How many threads a JVM needs to run the driver beside tasks that never wait. */
    private static final int CARRIERS_BESIDE_TASKS = 4;

    /** Copies the collections. */
    public ExecutorProgram {
        javaOptions = List.copyOf(javaOptions);
        environment = Map.copyOf(environment);
    }

    /**
     * How an agent starts it.
     *
     * @param artifact where the agent downloads the file from
     * @param granted what the executor and its tasks get together; the heap is derived from its {@code mem}
     * @param taskCount how many tasks it will run
     */
    public ExecutorLaunch launch(String executorId, URI artifact, Resources granted, int taskCount) {
        return new ExecutorLaunch(
                executorId,
                artifact,
                NAME_ON_AGENT,
                !isJar(),
                command(granted, taskCount),
                environment,
                overhead,
                shutdownGrace);
    }

    private boolean isJar() {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    /** The shell is replaced by the program, so that the agent sees the program's own exit status. */
    private String command(Resources granted, int taskCount) {
        if (!isJar()) {
            return "exec ./" + NAME_ON_AGENT;
        }
        StringBuilder command = new StringBuilder("exec ").append(quote(java));
        if (javaOptions.stream().noneMatch(option -> option.startsWith("-Xmx"))) {
            command.append(" -Xmx").append(HeapSize.mib(granted)).append('m');
        }
        // an executor without memory is better dead, and the run told so, than half alive
        command.append(" -XX:+ExitOnOutOfMemoryError");
        command.append(" -Djdk.virtualThreadScheduler.parallelism=").append(carriers(granted, taskCount));
        javaOptions.forEach(option -> command.append(' ').append(quote(option)));
        return command.append(" -jar ").append(NAME_ON_AGENT).toString();
    }

    /**
     * Virtual threads are not preempted: as many tasks that compute without ever waiting as there are carrier threads
     * would starve the driver beside them, and with it their own kill.
     */
    private static int carriers(Resources granted, int taskCount) {
        return Math.max(taskCount, (int) Math.ceil(granted.get("cpus"))) + CARRIERS_BESIDE_TASKS;
    }

    /** One word for a POSIX shell, whatever it contains. */
    private static String quote(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
