package org.gotask.scheduler.cluster;

import org.gotask.Resources;
import org.gotask.launch.TaskLaunch;

/**
 * One task of a launch.
 *
 * @param taskName the name of the task, unique within the run
 * @param resources the resources of the task
 * @param launch the description of the task for its executor
 */
public record TaskToLaunch(String taskName, Resources resources, TaskLaunch launch) {}
