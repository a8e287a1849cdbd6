package org.gotask.system;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.Scheduler;
import org.gotask.mesos.SchedulerDriver;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskStatus;

/** What a scheduler driver called back, each kind in its order; what should not happen is kept apart. Thread-safe. */
final class HeardEvents implements Scheduler {

    private static final long PATIENCE_SECONDS = 60;

    final BlockingQueue<FrameworkID> registrations = new LinkedBlockingQueue<>();
    final BlockingQueue<List<Offer>> offers = new LinkedBlockingQueue<>();
    final BlockingQueue<TaskStatus> statuses = new LinkedBlockingQueue<>();
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<String> accidents = new LinkedBlockingQueue<>();

    /** The next of a kind, waited for, but not for ever. */
    <T> T next(BlockingQueue<T> kind) throws InterruptedException {
        T next = kind.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing heard within " + PATIENCE_SECONDS + " s; accidents: " + accidents
                    + ", messages: " + messages + ", statuses: " + statuses);
        }
        return next;
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID frameworkId, MasterInfo master) {
        registrations.add(frameworkId);
    }

    @Override
    public void reregistered(SchedulerDriver driver, MasterInfo master) {
        accidents.add("registered again");
    }

    @Override
    public void disconnected(SchedulerDriver driver) {
        accidents.add("disconnected");
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offered) {
        offers.add(offered);
    }

    @Override
    public void offerRescinded(SchedulerDriver driver, OfferID offerId) {
        accidents.add("offer rescinded: " + offerId.getValue());
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        statuses.add(status);
    }

    @Override
    public void frameworkMessage(SchedulerDriver driver, ExecutorID executorId, SlaveID agentId, ByteString data) {
        messages.add(data.toStringUtf8());
    }

    @Override
    public void agentLost(SchedulerDriver driver, SlaveID agentId) {
        accidents.add("agent lost: " + agentId.getValue());
    }

    @Override
    public void executorLost(SchedulerDriver driver, ExecutorID executorId, SlaveID agentId, int status) {
        accidents.add("executor lost: " + executorId.getValue() + ", status " + status);
    }

    @Override
    public void error(SchedulerDriver driver, String message) {
        accidents.add("error: " + message);
    }
}
