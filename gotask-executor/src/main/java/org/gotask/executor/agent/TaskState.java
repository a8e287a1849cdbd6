package org.gotask.executor.agent;

/** How far a task has come. Each but {@link #RUNNING} is the last that is said of it. */
public enum TaskState {
    /** Its function is being called. */
    RUNNING,
    /** Its function has returned, and all it sent is on its way. */
    FINISHED,
    /** Its function has thrown, or it could not be started or go on. */
    FAILED,
    /** It was killed, whatever its function did then. */
    KILLED
}
