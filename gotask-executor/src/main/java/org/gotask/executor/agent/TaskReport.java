package org.gotask.executor.agent;

import java.util.Objects;

/**
 * A report on a task to its agent.
 *
 * @param taskId the id of the task's launch
 * @param reason one line for the user; empty if there is nothing to explain
 * @param data bytes for the scheduler; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TaskReport(String taskId, State state, String reason, byte[] data) {

    /** The states of a task. All but {@link #RUNNING} are final. */
    public enum State {
        /** Its function is being called. */
        RUNNING,
        /** Its function has returned, and all its messages are on their way. */
        FINISHED,
        /** Its function has thrown, or the task could not be started or continued. */
        FAILED,
        /** It was killed, whatever its function did afterwards. */
        KILLED
    }

    private static final byte[] NO_DATA = new byte[0];

    /** Refuses null. */
    public TaskReport {
        Objects.requireNonNull(taskId, "taskId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(data, "data");
    }

    /** A report without bytes for the scheduler. */
    public static TaskReport of(String taskId, State state, String reason) {
        return new TaskReport(taskId, state, reason, NO_DATA);
    }
}
