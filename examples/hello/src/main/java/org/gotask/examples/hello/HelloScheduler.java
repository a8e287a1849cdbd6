package org.gotask.examples.hello;

import java.util.HashSet;
import java.util.Set;
import org.gotask.Resources;
import org.gotask.SchedulerFunction;
import org.gotask.TaskMsg;
import org.gotask.scheduler.GoTaskScheduler;
import org.gotask.scheduler.SchedulerConfig;

/** Runs three cheerful and four polite greeters somewhere in the cluster, and prints their messages. */
public final class HelloScheduler {

    private static final int GREETERS = 3 + 4;

    private HelloScheduler() {}

    /** Takes the flags that every GoTask scheduler has. */
    public static void main(String[] args) {
        GoTaskScheduler scheduler = new GoTaskScheduler(SchedulerConfig.fromArgs(args));
        scheduler.spawnTask("cheerful", 3, Resources.of("cpus", 0.05, "mem", 16));
        scheduler.spawnTask("polite", 4, Resources.of("cpus", 0.05, "mem", 16));
        scheduler.registerSchedFunc(listener());
        System.exit(scheduler.run().exitCode());
    }

    static SchedulerFunction listener() {
        return (in, out, events) -> {
            Set<String> here = new HashSet<>();
            while (here.size() < GREETERS) {
                here.add(in.receive().taskName());
            }
            for (String name : here) {
                out.send(TaskMsg.of(name, "start"));
            }
            for (TaskMsg msg : in) { // ends after the last message of the last greeter
                System.out.println(msg.taskName() + ": " + msg.text());
            }
        };
    }
}
