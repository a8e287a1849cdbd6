package org.gotask.mesos;

import com.google.protobuf.ByteString;
import org.gotask.mesos.proto.TaskStatus;

/**
 * An executor's connection to its agent. Thread-safe. Calls are queued and return at once with the driver's status; a
 * call that does not fit the status does nothing but return it. Calls may be made from callbacks.
 */
public interface ExecutorDriver {

    /** Starts listening and registers with the agent. Does nothing unless the driver is not started. */
    DriverStatus start();

    /** Stops the driver for good and waits until its last messages are on their way. */
    DriverStatus stop();

    /** Makes no callback any more and ignores what arrives. */
    DriverStatus abort();

    /**
     * Waits until the driver is stopped or aborted; returns at once if it was never started.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    DriverStatus join() throws InterruptedException;

    /**
     * {@link #start} and {@link #join}.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    DriverStatus run() throws InterruptedException;

    /**
     * Reports the state of a task. The driver keeps the update, and sends it again to an agent that comes back, until the
     * agent has acknowledged it.
     *
     * @throws IllegalArgumentException if the state is TASK_STAGING, which is not an executor's to report
     */
    DriverStatus sendStatusUpdate(TaskStatus status);

    /** Sends bytes to the scheduler. Best effort: they may be lost, doubled or reordered. */
    DriverStatus sendFrameworkMessage(ByteString data);
}
