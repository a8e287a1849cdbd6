package org.gotask.scheduler.mesos;

import com.google.protobuf.ByteString;
import java.util.List;
import org.gotask.mesos.Scheduler;
import org.gotask.mesos.SchedulerDriver;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.text.ForeignText;
import org.gotask.scheduler.cluster.ClusterListener;
import org.gotask.scheduler.cluster.ExecutorAddress;
import org.gotask.scheduler.cluster.ResourceOffer;
import org.gotask.text.FailureLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates callbacks of the driver into calls of the listener. */
final class SchedulerCallbacks implements Scheduler {

    private static final Logger log = LoggerFactory.getLogger(SchedulerCallbacks.class);

    private final ClusterListener listener;
    private final HeldOffers offers;

    SchedulerCallbacks(ClusterListener listener, HeldOffers offers) {
        this.listener = listener;
        this.offers = offers;
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID frameworkId, MasterInfo master) {
        guarded(() -> {
            // the run logs the event
            log.debug("registered: framework={}, master={}", ForeignText.line(frameworkId.getValue()), shown(master));
            listener.registered(frameworkId.getValue(), shown(master));
        });
    }

    @Override
    public void reregistered(SchedulerDriver driver, MasterInfo master) {
        guarded(() -> {
            log.debug("registered again: master={}", shown(master));
            offers.clear();
            listener.reregistered(shown(master));
        });
    }

    /** Reports a fault, which aborts the driver: the run must not wait for further callbacks. */
    private void guarded(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | Error e) {
            listener.error("Mesos: a callback failed: " + FailureLine.of(e));
            throw e;
        }
    }

    /** The master without the secret parts of its process id, since applications print it. */
    private static String shown(MasterInfo master) {
        return Upid.find(master.getPid()).map(Upid::toString).orElseGet(master::getHostname);
    }

    @Override
    public void disconnected(SchedulerDriver driver) {
        guarded(() -> {
            log.warn("master unreachable, tasks continue; looking for the leading master");
            offers.clear();
            listener.disconnected();
        });
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offered) {
        guarded(() -> {
            offered.forEach(offers::add);
            listener.offered(offered.stream()
                    .map(offer -> new ResourceOffer(
                            offer.getId().getValue(),
                            offer.getSlaveId().getValue(),
                            ForeignText.line(offer.getHostname()),
                            OfferedResources.sum(offer.getResourcesList())))
                    .toList());
        });
    }

    @Override
    public void offerRescinded(SchedulerDriver driver, OfferID offerId) {
        guarded(() -> {
            offers.remove(offerId.getValue());
            listener.rescinded(offerId.getValue());
        });
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        guarded(() -> {
            // the run logs each new state
            log.debug(
                    "task status: task={}, state={}, message={}",
                    ForeignText.line(status.getTaskId().getValue()),
                    status.getState(),
                    ForeignText.line(status.getMessage()));
            MesosMessages.update(status).ifPresent(listener::updated);
        });
    }

    @Override
    public void frameworkMessage(SchedulerDriver driver, ExecutorID executorId, SlaveID agentId, ByteString data) {
        guarded(() ->
                listener.message(new ExecutorAddress(executorId.getValue(), agentId.getValue()), data.toByteArray()));
    }

    @Override
    public void agentLost(SchedulerDriver driver, SlaveID agentId) {
        guarded(() -> listener.agentLost(agentId.getValue()));
    }

    @Override
    public void executorLost(SchedulerDriver driver, ExecutorID executorId, SlaveID agentId, int status) {
        guarded(() -> listener.executorLost(
                new ExecutorAddress(executorId.getValue(), agentId.getValue()), MesosMessages.exit(status)));
    }

    @Override
    public void error(SchedulerDriver driver, String message) {
        listener.error("Mesos: " + ForeignText.line(message));
    }
}
