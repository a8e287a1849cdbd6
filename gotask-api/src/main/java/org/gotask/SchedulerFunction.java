package org.gotask;

import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;

/**
 * The scheduler function written as a lambda. It runs on a virtual thread beside the scheduler driver.
 *
 * <p>The parameters stay these three; a {@link SchedulerBody} takes one {@link SchedulerContext}, to which more is added over
 * time.
 */
@FunctionalInterface
public interface SchedulerFunction {

    /**
     * Directs the tasks of one run. It starts when all tasks have been launched. Returning normally ends the run in good
     * order: what was sent is delivered, every task's {@code in} is closed, and the run completes when all tasks have
     * returned. Throwing fails the run.
     *
     * @param in messages from all tasks; {@link TaskMsg#taskName()} says from which. It is closed when all tasks have
     *     ended and everything they sent was received, or when the run fails
     * @param out messages to tasks; {@link TaskMsg#taskName()} says to which. A message to a task that does not run yet
     *     is delivered when it does. Sending to a task that has ended throws
     *     {@link org.gotask.channel.ChannelClosedException}; to a name that is no task of this run,
     *     {@link IllegalArgumentException}
     * @param events what became of tasks, executors and agents, from the registration on. It may be left unread: when
     *     its buffer is full, the oldest event is dropped
     * @throws Exception any failure; it ends the whole run, with this as the cause
     */
    void run(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, ReceiveChannel<SchedEvent> events) throws Exception;
}
