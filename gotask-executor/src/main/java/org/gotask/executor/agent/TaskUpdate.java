package org.gotask.executor.agent;

import java.util.Objects;

/**
 * What an executor says of a task.
 *
 * @param reason one line for the user; empty if there is nothing to explain
 * @param data bytes for the scheduler; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TaskUpdate(String taskId, TaskState state, String reason, byte[] data) {

    private static final byte[] NO_DATA = new byte[0];

    /** Refuses null. */
    public TaskUpdate {
        Objects.requireNonNull(taskId, "taskId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(data, "data");
    }

    /** An update without bytes for the scheduler. */
    public static TaskUpdate of(String taskId, TaskState state, String reason) {
        return new TaskUpdate(taskId, state, reason, NO_DATA);
    }
}
