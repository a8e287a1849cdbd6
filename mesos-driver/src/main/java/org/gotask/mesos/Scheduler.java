package org.gotask.mesos;

import com.google.protobuf.ByteString;
import java.util.List;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskStatus;

/**
 * The callbacks of a framework. The {@link SchedulerDriver} makes them one at a time, in order, on one thread; they may
 * call the driver, and should not block, because they delay later callbacks. An exception thrown by a callback aborts
 * the driver and is reported by {@link SchedulerDriver#join}.
 */
public interface Scheduler {

    /** The master has registered the framework with this id. Offers follow. */
    void registered(SchedulerDriver driver, FrameworkID frameworkId, MasterInfo master);

    /** The master, possibly a new one, has reregistered the framework. */
    void reregistered(SchedulerDriver driver, MasterInfo master);

    /** The connection to the master is lost; the driver looks for the leading master. All offers are void. */
    void disconnected(SchedulerDriver driver);

    /** Offers of resources. Each belongs to the framework until it is accepted, declined or rescinded. */
    void resourceOffers(SchedulerDriver driver, List<Offer> offers);

    /** An offer is void; tasks launched on it are reported as lost. */
    void offerRescinded(SchedulerDriver driver, OfferID offerId);

    /**
     * A task's state has changed. Delivery is at least once and in order per task. With implicit acknowledgement,
     * returning from this callback acknowledges the update.
     */
    void statusUpdate(SchedulerDriver driver, TaskStatus status);

    /** Bytes from an executor. Best effort: they may be lost, duplicated or reordered. */
    void frameworkMessage(SchedulerDriver driver, ExecutorID executorId, SlaveID agentId, ByteString data);

    /** An agent was lost. Status updates report the states of its tasks separately. */
    void agentLost(SchedulerDriver driver, SlaveID agentId);

    /**
     * An executor has ended. Best effort: the callback may be missing. Status updates report the states of its tasks
     * separately.
     *
     * @param status the raw wait status: exit code times 256, or the number of a signal, or -1 if unknown
     */
    void executorLost(SchedulerDriver driver, ExecutorID executorId, SlaveID agentId, int status);

    /** The driver has failed and is {@link DriverStatus#ABORTED}; this is the last callback. */
    void error(SchedulerDriver driver, String message);
}
