package org.gotask.mesos;

import com.google.protobuf.ByteString;
import org.gotask.mesos.proto.TaskStatus;

/**
 * An executor's connection to its agent. Thread-safe. Calls are queued and return the driver's status immediately,
 * unless stated otherwise. A call that is not valid in the current status has no effect. Calls may be made from
 * callbacks.
 */
public interface ExecutorDriver {

    /** Opens the port and registers with the agent. Does nothing if the driver was started before. */
    DriverStatus start();

    /**
     * Stops the driver, waits for a bounded time until its last messages are sent, and frees its resources. Must be
     * called for every driver that was started, even after an abort or an error. Does nothing unless the driver is
     * running or aborted.
     *
     * @return {@link DriverStatus#ABORTED} if the driver was aborted before
     */
    DriverStatus stop();

    /** Aborts the driver: it makes no more callbacks and ignores further messages. */
    DriverStatus abort();

    /**
     * Waits until the driver is stopped or aborted, its last messages are sent, and the error callback, if any, has
     * returned. Returns immediately if the driver was never started.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     * @throws CallbackException if the driver was aborted because a callback threw
     */
    DriverStatus join() throws InterruptedException;

    /**
     * Calls {@link #start} and {@link #join}.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     * @throws CallbackException if the driver was aborted because a callback threw
     */
    DriverStatus run() throws InterruptedException;

    /**
     * Reports the state of a task. The driver adds a UUID and the time, and repeats the update until the agent has
     * acknowledged it, also after a restart of the agent.
     *
     * @throws IllegalArgumentException if the state is TASK_STAGING, which executors may not report
     */
    DriverStatus sendStatusUpdate(TaskStatus status);

    /**
     * Sends bytes to the scheduler. Best effort: they may be lost, duplicated or reordered. Waits while too many
     * messages are queued; if the thread is interrupted while waiting, the message is dropped and the interrupt status
     * remains set.
     */
    DriverStatus sendFrameworkMessage(ByteString data);
}
