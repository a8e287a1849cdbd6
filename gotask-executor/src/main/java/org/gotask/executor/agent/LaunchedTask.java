package org.gotask.executor.agent;

import java.util.Objects;

/**
 * A task that the agent launches.
 *
 * @param taskId the id for reports on the task
 * @param name the name of the task in the run
 * @param data the scheduler's description of the task; empty if the scheduler is of mesosgot. Not copied, and not to be
 *     changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LaunchedTask(String taskId, String name, byte[] data) {

    /** Refuses null. */
    public LaunchedTask {
        Objects.requireNonNull(taskId, "taskId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(data, "data");
    }
}
