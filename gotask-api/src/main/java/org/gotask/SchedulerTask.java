package org.gotask;

import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;

/** The scheduler function written as a class, for one that keeps state in fields. */
public interface SchedulerTask {

    /**
     * Directs the tasks of one run; called once. The promises are those of {@link SchedulerFunction#run}.
     *
     * @throws Exception any failure; it ends the whole run, with this as the cause
     */
    void run(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, ReceiveChannel<SchedEvent> events) throws Exception;
}
