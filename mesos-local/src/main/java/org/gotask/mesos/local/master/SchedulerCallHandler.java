package org.gotask.mesos.local.master;

import com.google.protobuf.Message;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.Inbox;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.DeactivateFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.LaunchTasksMessage;
import org.gotask.mesos.proto.internal.ReconcileTasksMessage;
import org.gotask.mesos.proto.internal.RegisterFrameworkMessage;
import org.gotask.mesos.proto.internal.ReregisterFrameworkMessage;
import org.gotask.mesos.proto.internal.ResourceRequestMessage;
import org.gotask.mesos.proto.internal.ReviveOffersMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.UnregisterFrameworkMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.gotask.mesos.text.ForeignText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the requests of schedulers, in both dialects: {@code mesos.scheduler.Call} of newer drivers, and the messages
 * of older ones. A request is valid only if it comes from the registered address of its framework. Confined to the
 * master's thread.
 */
final class SchedulerCallHandler {

    private static final Logger log = LoggerFactory.getLogger(SchedulerCallHandler.class);
    private static final RateLimitedLogger foreign = new RateLimitedLogger(SchedulerCallHandler.class.getName());

    private final MasterState state;
    private final OfferAllocator offers;
    private final Subscriptions subscriptions;
    private final FrameworkValidation validation;
    private final LaunchHandler launchHandler;
    private final TaskLedger ledger;

    SchedulerCallHandler(
            MasterState state,
            OfferAllocator offers,
            Subscriptions subscriptions,
            FrameworkValidation validation,
            LaunchHandler launchHandler,
            TaskLedger ledger) {
        this.state = state;
        this.offers = offers;
        this.subscriptions = subscriptions;
        this.validation = validation;
        this.launchHandler = launchHandler;
        this.ledger = ledger;
    }

    /** Adds the handlers of all messages of schedulers to the inbox of the master. */
    void listen(Inbox inbox) {
        inbox.on(Call.getDefaultInstance(), this::call)
                .on(RegisterFrameworkMessage.getDefaultInstance(), this::register)
                .on(
                        ReregisterFrameworkMessage.getDefaultInstance(),
                        (from, message) ->
                                subscriptions.subscribe(from, message.getFramework(), message.getFailover(), List.of()))
                .on(
                        UnregisterFrameworkMessage.getDefaultInstance(),
                        (from, message) -> of(from, message.getFrameworkId(), subscriptions::unregister))
                .on(
                        DeactivateFrameworkMessage.getDefaultInstance(),
                        (from, message) -> of(from, message.getFrameworkId(), subscriptions::deactivate))
                .on(
                        ResourceRequestMessage.getDefaultInstance(),
                        (from, message) -> log.debug("resource request ignored, as Mesos does: from={}", from))
                .on(
                        LaunchTasksMessage.getDefaultInstance(),
                        (from, message) -> of(from, message.getFrameworkId(), framework -> launch(framework, message)))
                .on(
                        ReviveOffersMessage.getDefaultInstance(),
                        (from, message) -> of(
                                from, message.getFrameworkId(), framework -> revive(framework, message.getRolesList())))
                .on(
                        KillTaskMessage.getDefaultInstance(),
                        (from, message) -> of(
                                from,
                                message.getFrameworkId(),
                                framework -> ledger.kill(
                                        framework,
                                        message.toBuilder().clearKillPolicy().build(),
                                        Optional.empty())))
                .on(
                        StatusUpdateAcknowledgementMessage.getDefaultInstance(),
                        (from, message) -> of(
                                from,
                                message.getFrameworkId(),
                                framework -> ledger.acknowledged(
                                        framework, message.getSlaveId(), message.getTaskId(), message.getUuid())))
                .on(
                        ReconcileTasksMessage.getDefaultInstance(),
                        (from, message) -> of(
                                from,
                                message.getFrameworkId(),
                                framework -> reconcile(framework, message.getStatusesList())))
                .on(
                        FrameworkToExecutorMessage.getDefaultInstance(),
                        (from, message) -> of(
                                from, message.getFrameworkId(), framework -> toAgent(message.getSlaveId(), message)));
    }

