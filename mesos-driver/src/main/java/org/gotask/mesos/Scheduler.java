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
 * What a framework hears from its {@link SchedulerDriver}. Callbacks are made one at a time, in order, on one thread of
 * the driver; they may call the driver, and should not block, for the next callback waits. An exception thrown by a
 * callback aborts the driver and is reported by {@link SchedulerDriver#join}.
 */
public interface Scheduler {

    /** The master has accepted the framework under this id. Offers follow. */
    void registered(SchedulerDriver driver, FrameworkID frameworkId, MasterInfo master);

    /** The master, perhaps a new one, knows the framework again. */
    void reregistered(SchedulerDriver driver, MasterInfo master);

    /** The master is lost; the driver looks for the next one. Offers held are void. */
    void disconnected(SchedulerDriver driver);

    /** Resources are offered; each offer stays with the framework until it accepts or declines it. */
    void resourceOffers(SchedulerDriver driver, List<Offer> offers);

    /** An offer is void; tasks launched with it are reported lost. */
    void offerRescinded(SchedulerDriver driver, OfferID offerId);

    /**
     * A task's state has changed. Delivery is at least once and in order per task. With implicit acknowledgement,
     * returning from this callback acknowledges the update.
     */
    void statusUpdate(SchedulerDriver driver, TaskStatus status);

    /** An executor has sent bytes. Best effort: they may be lost, doubled or reordered. */
    void frameworkMessage(SchedulerDriver driver, ExecutorID executorId, SlaveID agentId, ByteString data);

    /** An agent is gone. The states of its tasks come separately. */
    void agentLost(SchedulerDriver driver, SlaveID agentId);

    /**
     * An executor has ended; best effort. The states of its tasks come separately.
     *
     * @param status the raw wait status: exit code times 256, or the number of a signal, or -1 if unknown
     */
    void executorLost(SchedulerDriver driver, ExecutorID executorId, SlaveID agentId, int status);

    /** The driver has given up and is {@link DriverStatus#ABORTED}; this is the last callback. */
    void error(SchedulerDriver driver, String message);
}
