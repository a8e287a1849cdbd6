package org.gotask.mesos;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskStatus;

/** Records each callback with its arguments, and then runs the action that the test has set for it. */
final class RecordingScheduler implements Scheduler {

    /** The callbacks, by the names of their methods. */
    static final List<String> CALLBACKS = List.of(
            "registered",
            "reregistered",
            "disconnected",
            "resourceOffers",
            "offerRescinded",
            "statusUpdate",
            "frameworkMessage",
            "agentLost",
            "executorLost",
            "error");

    record Heard(String name, List<Object> arguments) {
        Object argument(int index) {
            return arguments.get(index);
        }

        TaskStatus status() {
            return (TaskStatus) arguments.get(0);
        }
    }

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final Map<String, Consumer<SchedulerDriver>> reactions = new ConcurrentHashMap<>();

    /** Sets an action that runs inside a callback. */
    RecordingScheduler on(String callback, Consumer<SchedulerDriver> reaction) {
        reactions.put(callback, reaction);
        return this;
    }

    /** Waits for the next callback. */
    Heard next() throws InterruptedException {
        Heard next = heard.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no callback within 15 s");
        }
        return next;
    }

    /** The next callback, which must be this one. */
    Heard next(String name) throws InterruptedException {
        Heard next = next();
        if (!next.name.equals(name)) {
            throw new AssertionError("expected " + name + " but heard " + next);
        }
        return next;
    }

    /** The callbacks that were not taken yet. */
    List<Heard> rest() {
        return List.copyOf(heard);
    }

    private void hear(SchedulerDriver driver, String name, Object... arguments) {
        // chosen before the test sees the callback, because the test may then set the action for the next one
        Consumer<SchedulerDriver> reaction = reactions.getOrDefault(name, unused -> {});
        heard.add(new Heard(name, List.of(arguments)));
        reaction.accept(driver);
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID frameworkId, MasterInfo master) {
        hear(driver, "registered", frameworkId, master);
    }

    @Override
    public void reregistered(SchedulerDriver driver, MasterInfo master) {
        hear(driver, "reregistered", master);
    }

    @Override
    public void disconnected(SchedulerDriver driver) {
        hear(driver, "disconnected");
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        hear(driver, "resourceOffers", offers);
    }

    @Override
    public void offerRescinded(SchedulerDriver driver, OfferID offerId) {
        hear(driver, "offerRescinded", offerId);
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        hear(driver, "statusUpdate", status);
    }

    @Override
    public void frameworkMessage(SchedulerDriver driver, ExecutorID executorId, SlaveID agentId, ByteString data) {
        hear(driver, "frameworkMessage", executorId, agentId, data);
    }

    @Override
    public void agentLost(SchedulerDriver driver, SlaveID agentId) {
        hear(driver, "agentLost", agentId);
    }

    @Override
    public void executorLost(SchedulerDriver driver, ExecutorID executorId, SlaveID agentId, int status) {
        hear(driver, "executorLost", executorId, agentId, status);
    }

    @Override
    public void error(SchedulerDriver driver, String message) {
        hear(driver, "error", message);
    }
}
