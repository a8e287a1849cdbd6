package org.gotask.scheduler.cluster;

import java.util.Objects;

/**
 * A change of a task's state.
 *
 * @param taskName names the task
 * @param state its state from now on
 * @param reason one line that says why, empty if there is nothing to say
 * @param data bytes from the executor, which with the first status of a task announces its link; empty if there are none, and
 *     not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TaskUpdate(String taskName, TaskState state, String reason, byte[] data) {

    private static final byte[] NO_DATA = new byte[0];

    /** Refuses null. */
    public TaskUpdate {
        Objects.requireNonNull(taskName, "taskName");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(data, "data");
    }

    /** An update without bytes from the executor. */
    public static TaskUpdate of(String taskName, TaskState state, String reason) {
        return new TaskUpdate(taskName, state, reason, NO_DATA);
    }
}
