package org.gotask.executor.task;

/**
 * The end of an executor process.
 *
 * @param reason the reason in one line
 * @param requested true if the agent requested the end
 */
public record ExecutorEnd(String reason, boolean requested) {}
