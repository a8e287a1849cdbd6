package org.gotask.mesos.local;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.gotask.mesos.Scheduler;
import org.gotask.mesos.SchedulerDriver;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;

/** Records the callbacks of the real driver until a test takes them. */
final class RecordingScheduler implements Scheduler {

    final BlockingQueue<MasterInfo> registrations = new LinkedBlockingQueue<>();
    final BlockingQueue<String> disconnections = new LinkedBlockingQueue<>();
    final BlockingQueue<List<Offer>> offers = new LinkedBlockingQueue<>();
    final BlockingQueue<TaskStatus> updates = new LinkedBlockingQueue<>();
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<String> errors = new LinkedBlockingQueue<>();

    private final Map<String, TaskState> states = new ConcurrentHashMap<>();

    /** The number of tasks in a state now. */
    long count(TaskState wanted) {
        return states.values().stream().filter(state -> state == wanted).count();
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID frameworkId, MasterInfo master) {
        registrations.add(master);
    }

    @Override
    public void reregistered(SchedulerDriver driver, MasterInfo master) {
        registrations.add(master);
    }

    @Override
    public void disconnected(SchedulerDriver driver) {
        disconnections.add("disconnected");
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offered) {
        offers.add(offered);
    }

    @Override
    public void offerRescinded(SchedulerDriver driver, OfferID offerId) {}

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        states.put(status.getTaskId().getValue(), status.getState());
        updates.add(status);
    }

    @Override
    public void frameworkMessage(SchedulerDriver driver, ExecutorID executorId, SlaveID agentId, ByteString data) {
        messages.add(data.toStringUtf8());
    }

    @Override
    public void agentLost(SchedulerDriver driver, SlaveID agentId) {
        errors.add("agent lost: " + agentId.getValue());
    }

    @Override
    public void executorLost(SchedulerDriver driver, ExecutorID executorId, SlaveID agentId, int status) {
        errors.add("executor lost: " + executorId.getValue() + ", status " + status);
    }

    @Override
    public void error(SchedulerDriver driver, String message) {
        errors.add(message);
    }
}
