package org.gotask.examples.elevator.control;

import org.gotask.Resources;
import org.gotask.TaskSpec;
import org.gotask.scheduler.GoTaskScheduler;
import org.gotask.scheduler.SchedulerConfig;

/** Runs the elevator control system: a task for every floor and elevator, directed by one {@link Simulation}. */
public final class SchedulerMain {

    private static final Resources PER_TASK = Resources.of("cpus", 0.05, "mem", 16);

    private SchedulerMain() {}

    /** Takes the flags of {@link Options} and those of every GoTask scheduler. */
    public static void main(String[] args) {
        Options options = new Options();
        SchedulerConfig config = SchedulerConfig.fromArgs(args, options);
        Plan plan = options.plan();
        TaskSpec floors = TaskSpec.of("floor", plan.floors(), PER_TASK)
                .withArgs(Long.toString(plan.seed()), Integer.toString(plan.floors()));
        TaskSpec elevators = TaskSpec.of("elevator", plan.elevators(), PER_TASK);

        GoTaskScheduler scheduler = new GoTaskScheduler(config);
        scheduler.spawnTasks(floors, elevators);
        scheduler.registerSchedTask(new Simulation(plan, System.out, Displays::open));
        System.exit(scheduler.run().exitCode());
    }
}
