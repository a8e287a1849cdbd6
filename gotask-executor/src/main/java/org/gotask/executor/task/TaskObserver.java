package org.gotask.executor.task;

/** Hears from a {@link RunningTask}. Must not block; called on any thread. */
interface TaskObserver {

    /** The task is over; called once for each. Its name can be used again. */
    void ended(RunningTask task, TaskEnd end);

    /** The task died of an error that leaves no task of this process sound. */
    void processBroken(String reason);
}