    private void register(Upid from, RegisterFrameworkMessage message) {
        if (message.getFramework().getId().getValue().isEmpty()) {
            subscriptions.subscribe(from, message.getFramework(), false, List.of());
        } else {
            state.refuse(from, "Registering with 'id' already set");
        }
    }

    private void call(Upid from, Call call) {
        if (call.getType() == Call.Type.SUBSCRIBE) {
            subscribe(from, call);
            return;
        }
        of(from, call.getFrameworkId(), framework -> {
            if (!framework.connected) {
                state.refuse(from, "Framework disconnected");
            } else if (hasPart(call)) {
                call(framework, call);
            } else {
                foreign.warn(
                        "part",
                        "call ignored: type=" + call.getType() + ", framework=" + framework.id()
                                + ", its part for that type is missing");
            }
        });
    }

    /** Whether the call has the part for its type; parts that may be missing mean all roles. */
    private static boolean hasPart(Call call) {
        return switch (call.getType()) {
            case ACCEPT -> call.hasAccept();
            case DECLINE -> call.hasDecline();
            case KILL -> call.hasKill();
            case SHUTDOWN -> call.hasShutdown();
            case ACKNOWLEDGE -> call.hasAcknowledge();
            case RECONCILE -> call.hasReconcile();
            case MESSAGE -> call.hasMessage();
            case UPDATE_FRAMEWORK -> call.hasUpdateFramework();
            default -> true;
        };
    }

    private void subscribe(Upid from, Call call) {
        Call.Subscribe subscribe = call.getSubscribe();
        if (!call.hasSubscribe() || !subscribe.getFrameworkInfo().getId().equals(call.getFrameworkId())) {
            foreign.warn("subscribe", "SUBSCRIBE ignored: from=" + from + ", it has no framework or two framework ids");
            return;
        }
        subscriptions.subscribe(
                from, subscribe.getFrameworkInfo(), subscribe.getForce(), subscribe.getSuppressedRolesList());
    }

    private void call(FrameworkEntry framework, Call call) {
        switch (call.getType()) {
            case TEARDOWN -> subscriptions.tearDown(framework);
            case ACCEPT ->
                launchHandler.accept(
                        framework,
                        call.getAccept().getOfferIdsList(),
                        call.getAccept().getOperationsList(),
                        call.getAccept().getFilters());
            case DECLINE ->
                offers.decline(
                        framework,
                        call.getDecline().getOfferIdsList(),
                        call.getDecline().getFilters());
            case REVIVE -> revive(framework, call.getRevive().getRolesList());
            case SUPPRESS ->
                framework.ownRoles(call.getSuppress().getRolesList()).ifPresent(framework::suppress);
            case KILL -> kill(framework, call.getKill());
            case SHUTDOWN -> shutdown(framework, call.getShutdown());
            case ACKNOWLEDGE ->
                ledger.acknowledged(
                        framework,
                        call.getAcknowledge().getSlaveId(),
                        call.getAcknowledge().getTaskId(),
                        call.getAcknowledge().getUuid());
            case RECONCILE -> reconcile(framework, call.getReconcile());
            case MESSAGE -> message(framework, call.getMessage());
            case REQUEST -> log.debug("resource request ignored, as Mesos does: framework={}", framework.id());
            case UPDATE_FRAMEWORK -> update(framework, call.getUpdateFramework());
            case UNKNOWN,
                    SUBSCRIBE,
                    ACCEPT_INVERSE_OFFERS,
                    DECLINE_INVERSE_OFFERS,
                    ACKNOWLEDGE_OPERATION_STATUS,
                    RECONCILE_OPERATIONS ->
                foreign.warn("call", "call ignored: type=" + call.getType() + ", framework=" + framework.id());
        }
    }

    private void launch(FrameworkEntry framework, LaunchTasksMessage message) {
        if (message.getTasksCount() == 0) {
            offers.decline(framework, message.getOfferIdsList(), message.getFilters());
            return;
        }
        var launch = Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(Offer.Operation.Launch.newBuilder().addAllTaskInfos(message.getTasksList()))
                .build();
        launchHandler.accept(framework, message.getOfferIdsList(), List.of(launch), message.getFilters());
    }

