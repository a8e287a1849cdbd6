package org.gotask.system.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.gotask.Resources;
import org.gotask.TaskMsg;
import org.gotask.TaskSpec;
import org.gotask.scheduler.GoTaskScheduler;
import org.gotask.scheduler.SchedulerConfig;

/**
 * Sends each line of standard input to the first of two tasks, and prints what comes back, so that a test sees whether the
 * run still lives; returns at the end of the input. Its executor is {@link MischiefExecutor}.
 */
public final class VisitedScheduler {

    private VisitedScheduler() {}

    /** Runs. */
    public static void main(String[] args) {
        GoTaskScheduler scheduler = new GoTaskScheduler(SchedulerConfig.fromArgs(args));
        scheduler.spawnTasks(TaskSpec.of("echo", 2, Resources.of("cpus", 0.1, "mem", 16)));
        scheduler.registerSchedFunc((in, out, events) -> {
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.send(TaskMsg.of("echo-0", line));
                System.out.println("echo: " + in.receive().text());
            }
        });
        System.exit(scheduler.run().exitCode());
    }
}
