package org.gotask.scheduler.cluster;

import java.util.Objects;

/**
 * A change of a task's state.
 *
 * @param taskName the name of the task
 * @param state its new state
 * @param reason the reason in one line; empty if there is nothing to explain
 * @param cause the cause of the end of a task
 * @param data bytes of the executor, which announces its link with the first update of a task; possibly empty, and not
 *     copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TaskUpdate(String taskName, TaskState state, String reason, Cause cause, byte[] data) {

    /** The causes of the end of a task that a run distinguishes. */
    public enum Cause {
        /** The task itself; its executor reported the end. */
        TASK,
        /** The end of its executor, which {@link ClusterListener#executorLost} explains. */
        EXECUTOR_ENDED,
        /** Anything else that the cluster observed, such as an unreachable agent. */
        CLUSTER
    }

    private static final byte[] NO_DATA = new byte[0];

    /** Refuses null. */
    public TaskUpdate {
        Objects.requireNonNull(taskName, "taskName");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(data, "data");
    }

    /** An update of the task itself. */
    public TaskUpdate(String taskName, TaskState state, String reason, byte[] data) {
        this(taskName, state, reason, Cause.TASK, data);
    }

    /** An update of the task itself, without bytes of the executor. */
    public static TaskUpdate of(String taskName, TaskState state, String reason) {
        return new TaskUpdate(taskName, state, reason, NO_DATA);
    }

    /** An update of the cluster. */
    public static TaskUpdate ofCluster(String taskName, TaskState state, String reason) {
        return new TaskUpdate(taskName, state, reason, Cause.CLUSTER, NO_DATA);
    }
}
