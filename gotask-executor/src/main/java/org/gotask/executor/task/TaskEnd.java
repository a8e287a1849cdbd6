package org.gotask.executor.task;

import org.gotask.executor.agent.TaskState;

/** How a task ended, or is to end: the last that is said of it. */
record TaskEnd(TaskState state, String reason) {

    static final TaskEnd FINISHED = new TaskEnd(TaskState.FINISHED, "");

    static TaskEnd killed(String reason) {
        return new TaskEnd(TaskState.KILLED, reason);
    }

    static TaskEnd failed(String reason) {
        return new TaskEnd(TaskState.FAILED, reason);
    }

    TaskEnd withReason(String other) {
        return new TaskEnd(state, other);
    }
}
