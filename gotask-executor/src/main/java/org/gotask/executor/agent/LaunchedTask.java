package org.gotask.executor.agent;

import java.util.Objects;

/**
 * A task as the agent hands it over.
 *
 * @param taskId what updates about it refer to
 * @param name what the scheduler function calls it
 * @param data what the scheduler says about it; empty if it comes from a scheduler of mesosgot. Not copied: nobody
 *     changes it
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
