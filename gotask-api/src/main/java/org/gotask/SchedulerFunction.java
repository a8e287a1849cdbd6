package org.gotask;

import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;

/**
 * The scheduler function, as a lambda. It runs on a virtual thread in the scheduler's process.
 *
 * <p>The three parameters are fixed. Later versions add features to the {@link SchedulerContext} of a
 * {@link SchedulerBody}.
 */
@FunctionalInterface
public interface SchedulerFunction {

    /**
     * Directs the tasks of one run. It starts when all tasks have been launched. Returning normally ends the run in
     * order: all messages sent are delivered, every task's {@code in} is closed, and the run completes when all tasks
     * have returned. Throwing fails the run.
     *
     * @param in messages from all tasks; {@link TaskMsg#taskName()} names the sender. It is closed when all tasks have
     *     ended and all their messages have been received, or when the run fails
     * @param out messages to tasks; {@link TaskMsg#taskName()} names the receiver. A message to a task that does not
     *     run yet is delivered when it does. A send waits while too many messages, or too many bytes, wait to be read
     *     by that task. Sending to a task that has ended throws
     *     {@link org.gotask.channel.ChannelClosedException}; sending to a name that is not a task of this run throws
     *     {@link IllegalArgumentException}
     * @param events events of tasks, executors and agents, from the registration on. Reading them is optional: when the
     *     buffer is full, the oldest event is dropped
     * @throws Exception any failure; it becomes the cause of the failed run
     */
    void run(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, ReceiveChannel<SchedEvent> events) throws Exception;
}
