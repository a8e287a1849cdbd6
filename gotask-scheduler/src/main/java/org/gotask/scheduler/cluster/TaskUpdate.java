package org.gotask.scheduler.cluster;

import org.gotask.link.Dialect;

/**
 * A change of a task's state.
 *
 * @param taskName names the task
 * @param state its state from now on
 * @param reason one line that says why, empty if there is nothing to say
 * @param dialect what the executor's link speaks; known when the task runs
 */
public record TaskUpdate(String taskName, TaskState state, String reason, Dialect dialect) {}
