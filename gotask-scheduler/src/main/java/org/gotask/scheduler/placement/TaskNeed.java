package org.gotask.scheduler.placement;

import org.gotask.Resources;

/**
 * One task that wants a place.
 *
 * @param taskName names the task
 * @param resources what it needs
 */
public record TaskNeed(String taskName, Resources resources) {}
