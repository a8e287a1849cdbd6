package org.gotask;

/**
 * A task written as a lambda that takes one {@link TaskContext}. The promises are those of {@link TaskFunction}, whose
 * four parameters the context has as methods; what tasks can do in later versions is found there, too.
 *
 * <p>A task that keeps state in fields takes the context in its constructor:
 * {@code task -> new Elevator(task).run()}.
 */
@FunctionalInterface
public interface TaskBody {

    /**
     * Does the work of one task, on a virtual thread that bears its name. Returning normally finishes the task; throwing
     * fails it, and with it the whole run. Several tasks may run in one process at the same time, each with a context of
     * its own.
     *
     * @param task the task's name, arguments, environment and channels
     * @throws Exception any failure of the task; it ends the whole run, with this as the cause
     */
    void run(TaskContext task) throws Exception;
}
