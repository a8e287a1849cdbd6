package org.gotask.mesos;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.Filters;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.Request;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.DeactivateFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.gotask.mesos.runtime.DriverEffects;

/**
 * The state machine of a scheduler driver: handles calls of the user and changes of the master; {@link SchedulerInbox}
 * handles messages. Confined to the event loop; acts only through {@link DriverEffects}.
 *
 * <p>Without a master, launched tasks are reported lost, suppress and revive take effect at the next registration, and
 * all other calls are dropped, as in Mesos's own driver.
 */
final class SchedulerProcess {

    private final DriverEffects<Scheduler, SchedulerDriver> effects;
    private final Clock clock;
    private final OfferCache offers = new OfferCache();
    private final Set<String> suppressedRoles = new LinkedHashSet<>();
    private final MasterConnection master;

    private FrameworkInfo framework;
    private boolean failover;
    private boolean running = true;
    private boolean updateFrameworkOnConnect;

    SchedulerProcess(
            FrameworkInfo framework,
            Authentication authentication,
            RegistrationBackoff backoff,
            DriverEffects<Scheduler, SchedulerDriver> effects,
            Runnable redetect,
            RandomGenerator random,
            Clock clock) {
        this.framework = framework;
        this.effects = effects;
        this.clock = clock;
        failover = framework.hasId();
        master = new MasterConnection(
                effects,
                authentication,
                backoff.within(framework.getFailoverTimeout()),
                random,
                () -> SchedulerCalls.subscribe(this.framework, failover, suppressedRoles),
                redetect,
                this::disconnected);
    }

    /** False once aborted or stopped. */
    boolean isRunning() {
        return running;
    }

    MasterConnection master() {
        return master;
    }

    OfferCache offers() {
        return offers;
    }

    /** The framework's id; empty before the first registration of a new framework. */
    Optional<FrameworkID> frameworkId() {
        return framework.hasId() ? Optional.of(framework.getId()) : Optional.empty();
    }

    void leaderChanged(Optional<MasterConnection.Leader> leader) {
        if (running) {
            master.leaderChanged(leader);
        }
    }

    /** The leader has registered the framework. */
    void registered(FrameworkID id, String masterId) {
        framework = framework.toBuilder().setId(id).build();
        failover = false;
        master.registered(masterId);
        if (updateFrameworkOnConnect) {
            updateFrameworkOnConnect = false;
            call(unused -> SchedulerCalls.updateFramework(framework, suppressedRoles));
        }
    }

    /** Ends the state machine, after earlier calls. The framework stays registered. */
    void abort() {
        if (running) {
            call(id ->
                    DeactivateFrameworkMessage.newBuilder().setFrameworkId(id).build());
            stop();
        }
    }

    /** Removes the framework from the master; also after an abort. */
    void tearDown() {
        call(SchedulerCalls::teardown);
        stop();
    }

    /** Ends the state machine and leaves the framework to another scheduler, or to its failover timeout. */
    void stop() {
        running = false;
        master.end();
    }

    void requestResources(Collection<Request> requests) {
        callIfRunning(id -> SchedulerCalls.request(id, requests));
    }

    void acceptOffers(List<OfferID> offerIds, List<Offer.Operation> operations, Filters filters) {
        if (!running) {
            return;
        }
        List<TaskInfo> launched = operations.stream()
                .filter(operation -> operation.getType() == Offer.Operation.Type.LAUNCH)
                .flatMap(operation -> operation.getLaunch().getTaskInfosList().stream())
                .toList();
        Optional<Upid> leader = master.registeredWith();
        if (leader.isEmpty()) {
            notLaunched(launched, "Master disconnected");
            return;
        }
        // executors may send before they receive
        offers.accepted(offerIds, launched).forEach(effects::expect);
        effects.send(
                leader.get(),
                SchedulerCalls.accept(framework.getId(), offerIds, operations, filters),
                () -> notLaunched(launched, "Launch could not be sent to the master"));
    }

    void declineOffer(OfferID offerId, Filters filters) {
        offers.forget(offerId);
        callIfRunning(id -> SchedulerCalls.decline(id, offerId, filters));
    }

    void reviveOffers() {
        suppressedRoles.clear();
        callOrUpdateOnConnect(SchedulerCalls::revive);
    }

    void suppressOffers() {
        suppressedRoles.addAll(roles());
        callOrUpdateOnConnect(SchedulerCalls::suppress);
    }

    void killTask(TaskID taskId) {
        callIfRunning(id -> SchedulerCalls.kill(id, taskId));
    }

    /** Acknowledges an update that was passed to the scheduler, if it needs an acknowledgement. */
    void acknowledge(TaskStatus status) {
        if (!running) {
            return;
        }
        Optional<Upid> leader = master.registeredWith();
        if (leader.isPresent()) {
            StatusUpdates.acknowledgement(framework.getId(), status)
                    .ifPresent(acknowledgement -> effects.send(leader.get(), acknowledgement));
        }
    }

    void sendFrameworkMessage(ExecutorID executorId, SlaveID agentId, ByteString data) {
        if (!running || !master.isConnected()) {
            return;
        }
        Optional<Upid> agent = offers.agent(agentId);
        if (agent.isEmpty()) {
            call(id -> SchedulerCalls.message(id, executorId, agentId, data));
            return;
        }
        effects.send(
                agent.get(),
                FrameworkToExecutorMessage.newBuilder()
                        .setSlaveId(agentId)
                        .setFrameworkId(framework.getId())
                        .setExecutorId(executorId)
                        .setData(data)
                        .build());
    }

    void reconcileTasks(List<TaskStatus> statuses) {
        callIfRunning(id -> SchedulerCalls.reconcile(id, statuses));
    }

    private void disconnected() {
        offers.forgetOffers();
        effects.callback("disconnected", Scheduler::disconnected);
    }

    private void notLaunched(List<TaskInfo> tasks, String message) {
        for (TaskInfo task : tasks) {
            TaskStatus status = StatusUpdates.notLaunched(framework, task, message, clock.instant());
            effects.callback("statusUpdate", (scheduler, driver) -> scheduler.statusUpdate(driver, status));
        }
    }

    private Collection<String> roles() {
        boolean multiRole = framework.getCapabilitiesList().stream()
                .anyMatch(capability -> capability.getType() == FrameworkInfo.Capability.Type.MULTI_ROLE);
        return multiRole ? framework.getRolesList() : List.of(framework.getRole());
    }

    private void callOrUpdateOnConnect(Function<FrameworkID, Call> make) {
        if (master.isConnected()) {
            callIfRunning(make);
        } else {
            updateFrameworkOnConnect = true;
        }
    }

    private void callIfRunning(Function<FrameworkID, Call> make) {
        if (running) {
            call(make);
        }
    }

    private void call(Function<FrameworkID, ? extends Message> make) {
        master.registeredWith().ifPresent(leader -> effects.send(leader, make.apply(framework.getId())));
    }
}
