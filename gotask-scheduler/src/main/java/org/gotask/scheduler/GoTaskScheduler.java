package org.gotask.scheduler;

import org.gotask.Resources;
import org.gotask.SchedulerFunction;
import org.gotask.SchedulerTask;
import org.gotask.TaskSpec;

/** Runs tasks on a cluster, directed by a scheduler function. Skeleton. */
public final class GoTaskScheduler {

    private final SchedulerConfig config;

    /** Opens nothing and starts nothing. */
    public GoTaskScheduler(SchedulerConfig config) {
        this.config = config;
    }

    /** Adds {@code count} tasks to be run, each with these resources. */
    public GoTaskScheduler spawnTask(String name, int count, Resources resources) {
        return this;
    }

    /** Adds tasks to be run. */
    public GoTaskScheduler spawnTasks(TaskSpec... specs) {
        return this;
    }

    /** Sets what directs the tasks. */
    public GoTaskScheduler registerSchedFunc(SchedulerFunction function) {
        return this;
    }

    /** Sets what directs the tasks. */
    public GoTaskScheduler registerSchedTask(SchedulerTask task) {
        return this;
    }

    /** Runs everything and waits for the end. */
    public RunOutcome run() {
        return new RunOutcome(1, config.toString());
    }
}
