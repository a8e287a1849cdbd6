package org.gotask;

/**
 * The scheduler function, as a lambda with one {@link SchedulerContext}. It has the same guarantees as a
 * {@link SchedulerFunction}; the context has a method for each of its three parameters, and for any feature that later
 * versions add.
 *
 * <p>A scheduler function that keeps state in fields can take the context in its constructor:
 * {@code run -> new Dispatcher(run).run()}.
 */
@FunctionalInterface
public interface SchedulerBody {

    /**
     * Directs the tasks of one run, on a virtual thread in the scheduler's process. It starts when all tasks have been
     * launched. Returning normally ends the run in order: all messages sent are delivered, every task's {@code in} is
     * closed, and the run completes when all tasks have returned. Throwing fails the run.
     *
     * @param run the tasks of the run and the channels to and from them
     * @throws Exception any failure; it becomes the cause of the failed run
     */
    void run(SchedulerContext run) throws Exception;
}
