package org.gotask.scheduler.cluster;

import java.util.Objects;

/**
 * A change of a task's state.
 *
 * @param taskName the name of the task
 * @param state its new state
 * @param reason the reason in one line; empty if there is nothing to explain
 * @param data bytes of the executor, which announces its link with the first update of a task; possibly empty, and not
 *     copied
 * @param reporter the part of the cluster that observed the change
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TaskUpdate(String taskName, TaskState state, String reason, byte[] data, Reporter reporter) {

    /** The parts of a cluster that observe changes of a task's state. */
    public enum Reporter {
        /** The executor of the task, which therefore lived when it reported. */
        EXECUTOR,
        /** The cluster, for instance because the executor is gone. */
        CLUSTER
    }

    private static final byte[] NO_DATA = new byte[0];

    /** Refuses null. */
    public TaskUpdate {
        Objects.requireNonNull(taskName, "taskName");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(reporter, "reporter");
    }

    /** An update of the executor. */
    public TaskUpdate(String taskName, TaskState state, String reason, byte[] data) {
        this(taskName, state, reason, data, Reporter.EXECUTOR);
    }

    /** An update of the executor without bytes. */
    public static TaskUpdate of(String taskName, TaskState state, String reason) {
        return new TaskUpdate(taskName, state, reason, NO_DATA);
    }

    /** An update of the cluster. */
    public static TaskUpdate ofCluster(String taskName, TaskState state, String reason) {
        return new TaskUpdate(taskName, state, reason, NO_DATA, Reporter.CLUSTER);
    }
}
