package org.gotask.scheduler.cluster;

/** The states of a task that make a difference to a run. */
public enum TaskState {
    /** Under way to its executor, or being set up there. */
    STARTING,
    /** Its function has been started. */
    RUNNING,
    /** Its function has returned. */
    FINISHED,
    /** Its function has thrown, or it could not be started. */
    FAILED,
    /** It was killed. */
    KILLED,
    /** It is gone with its executor or agent, or never arrived. */
    LOST;

    /** True if no other state follows. */
    public boolean isTerminal() {
        return switch (this) {
            case STARTING, RUNNING -> false;
            case FINISHED, FAILED, KILLED, LOST -> true;
        };
    }
}
