package org.gotask.executor.task;

import org.gotask.executor.agent.TaskReport;

/** The end of a task, for its last report. */
record TaskEnd(TaskReport.State state, String reason) {

    static final TaskEnd FINISHED = new TaskEnd(TaskReport.State.FINISHED, "");

    static TaskEnd killed(String reason) {
        return new TaskEnd(TaskReport.State.KILLED, reason);
    }

    static TaskEnd failed(String reason) {
        return new TaskEnd(TaskReport.State.FAILED, reason);
    }

    TaskEnd withReason(String other) {
        return new TaskEnd(state, other);
    }
}
