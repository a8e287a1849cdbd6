package org.gotask.mesos;

import com.google.protobuf.ByteString;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;

/**
 * The callbacks of an executor. The {@link ExecutorDriver} makes them one at a time, in order, on one thread; they may
 * call the driver, and should not block. An exception thrown by a callback aborts the driver and is reported by
 * {@link ExecutorDriver#join}.
 */
public interface Executor {

    /** The agent has registered the executor. Tasks follow. */
    void registered(ExecutorDriver driver, ExecutorInfo executor, FrameworkInfo framework, SlaveInfo agent);

    /** The agent was restarted and has reregistered the executor. */
    void reregistered(ExecutorDriver driver, SlaveInfo agent);

    /** The agent is unreachable; the driver waits for its return. Called only for frameworks with checkpointing. */
    void disconnected(ExecutorDriver driver);

    /** Requests to run a task. The executor responds with status updates. */
    void launchTask(ExecutorDriver driver, TaskInfo task);

    /** Requests to kill a task. The executor responds with a status update. */
    void killTask(ExecutorDriver driver, TaskID taskId);

    /** Bytes from the scheduler. Best effort: they may be lost, duplicated or reordered. */
    void frameworkMessage(ExecutorDriver driver, ByteString data);

    /**
     * Requests the executor to end, because the agent requires it or is lost. Status updates can still be sent; no more
     * tasks and messages are received. After the shutdown grace period the process is ended by force, unless
     * {@code MESOS_LOCAL} is set.
     */
    void shutdown(ExecutorDriver driver);

    /** The driver has failed and is {@link DriverStatus#ABORTED}; this is the last callback. */
    void error(ExecutorDriver driver, String message);
}
