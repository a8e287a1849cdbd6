package org.gotask.system.app;

import java.util.List;
import java.util.Map;
import org.gotask.FailureTolerance;
import org.gotask.Resources;
import org.gotask.SchedEvent;
import org.gotask.TaskMsg;
import org.gotask.TaskSpec;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.gotask.scheduler.GoTaskScheduler;
import org.gotask.scheduler.SchedulerConfig;
import picocli.CommandLine.Option;

/** Runs several specs of one function of {@link MischiefExecutor}, and tasks that fail. */
public final class SweepScheduler {

    private static final Resources SMALL = Resources.of("cpus", 0.1, "mem", 16);

    private SweepScheduler() {}

    /** The tasks to run. */
    static final class Options {
        @Option(names = "--survive", description = "the failures that the run survives")
        FailureTolerance survive = FailureTolerance.NONE;

        @Option(names = "--lose", description = "waits for the loss of a task, and then has the others answer")
        boolean lose;
    }

    /** Runs. */
    public static void main(String[] args) {
        Options options = new Options();
        GoTaskScheduler scheduler = new GoTaskScheduler(SchedulerConfig.fromArgs(args, options));
        if (options.lose) {
            scheduler.spawnTasks(
                    TaskSpec.of("pair", 2, SMALL).withFunction("echo").withTolerance(options.survive));
            scheduler.registerSchedFunc(SweepScheduler::loseOne);
        } else {
            scheduler.spawnTasks(
                    TaskSpec.of("left", 2, SMALL)
                            .withFunction("reporter")
                            .withArgs("common")
                            .withEnv(Map.of("LEVEL", "common"))
                            .withTaskArgs(index -> List.of("rate=" + index))
                            .withTaskEnv(index -> index == 0 ? Map.of() : Map.of("LEVEL", "own")),
                    TaskSpec.of("right", 1, SMALL).withFunction("reporter"),
                    TaskSpec.of("risky", 3, SMALL).withFunction("thrower").withTolerance(options.survive));
            scheduler.registerSchedFunc((in, out, events) ->
                    in.forEach(message -> System.out.println(message.taskName() + ": " + message.text())));
        }
        System.exit(scheduler.run().exitCode());
    }

    private static void loseOne(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, ReceiveChannel<SchedEvent> events)
            throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            out.send(TaskMsg.of("pair-" + i, "hello"));
        }
        for (int i = 0; i < 2; i++) {
            System.out.println("alive: " + in.receive().taskName());
        }
        for (SchedEvent event : events) {
            if (event instanceof SchedEvent.TaskLost(String name, String reason)) {
                answerAfter(name, in, out);
                return;
            }
            if (event instanceof SchedEvent.TaskFailed(String name, String reason)) {
                answerAfter(name, in, out);
                return;
            }
        }
    }

    private static void answerAfter(String lost, ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out)
            throws InterruptedException {
        String other = lost.equals("pair-0") ? "pair-1" : "pair-0";
        out.send(TaskMsg.of(other, "still here"));
        System.out.println("lost " + lost + ", " + other + ": " + in.receive().text());
    }
}
