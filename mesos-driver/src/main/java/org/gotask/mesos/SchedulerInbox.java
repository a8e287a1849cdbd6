package org.gotask.mesos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.ExitedExecutorMessage;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.FrameworkReregisteredMessage;
import org.gotask.mesos.proto.internal.LostSlaveMessage;
import org.gotask.mesos.proto.internal.RescindResourceOfferMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.runtime.DriverEffects;
import org.gotask.mesos.runtime.ExpectedSender;
import org.gotask.mesos.runtime.MessageDispatcher;
import org.gotask.mesos.runtime.MessageHandlers;

/**
 * Handles the messages to a scheduler driver: the receiving half of the state machine of {@link SchedulerProcess}.
 * Confined to the event loop.
 *
 * <p>Only messages from the leading master are handled; while the driver is not registered, only confirmations of the
 * registration and errors. Messages of executors come directly from their agents. For agents on which this driver has
 * launched tasks the sender is checked, for others only the id of the framework.
 */
final class SchedulerInbox {

    private final SchedulerProcess process;
    private final DriverEffects<Scheduler, SchedulerDriver> effects;
    private final AcknowledgementMode acknowledgements;
    private final ExpectedSender leader;

    SchedulerInbox(
            SchedulerProcess process,
            DriverEffects<Scheduler, SchedulerDriver> effects,
            AcknowledgementMode acknowledgements) {
        this.process = process;
        this.effects = effects;
        this.acknowledgements = acknowledgements;
        leader = new ExpectedSender("the leading master", process.master()::isLeader);
    }

    /** Registers handlers for all messages that masters and agents send to a scheduler. */
    void install(MessageHandlers handlers) {
        handlers.on(FrameworkRegisteredMessage.getDefaultInstance(), leader, this::registered);
        handlers.on(FrameworkReregisteredMessage.getDefaultInstance(), leader, this::reregistered);
        handlers.on(ResourceOffersMessage.getDefaultInstance(), leader, this::resourceOffers);
        handlers.on(RescindResourceOfferMessage.getDefaultInstance(), leader, this::rescind);
        handlers.on(StatusUpdateMessage.getDefaultInstance(), leader, this::statusUpdate);
        handlers.on(LostSlaveMessage.getDefaultInstance(), leader, this::agentLost);
        handlers.on(ExitedExecutorMessage.getDefaultInstance(), leader, this::executorLost);
        handlers.onFromAnybody(ExecutorToFrameworkMessage.getDefaultInstance(), this::frameworkMessage);
        handlers.on(FrameworkErrorMessage.getDefaultInstance(), leader, this::error);
    }

    void registered(Optional<Upid> from, FrameworkRegisteredMessage message) {
        if (answersRegistration(from, "FrameworkRegisteredMessage")) {
            FrameworkID id = message.getFrameworkId();
            MasterInfo info = message.getMasterInfo();
            process.registered(id, info.getId());
            effects.callback("registered", (scheduler, driver) -> scheduler.registered(driver, id, info));
        }
    }

    void reregistered(Optional<Upid> from, FrameworkReregisteredMessage message) {
        if (!answersRegistration(from, "FrameworkReregisteredMessage")
                || !isOurs(from, message.getFrameworkId(), "FrameworkReregisteredMessage")) {
            return;
        }
        MasterInfo info = message.getMasterInfo();
        process.registered(message.getFrameworkId(), info.getId());
        effects.callback("reregistered", (scheduler, driver) -> scheduler.reregistered(driver, info));
    }

