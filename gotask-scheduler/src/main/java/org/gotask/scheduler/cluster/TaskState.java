package org.gotask.scheduler.cluster;

/** The states of a task that a run distinguishes. */
public enum TaskState {
    /** On its way to its executor, or being set up there. */
    STARTING,
    /** Its function has been started. */
    RUNNING,
    /** Its function has returned. */
    FINISHED,
    /** Its function has thrown, or it could not be started. */
    FAILED,
    /** It was killed. */
    KILLED,
    /** Its executor or agent is lost, or the task never arrived there. */
    LOST;

    /** True if no other state follows. */
    public boolean isTerminal() {
        return switch (this) {
            case STARTING, RUNNING -> false;
            case FINISHED, FAILED, KILLED, LOST -> true;
        };
    }
}
