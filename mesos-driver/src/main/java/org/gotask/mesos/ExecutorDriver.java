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

    /**
     * Stops the driver for good, waits until its last messages are on their way (some seconds at most) and frees all that
     * the driver holds. Does nothing unless the driver is running or aborted; a driver that is not used any more is always
     * to be stopped.
     *
     * @return {@link DriverStatus#ABORTED} if the driver was aborted before
     */
    DriverStatus stop();

    /** Makes no callback any more and ignores what arrives. */
    DriverStatus abort();

    /**
     * Waits until the driver is stopped or aborted and has sent its last messages, and until the error callback, if there
     * is one, has returned. Returns at once if the driver was never started.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     * @throws CallbackException if the driver was aborted because a callback threw
     */
    DriverStatus join() throws InterruptedException;

    /**
     * {@link #start} and {@link #join}.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     * @throws CallbackException if the driver was aborted because a callback threw
     */
    DriverStatus run() throws InterruptedException;

    /**
     * Reports the state of a task. The driver gives the update a uuid and the time, keeps it, and sends it again, also to
     * an agent that comes back, until the agent has acknowledged it.
     *
     * @throws IllegalArgumentException if the state is TASK_STAGING, which is not an executor's to report
     */
    DriverStatus sendStatusUpdate(TaskStatus status);

    /**
     * Sends bytes to the scheduler. Best effort: they may be lost, doubled or reordered. Waits while more is being sent
     * than the network takes; what an interrupted thread would have to wait for is dropped, and the interrupt kept.
     */
    DriverStatus sendFrameworkMessage(ByteString data);
}
