package org.gotask.system.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gotask.Resources;
import org.gotask.SchedEvent;
import org.gotask.TaskMsg;
import org.gotask.TaskSpec;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.gotask.scheduler.GoTaskScheduler;
import org.gotask.scheduler.SchedulerConfig;
import picocli.CommandLine.Option;

/** Runs tasks of {@link MischiefExecutor}, and misbehaves as its flags say. */
public final class MischiefScheduler {

    private MischiefScheduler() {}

    /** What to do wrong. */
    static final class Options {
        @Option(names = "--task", description = "the task to spawn")
        String task = "echo";

        @Option(names = "--count")
        int count = 1;

        @Option(names = "--cpus")
        double cpus = 0.1;

        @Option(names = "--mem")
        double mem = 16;

        @Option(names = "--twice", description = "spawn it twice")
        boolean twice;

        @Option(names = "--send-to", description = "send a message to this task")
        String sendTo = "";

        @Option(names = "--send-after-end", description = "send a message to the first task when it has ended")
        boolean sendAfterEnd;

        @Option(names = "--throw", description = "throw this from the scheduler function")
        String problem = "";

        @Option(names = "--exit", description = "exit with this code in the scheduler function")
        int exit = -1;

        @Option(names = "--hungry", description = "take more memory than there is in the scheduler function")
        boolean hungry;

        @Option(names = "--pause", description = "wait for a line of standard input before the run")
        boolean pause;

        @Option(names = "--wait", description = "read until the end")
        boolean wait;

        @Option(names = "--relay", description = "send each line of standard input to all tasks, and print the answers")
        boolean relay;
    }

    /** Runs. */
    public static void main(String[] args) {
        Options options = new Options();
        GoTaskScheduler scheduler = new GoTaskScheduler(SchedulerConfig.fromArgs(args, options));
        Resources resources = Resources.of("cpus", options.cpus, "mem", options.mem);
        TaskSpec spec = TaskSpec.of(options.task, options.count, resources)
                .withArgs("--fast", "x y")
                .withEnv(Map.of("LEVEL", "7"));
        scheduler.spawnTasks(spec);
        if (options.twice) {
            scheduler.spawnTasks(spec);
        }
        scheduler.registerSchedFunc((in, out, events) -> {
            if (!options.sendTo.isEmpty()) {
                out.send(TaskMsg.of(options.sendTo, "hello"));
            }
            if (options.sendAfterEnd) {
                for (SchedEvent event : events) {
                    if (event instanceof SchedEvent.TaskFinished) {
                        break;
                    }
                }
                out.send(TaskMsg.of(spec.taskName(0), "too late"));
            }
            if (!options.problem.isEmpty()) {
                throw new IllegalStateException(options.problem);
            }
            if (options.exit >= 0) {
                System.exit(options.exit);
            }
            if (options.hungry) {
                hoard();
            }
            if (options.relay) {
                relay(options, spec, in, out);
            }
            if (options.wait) {
                System.out.println("waiting");
                in.forEach(message -> System.out.println(message.taskName() + ": " + message.text()));
                System.out.println("input has ended");
            }
        });
        if (options.pause) {
            System.out.println("configured");
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                    .lines()
                    .limit(1)
                    .forEach(line -> {});
        }
        System.exit(scheduler.run().exitCode());
    }

    @SuppressWarnings("ModifiedButNotUsed") // fills the heap
    private static void hoard() {
        List<byte[]> hoard = new ArrayList<>();
        while (true) {
            hoard.add(new byte[1 << 20]);
        }
    }

    private static void relay(Options options, TaskSpec spec, ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out)
            throws InterruptedException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines();
        for (String line : (Iterable<String>) lines::iterator) {
            for (int i = 0; i < options.count; i++) {
                out.send(TaskMsg.of(spec.taskName(i), line));
            }
            for (int i = 0; i < options.count; i++) {
                TaskMsg answer = in.receive();
                System.out.println(answer.taskName() + ": " + answer.text());
            }
        }
    }
}
