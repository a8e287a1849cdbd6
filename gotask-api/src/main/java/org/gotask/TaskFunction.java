package org.gotask;

import java.util.List;
import java.util.Map;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;

/**
 * A task written as a lambda. It runs on a virtual thread in some executor of the cluster and talks to the scheduler
 * function through two channels. If it needs more threads than that one, a {@link org.gotask.scope.Scope} sees to it that
 * they end with it.
 *
 * <p>The parameters stay these four; a {@link TaskBody} takes one {@link TaskContext}, to which more is added over time.
 */
@FunctionalInterface
public interface TaskFunction {

    /**
     * Does the work of one task. Returning normally finishes the task; throwing fails it, and with it the whole run.
     *
     * @param in messages from the scheduler function. It is closed when the task is to end: a task that iterates over
     *     it needs no other stop signal
     * @param out messages to the scheduler function; each carries this task's name, given or not
     * @param args the task's name, followed by the arguments of its {@link TaskSpec}
     * @param env the environment entries of its {@link TaskSpec}, and {@code GOTASK_NAME}, {@code GOTASK_INDEX} and
     *     {@code GOTASK_COUNT}
     * @throws Exception any failure of the task; it ends the whole run, with this as the cause
     */
    void run(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, List<String> args, Map<String, String> env)
            throws Exception;
}
