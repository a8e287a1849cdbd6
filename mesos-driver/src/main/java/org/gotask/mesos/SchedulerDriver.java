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
 * A framework's connection to Mesos. Thread-safe. Calls are queued and return at once with the driver's status; a call
 * that does not fit the status does nothing but return it. Calls may be made from callbacks. While there is no master,
 * calls for which nothing else is said are dropped.
 */
public interface SchedulerDriver {

    /** Starts looking for the master and registering with it. Does nothing unless the driver is not started. */
    DriverStatus start();

    /**
     * Stops the driver for good, waits until its last messages are on their way (some seconds at most) and frees all that
     * the driver holds. Does nothing unless the driver is running or aborted; a driver that is not used any more is always
     * to be stopped.
     *
     * @return {@link DriverStatus#ABORTED} if the driver was aborted before
     * @param failover true keeps the framework registered for another scheduler to take over within its failover
     *     timeout; false removes it, and its tasks and executors with it
     */
    DriverStatus stop(boolean failover);

    /** Stops the driver and removes the framework: {@code stop(false)}. */
    default DriverStatus stop() {
        return stop(false);
    }

    /**
     * Makes no callback any more and tells the master to offer nothing; the framework stays registered. Calls made before
     * are carried out. The connections stay until {@link #stop}.
     */
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

    /** Asks for resources; a hint that the master's allocator may ignore. */
    DriverStatus requestResources(Collection<Request> requests);

    /**
     * Launches tasks on the sum of the offers, all of one agent. Without tasks the offers are declined. While there is no
     * master each task is reported lost, or dropped to a partition-aware framework.
     */
    DriverStatus launchTasks(Collection<OfferID> offerIds, Collection<TaskInfo> tasks, Filters filters);

    /**
     * Accepts offers, all of one agent, with a series of operations. What they leave unused is declined.
     *
     * @throws IllegalArgumentException if an operation has an id, for its status could not be received
     */
    DriverStatus acceptOffers(Collection<OfferID> offerIds, Collection<Offer.Operation> operations, Filters filters);

    /** Gives an offer back, not to be made again for as long as the filters say. */
    DriverStatus declineOffer(OfferID offerId, Filters filters);

    /** Removes all filters and ends a suppression: everything free is offered again. */
    DriverStatus reviveOffers();

    /** Asks for no more offers until {@link #reviveOffers}. */
    DriverStatus suppressOffers();

    /** Kills a task. Its end is reported as a status update. */
    DriverStatus killTask(TaskID taskId);

    /**
     * Acknowledges a status update; for a driver with explicit acknowledgement.
     *
     * @throws IllegalStateException if the driver acknowledges implicitly
     */
    DriverStatus acknowledgeStatusUpdate(TaskStatus status);

    /**
     * Sends bytes to an executor. Best effort: they may be lost, doubled or reordered. Waits while more is being sent than
     * the network takes; what an interrupted thread would have to wait for is dropped, and the interrupt kept.
     */
    DriverStatus sendFrameworkMessage(ExecutorID executorId, SlaveID agentId, ByteString data);

    /** Asks for the state of these tasks, or of all tasks if there are none given. */
    DriverStatus reconcileTasks(Collection<TaskStatus> statuses);
}
