package org.gotask;

/**
 * A task as a lambda with one {@link TaskContext}. It has the same guarantees as a {@link TaskFunction}; the context
 * has a method for each of its four parameters, and for any feature that later versions add.
 *
 * <p>A task that keeps state in fields can take the context in its constructor:
 * {@code task -> new Elevator(task).run()}.
 */
@FunctionalInterface
public interface TaskBody {

    /**
     * Does the work of one task, on a virtual thread with the name of the task. Returning normally finishes the task;
     * throwing fails the task and the whole run. Several tasks may run in one process at the same time, each with its
     * own context.
     *
     * @param task the task's name, arguments, environment and channels
     * @throws Exception any failure of the task; it becomes the cause of the failed run
     */
    void run(TaskContext task) throws Exception;
}