    void resourceOffers(Optional<Upid> from, ResourceOffersMessage message) {
        if (!fromMaster(from, "ResourceOffersMessage") || message.getOffersCount() == 0) {
            return;
        }
        if (message.getPidsCount() != message.getOffersCount()) {
            effects.ignored(
                    "offers",
                    "offers ignored, the address of an agent is missing: offers=" + message.getOffersCount() + ", pids="
                            + message.getPidsCount() + ", from=" + MessageDispatcher.who(from));
            return;
        }
        List<Offer> offers = message.getOffersList();
        Map<String, Optional<Upid>> read = new HashMap<>();
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i);
            read.computeIfAbsent(message.getPids(i), Upid::find)
                    .ifPresent(agent -> process.offers().offered(offer, agent));
        }
        effects.callback("resourceOffers", (scheduler, driver) -> scheduler.resourceOffers(driver, offers));
    }

    void rescind(Optional<Upid> from, RescindResourceOfferMessage message) {
        if (fromMaster(from, "RescindResourceOfferMessage")) {
            process.offers().forget(message.getOfferId());
            effects.callback(
                    "offerRescinded", (scheduler, driver) -> scheduler.offerRescinded(driver, message.getOfferId()));
        }
    }

    void statusUpdate(Optional<Upid> from, StatusUpdateMessage message) {
        if (!fromMaster(from, "StatusUpdateMessage")
                || !isOurs(from, message.getUpdate().getFrameworkId(), "StatusUpdateMessage")) {
            return;
        }
        TaskStatus status = StatusUpdates.shown(message);
        Runnable returned = switch (acknowledgements) {
            case IMPLICIT -> () -> process.acknowledge(status);
            case EXPLICIT -> () -> {};
        };
        effects.callback("statusUpdate", (scheduler, driver) -> scheduler.statusUpdate(driver, status), returned);
    }

    void agentLost(Optional<Upid> from, LostSlaveMessage message) {
        if (fromMaster(from, "LostSlaveMessage")) {
            process.offers().forget(message.getSlaveId());
            effects.callback("agentLost", (scheduler, driver) -> scheduler.agentLost(driver, message.getSlaveId()));
        }
    }

    void executorLost(Optional<Upid> from, ExitedExecutorMessage message) {
        if (fromMaster(from, "ExitedExecutorMessage")
                && isOurs(from, message.getFrameworkId(), "ExitedExecutorMessage")) {
            effects.callback(
                    "executorLost",
                    (scheduler, driver) -> scheduler.executorLost(
                            driver, message.getExecutorId(), message.getSlaveId(), message.getStatus()));
        }
    }

    void frameworkMessage(Optional<Upid> from, ExecutorToFrameworkMessage message) {
        if (process.isRunning()
                && isOurs(from, message.getFrameworkId(), "ExecutorToFrameworkMessage")
                && mayCarry(from, message.getSlaveId())) {
            effects.callback(
                    "frameworkMessage",
                    (scheduler, driver) -> scheduler.frameworkMessage(
                            driver, message.getExecutorId(), message.getSlaveId(), message.getData()));
        }
    }

    void error(Optional<Upid> from, FrameworkErrorMessage message) {
        if (process.isRunning() && isLeader(from, "FrameworkErrorMessage")) {
            effects.fail(message.getMessage());
        }
    }

    private boolean answersRegistration(Optional<Upid> from, String name) {
        // a second confirmation, of a repeated registration, changes nothing
        return process.isRunning() && !process.master().isConnected() && isLeader(from, name);
    }

    private boolean fromMaster(Optional<Upid> from, String name) {
        return process.isRunning() && isLeader(from, name) && process.master().isConnected();
    }

    private boolean isLeader(Optional<Upid> from, String name) {
        if (leader.is(from)) {
            return true;
        }
        effects.ignored("stranger", MessageDispatcher.strangersLine(leader, name, from));
        return false;
    }

    /** If the address of the agent is known, the message must come from there or from the master. */
    private boolean mayCarry(Optional<Upid> from, SlaveID agentId) {
        Optional<Upid> agent = process.offers().agent(agentId);
        if (agent.isEmpty() || from.equals(agent) || leader.is(from)) {
            return true;
        }
        effects.ignored(
                "forged agent",
                "message ignored, its sender is not the agent it names: name=ExecutorToFrameworkMessage, agent="
                        + agentId.getValue() + ", from=" + MessageDispatcher.who(from));
        return false;
    }

    private boolean isOurs(Optional<Upid> from, FrameworkID id, String name) {
        if (process.frameworkId().filter(id::equals).isPresent()) {
            return true;
        }
        effects.ignored(
                "framework",
                "message ignored, it is for another framework: name=" + name + ", framework=" + id.getValue() + ", own="
                        + process.frameworkId().map(FrameworkID::getValue).orElse("none yet") + ", from="
                        + MessageDispatcher.who(from));
        return false;
    }
}
