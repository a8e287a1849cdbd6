package org.gotask.scheduler.placement;

import org.gotask.Resources;

/**
 * The resources that a task needs.
 *
 * @param taskName the name of the task
 * @param resources the resources
 */
public record TaskNeed(String taskName, Resources resources) {}
