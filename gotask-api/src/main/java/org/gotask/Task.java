package org.gotask;

import java.util.List;
import java.util.Map;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;

/**
 * A task as a class, for tasks that keep state in fields. The executor creates a new object for every task it runs, so
 * that tasks do not share fields. A task without fields is shorter as a {@link TaskFunction}.
 */
public interface Task {

    /**
     * Does the work of one task; called once, on its own virtual thread, with the guarantees of
     * {@link TaskFunction#run}.
     *
     * @param in messages from the scheduler function; closed when the task is to end
     * @param out messages to the scheduler function
     * @param args the task's name, followed by the arguments of its {@link TaskSpec}
     * @param env the environment entries of its {@link TaskSpec}, and {@code GOTASK_NAME}, {@code GOTASK_INDEX} and
     *     {@code GOTASK_COUNT}
     * @throws Exception any failure of the task; it becomes the cause of the failed run
     */
    void run(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, List<String> args, Map<String, String> env)
            throws Exception;
}