    private void revive(FrameworkEntry framework, Collection<String> named) {
        framework.ownRoles(named).ifPresent(roles -> {
            framework.suppressed.removeAll(roles);
            framework.filters.clear(roles);
            offers.allocate();
        });
    }

    private void kill(FrameworkEntry framework, Call.Kill kill) {
        var message = KillTaskMessage.newBuilder()
                .setFrameworkId(framework.info().getId())
                .setTaskId(kill.getTaskId());
        if (kill.hasKillPolicy()) {
            message.setKillPolicy(kill.getKillPolicy());
        }
        ledger.kill(framework, message.build(), kill.hasSlaveId() ? Optional.of(kill.getSlaveId()) : Optional.empty());
    }

    private void shutdown(FrameworkEntry framework, Call.Shutdown shutdown) {
        toAgent(
                shutdown.getSlaveId(),
                ShutdownExecutorMessage.newBuilder()
                        .setExecutorId(shutdown.getExecutorId())
                        .setFrameworkId(framework.info().getId())
                        .build());
    }

    private void reconcile(FrameworkEntry framework, Call.Reconcile reconcile) {
        if (reconcile.getTasksCount() == 0) {
            ledger.reconcileAll(framework);
        }
        for (Call.Reconcile.Task task : reconcile.getTasksList()) {
            ledger.reconcile(
                    framework, task.getTaskId(), task.hasSlaveId() ? Optional.of(task.getSlaveId()) : Optional.empty());
        }
    }

    private void reconcile(FrameworkEntry framework, List<TaskStatus> statuses) {
        if (statuses.isEmpty()) {
            ledger.reconcileAll(framework);
        }
        for (TaskStatus status : statuses) {
            ledger.reconcile(
                    framework,
                    status.getTaskId(),
                    status.hasSlaveId() ? Optional.of(status.getSlaveId()) : Optional.empty());
        }
    }

    private void message(FrameworkEntry framework, Call.Message message) {
        ExecutorID executor = message.getExecutorId();
        toAgent(
                message.getSlaveId(),
                FrameworkToExecutorMessage.newBuilder()
                        .setSlaveId(message.getSlaveId())
                        .setFrameworkId(framework.info().getId())
                        .setExecutorId(executor)
                        .setData(message.getData())
                        .build());
    }

    private void update(FrameworkEntry framework, Call.UpdateFramework update) {
        FrameworkInfo info = update.getFrameworkInfo();
        if (!info.getId().equals(framework.info().getId())) {
            foreign.warn("update", "UPDATE_FRAMEWORK ignored: framework=" + framework.id() + ", it has another id");
            return;
        }
        Optional<String> problem = validation.problemOfUpdate(framework, info);
        if (problem.isPresent()) {
            foreign.warn("update", "UPDATE_FRAMEWORK ignored: framework=" + framework.id() + ", " + problem.get());
            return;
        }
        framework.describe(info, update.getSuppressedRolesList());
        offers.allocate();
    }

    private void toAgent(SlaveID id, Message message) {
        AgentEntry agent = state.agents.get(id.getValue());
        if (agent == null) {
            log.debug("message dropped: agent={}, it is unknown", ForeignText.line(id.getValue()));
        } else {
            state.tell(agent, message);
        }
    }

    private void of(Upid from, FrameworkID id, Consumer<FrameworkEntry> action) {
        FrameworkEntry framework = state.framework(id);
        if (framework == null) {
            foreign.warn(
                    "unknown framework",
                    "message ignored: from=" + from + ", framework=" + id.getValue() + " is unknown");
            FrameworkEntry removed = state.removed.get(id.getValue());
            if (removed != null && removed.isAt(from)) {
                state.refuse(from, "Framework has been removed");
            }
        } else if (!framework.isAt(from)) {
            foreign.warn(
                    "framework elsewhere",
                    "message ignored: from=" + from + ", framework=" + id.getValue() + " is at "
                            + framework.shownAddress());
        } else {
            action.accept(framework);
        }
    }
}
