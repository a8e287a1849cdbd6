package org.gotask;

import java.util.List;
import java.util.Map;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;

/**
 * A task as a lambda. It runs on a virtual thread in an executor of the cluster and communicates with the scheduler
 * function through two channels. A task that needs additional threads starts them in a {@link org.gotask.scope.Scope},
 * so that they end with the task.
 *
 * <p>The four parameters are fixed. Later versions add features to the {@link TaskContext} of a {@link TaskBody}.
 */
@FunctionalInterface
public interface TaskFunction {

    /**
     * Does the work of one task. Returning normally finishes the task; throwing fails the task and the whole run,
     * unless the {@link TaskSpec#withTolerance tolerance} of its spec includes it.
     *
     * @param in messages from the scheduler function. It is closed when the task is to end: a task that iterates over
     *     it needs no other stop signal
     * @param out messages to the scheduler function; each carries this task's name, whether set or not
     * @param args the task's name, followed by the arguments of its {@link TaskSpec}
     * @param env the environment entries of its {@link TaskSpec}, and {@code GOTASK_NAME}, {@code GOTASK_INDEX} and
     *     {@code GOTASK_COUNT}
     * @throws Exception any failure of the task; it becomes the cause of the failed run
     */
    void run(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, List<String> args, Map<String, String> env)
            throws Exception;
}
