package org.gotask;

import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;

/** The scheduler function as a class, for implementations that keep state in fields. */
public interface SchedulerTask {

    /**
     * Directs the tasks of one run; called once, with the guarantees of {@link SchedulerFunction#run}.
     *
     * @param in messages from all tasks
     * @param out messages to tasks
     * @param events events of tasks, executors and agents
     * @throws Exception any failure; it becomes the cause of the failed run
     */
    void run(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, ReceiveChannel<SchedEvent> events) throws Exception;
}
