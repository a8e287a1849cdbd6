package org.gotask;

/**
 * The scheduler function written as a lambda that takes one {@link SchedulerContext}. The promises are those of
 * {@link SchedulerFunction}, whose three parameters the context has as methods; what the scheduler function can do in
 * later versions is found there, too.
 *
 * <p>A scheduler function that keeps state in fields takes the context in its constructor:
 * {@code run -> new Dispatcher(run).run()}.
 */
@FunctionalInterface
public interface SchedulerBody {

    /**
     * Directs the tasks of one run, on a virtual thread beside the scheduler. It starts when all tasks have been launched.
     * Returning normally ends the run in good order: what was sent is delivered, every task's {@code in} is closed, and the
     * run completes when all tasks have returned. Throwing fails the run.
     *
     * @param run the tasks of the run and the channels that join them with this function
     * @throws Exception any failure; it ends the whole run, with this as the cause
     */
    void run(SchedulerContext run) throws Exception;
}
