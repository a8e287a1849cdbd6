package org.gotask.executor.task;

/**
 * Why an executor process ends.
 *
 * @param reason the reason in one line
 * @param asked true if the agent asked for the end
 */
public record ExecutorEnd(String reason, boolean asked) {}
