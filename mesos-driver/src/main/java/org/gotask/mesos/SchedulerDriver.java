package org.gotask.mesos;

import com.google.protobuf.ByteString;
import java.util.Collection;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.Filters;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.Request;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskStatus;

/**
 * A framework's connection to Mesos. Thread-safe. Calls are queued and return the driver's status immediately, unless
 * stated otherwise. A call that is not valid in the current status has no effect. Calls may be made from callbacks.
 * While the driver is not registered with a master, calls are dropped unless stated otherwise.
 */
public interface SchedulerDriver {

    /** Opens the port, detects the master and registers with it. Does nothing if the driver was started before. */
    DriverStatus start();

    /**
     * Stops the driver, waits for a bounded time until its last messages are sent, and frees its resources. Must be
     * called for every driver that was started, even after an abort or an error. Does nothing unless the driver is
     * running or aborted.
     *
     * @param failover true to keep the framework registered, so that another scheduler can take it over within its
     *     failover timeout; false to remove it with its tasks and executors
     * @return {@link DriverStatus#ABORTED} if the driver was aborted before
     */
    DriverStatus stop(boolean failover);

    /** Stops the driver and removes the framework: {@code stop(false)}. */
    default DriverStatus stop() {
        return stop(false);
    }

    /**
     * Aborts the driver: it makes no more callbacks, and deactivates the framework, which remains registered but gets
     * no more offers. Earlier calls are still carried out. Connections remain open until {@link #stop}.
     */
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

    /** Requests resources; a hint that the master's allocator may ignore. */
    DriverStatus requestResources(Collection<Request> requests);

    /**
     * Launches tasks on the sum of the offers, which must be of one agent. Without tasks the offers are declined. While
     * the driver is not registered, each task is reported as {@code TASK_LOST}, or {@code TASK_DROPPED} if the
     * framework is partition-aware.
     */
    DriverStatus launchTasks(Collection<OfferID> offerIds, Collection<TaskInfo> tasks, Filters filters);

    /**
     * Accepts offers, which must be of one agent, with a series of operations. The resources left over are declined.
     * Launched tasks are reported as by {@link #launchTasks}.
     *
     * @throws IllegalArgumentException if an operation has an id, because its status could not be received
     */
    DriverStatus acceptOffers(Collection<OfferID> offerIds, Collection<Offer.Operation> operations, Filters filters);

    /** Declines an offer; its resources are not offered again for the duration of the filters. */
    DriverStatus declineOffer(OfferID offerId, Filters filters);

    /**
     * Removes all filters and ends a suppression of offers. Without a master it takes effect at the next registration.
     */
    DriverStatus reviveOffers();

    /** Suppresses offers until {@link #reviveOffers}. Without a master it takes effect at the next registration. */
    DriverStatus suppressOffers();

    /** Kills a task. A status update reports its end. */
    DriverStatus killTask(TaskID taskId);

    /**
     * Acknowledges a status update; for drivers with explicit acknowledgement.
     *
     * @throws IllegalStateException if the driver acknowledges implicitly
     */
    DriverStatus acknowledgeStatusUpdate(TaskStatus status);

    /**
     * Sends bytes to an executor. Best effort: they may be lost, duplicated or reordered. Waits while too many messages
     * are queued; if the thread is interrupted while waiting, the message is dropped and the interrupt status remains
     * set.
     */
    DriverStatus sendFrameworkMessage(ExecutorID executorId, SlaveID agentId, ByteString data);

    /** Requests the states of these tasks, or of all tasks if the collection is empty. Status updates report them. */
    DriverStatus reconcileTasks(Collection<TaskStatus> statuses);
}
