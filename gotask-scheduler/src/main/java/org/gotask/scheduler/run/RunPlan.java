package org.gotask.scheduler.run;

import java.net.URI;
import java.util.List;
import org.gotask.SchedulerBody;
import org.gotask.TaskSpec;
import org.gotask.scheduler.launch.ExecutorProgram;
import org.gotask.scheduler.placement.PlacementStrategy;

/**
 * What is to be run, checked.
 *
 * @param specs the tasks; names are unique, counts at least 1
 * @param function directs the tasks
 * @param master where the cluster is, for people
 * @param program runs the tasks
 * @param artifact where agents fetch the program
 * @param strategy how tasks are spread over agents
 * @param settings times and limits
 */
public record RunPlan(
        List<TaskSpec> specs,
        SchedulerBody function,
        String master,
        ExecutorProgram program,
        URI artifact,
        PlacementStrategy strategy,
        RunSettings settings) {

    /** Copies the collection. */
    public RunPlan {
        specs = List.copyOf(specs);
    }
}
