package org.gotask.scheduler.run;

import java.net.URI;
import java.util.List;
import org.gotask.SchedulerBody;
import org.gotask.TaskSpec;
import org.gotask.scheduler.launch.ExecutorProgram;
import org.gotask.scheduler.placement.PlacementStrategy;

/**
 * The tasks and the scheduler function of a run, validated, and how to launch them.
 *
 * @param specs the tasks; names are unique, counts at least 1
 * @param function directs the tasks
 * @param cluster the cluster, for people
 * @param program runs the tasks
 * @param artifact the location from which agents download the program
 * @param strategy how tasks are distributed over agents
 * @param settings times and limits
 */
public record RunPlan(
        List<TaskSpec> specs,
        SchedulerBody function,
        String cluster,
        ExecutorProgram program,
        URI artifact,
        PlacementStrategy strategy,
        RunSettings settings) {

    /** Copies the collection. */
    public RunPlan {
        specs = List.copyOf(specs);
    }
}
