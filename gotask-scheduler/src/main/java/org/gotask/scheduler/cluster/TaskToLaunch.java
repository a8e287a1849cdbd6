package org.gotask.scheduler.cluster;

import org.gotask.Resources;
import org.gotask.launch.TaskLaunch;

/**
 * One task of a launch.
 *
 * @param taskName names the task within the run
 * @param resources what it needs
 * @param launch what its executor has to know
 */
public record TaskToLaunch(String taskName, Resources resources, TaskLaunch launch) {}
