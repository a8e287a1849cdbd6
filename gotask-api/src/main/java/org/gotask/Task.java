package org.gotask;

import java.util.List;
import java.util.Map;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;

/**
 * A task written as a class, for tasks that keep state in fields. The executor makes a new object for every task it
 * runs, so the fields of one task are never seen by another. A task without fields is shorter as a
 * {@link TaskFunction}.
 */
public interface Task {

    /**
     * Does the work of one task; called once, on a virtual thread of its own. The promises are those of
     * {@link TaskFunction#run}.
     *
     * @throws Exception any failure of the task; it ends the whole run, with this as the cause
     */
    void run(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, List<String> args, Map<String, String> env)
            throws Exception;
}
