package org.gotask.mesos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.Offer;
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

/**
 * What a scheduler driver does with each message it receives: the receiving half of the state machine that
 * {@link SchedulerProcess} holds. Confined to the event loop.
 *
 * <p>Only the leading master is listened to, and apart from its answer to the registration and its errors only while the
 * driver is registered with it. Messages of executors come straight from their agents, of which the driver need not know,
 * so for them the framework's id has to do.
 */
final class SchedulerInbox {

    private final SchedulerProcess process;
    private final DriverEffects<Scheduler, SchedulerDriver> effects;
    private final AcknowledgementMode acknowledgements;

    SchedulerInbox(
            SchedulerProcess process,
            DriverEffects<Scheduler, SchedulerDriver> effects,
            AcknowledgementMode acknowledgements) {
        this.process = process;
        this.effects = effects;
        this.acknowledgements = acknowledgements;
    }

    /** Has all messages brought here that a master or agent sends to a scheduler. */
    void install(MessageHandlers handlers) {
        handlers.on(FrameworkRegisteredMessage.getDefaultInstance(), this::registered);
        handlers.on(FrameworkReregisteredMessage.getDefaultInstance(), this::reregistered);
        handlers.on(ResourceOffersMessage.getDefaultInstance(), this::resourceOffers);
        handlers.on(RescindResourceOfferMessage.getDefaultInstance(), this::rescind);
        handlers.on(StatusUpdateMessage.getDefaultInstance(), this::statusUpdate);
        handlers.on(LostSlaveMessage.getDefaultInstance(), this::agentLost);
        handlers.on(ExitedExecutorMessage.getDefaultInstance(), this::executorLost);
        handlers.on(ExecutorToFrameworkMessage.getDefaultInstance(), this::frameworkMessage);
        handlers.on(FrameworkErrorMessage.getDefaultInstance(), this::error);
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
                    "offers ignored, each needs the address of its agent: offers=" + message.getOffersCount()
                            + ", pids=" + message.getPidsCount() + ", from=" + MessageDispatcher.who(from));
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
        if (process.isRunning() && isOurs(from, message.getFrameworkId(), "ExecutorToFrameworkMessage")) {
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
        // a second answer, to a registration that was repeated, is no news
        return process.isRunning() && !process.master().isConnected() && isLeader(from, name);
    }

    private boolean fromMaster(Optional<Upid> from, String name) {
        return process.isRunning() && isLeader(from, name) && process.master().isConnected();
    }

    private boolean isLeader(Optional<Upid> from, String name) {
        if (process.master().isLeader(from)) {
            return true;
        }
        effects.ignored(
                "stranger",
                "message ignored, its sender is not the leading master: name=" + name + ", from="
                        + MessageDispatcher.who(from));
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
