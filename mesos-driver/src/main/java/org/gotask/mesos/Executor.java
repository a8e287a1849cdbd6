package org.gotask.mesos;

import com.google.protobuf.ByteString;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;

/**
 * What an executor hears from its {@link ExecutorDriver}. Callbacks are made one at a time, in order, on one thread of
 * the driver; they may call the driver, and should not block. An exception thrown by a callback aborts the
 * driver and is reported by {@link ExecutorDriver#join}.
 */
public interface Executor {

    /** The agent knows the executor. Tasks follow. */
    void registered(ExecutorDriver driver, ExecutorInfo executor, FrameworkInfo framework, SlaveInfo agent);

    /** The agent was restarted and knows the executor again. */
    void reregistered(ExecutorDriver driver, SlaveInfo agent);

    /** The agent is out of reach; the executor waits for it to come back. Only with checkpointing. */
    void disconnected(ExecutorDriver driver);

    /** A task is to be run. The executor answers with status updates. */
    void launchTask(ExecutorDriver driver, TaskInfo task);

    /** A task is to be killed. */
    void killTask(ExecutorDriver driver, TaskID taskId);

    /** The scheduler has sent bytes. Best effort: they may be lost, doubled or reordered. */
    void frameworkMessage(ExecutorDriver driver, ByteString data);

    /**
     * The executor has to end: the agent says so or is lost. Status updates can still be sent; nothing more is received.
     * The process is ended by force when the shutdown grace period is over, unless {@code MESOS_LOCAL} is set.
     */
    void shutdown(ExecutorDriver driver);

    /** The driver has given up and is {@link DriverStatus#ABORTED}; this is the last callback. */
    void error(ExecutorDriver driver, String message);
}
