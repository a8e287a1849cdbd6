package org.gotask.executor.task;

/** Observes a {@link RunningTask}. Called on any thread; must not block. */
interface TaskObserver {

    /** The task has ended, and its name can be used again. Called once for each task. */
    void ended(RunningTask task, TaskEnd end);

    /** The task failed with an error after which no task of this process can be relied on. */
    void processBroken(String reason);
}
