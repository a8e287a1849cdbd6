package org.gotask.mesos.local.master;

import java.util.List;
import java.util.Optional;
import org.gotask.mesos.libprocess.ProcessIds;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.internal.LostSlaveMessage;
import org.gotask.mesos.proto.internal.MasterSlaveConnection;
import org.gotask.mesos.proto.internal.PingSlaveMessage;
import org.gotask.mesos.proto.internal.ReconcileTasksMessage;
import org.gotask.mesos.proto.internal.RegisterSlaveMessage;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;
import org.gotask.mesos.proto.internal.ShutdownMessage;
import org.gotask.mesos.proto.internal.SlaveRegisteredMessage;
import org.gotask.mesos.proto.internal.SlaveReregisteredMessage;
import org.gotask.mesos.proto.internal.UnregisterSlaveMessage;
import org.gotask.mesos.proto.internal.UpdateFrameworkMessage;

/**
 * The registered agents: registration, pings and loss. An agent whose link breaks is lost immediately, because on one
 * machine the link breaks only when the agent ends. Confined to the master's thread.
 */
final class AgentRegistry {

    private static final RateLimitedLogger foreign = new RateLimitedLogger(AgentRegistry.class.getName());

    private final MasterState state;
    private final OfferAllocator offers;
    private final TaskLedger ledger;
    private final AgentReregistration reregistration;
    private final Authenticator authenticator;

    AgentRegistry(
            MasterState state,
            OfferAllocator offers,
            TaskLedger ledger,
            AgentReregistration reregistration,
            Authenticator authenticator) {
        this.state = state;
        this.offers = offers;
        this.ledger = ledger;
        this.reregistration = reregistration;
        this.authenticator = authenticator;
    }

    /** Registers a new agent; answers a repeated registration. */
    void register(Upid from, RegisterSlaveMessage message) {
        ifAuthenticated(from, () -> admit(from, message));
    }

    /** Registers an agent again, with its tasks; it was registered with this master or a former one. */
    void reregister(Upid from, ReregisterSlaveMessage message) {
        ifAuthenticated(from, () -> readmit(from, message));
    }

    /** As in Mesos, an agent that is not authenticated gets no answer, and tries again. */
    private void ifAuthenticated(Upid from, Runnable action) {
        if (authenticator.refusesAgent(from)) {
            foreign.warn("not authenticated", "agent refused: from=" + from + ", it is not authenticated");
        } else {
            action.run();
        }
    }

    private void admit(Upid from, RegisterSlaveMessage message) {
        AgentEntry known = state.agents.values().stream()
                .filter(agent -> agent.pid.equals(from))
                .findFirst()
                .orElse(null);
        if (known != null) {
            tellRegistered(known);
            return;
        }
        total(from, message.getSlave()).ifPresent(total -> {
            SlaveInfo info =
                    message.getSlave().toBuilder().setId(state.newAgentId()).build();
            AgentEntry agent = add(from, info, total);
            foreign.info("registered", "agent " + agent.id() + " registered: " + from + ", " + total);
            tellRegistered(agent);
            offers.allocate();
        });
    }

    private void readmit(Upid from, ReregisterSlaveMessage message) {
        String id = message.getSlave().getId().getValue();
        if (!Ids.isWellFormed(id)) {
            foreign.warn("id", "agent refused: from=" + from + ", its id is malformed");
            return;
        }
        AgentEntry known = state.agents.get(id);
        if (known != null && known.pid.equals(from)) {
            foreign.info("again", "agent " + id + " registered again: " + from);
            link(known);
            known.unansweredPings = 0;
            tellReregistered(known, reregistration.missing(known, message));
            return;
        }
        if (known != null) {
            // otherwise any process with the id of a connected agent could replace it and end its tasks
            dismiss(from, "Agent attempted to reregister from another address while it is connected: " + id);
            return;
        }
        Optional<String> former = state.principalOfUnreachable(id);
        if (former.isPresent() && !former.equals(authenticator.principal(from))) {
            dismiss(from, "Changing agent's principal is not allowed.");
            return;
        }
        total(from, message.getSlave()).ifPresent(total -> {
            AgentEntry agent = add(from, message.getSlave(), total);
            state.setReachable(agent);
            reregistration.recover(agent, message);
            tellReregistered(agent, List.of());
            offers.allocate();
        });
    }

    /** The total resources of an agent; empty, after a shutdown message, if they are invalid or a limit is exceeded. */
    private Optional<ResourceSet> total(Upid from, SlaveInfo info) {
        Optional<String> limit = state.admission.problem(info).or(state.admission::agentLimitProblem);
        if (limit.isPresent()) {
            dismiss(from, limit.get());
            return Optional.empty();
        }
        try {
            return Optional.of(ResourceSet.of(info.getResourcesList()));
        } catch (IllegalArgumentException e) {
            dismiss(from, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void dismiss(Upid from, String problem) {
        foreign.warn("refused", "agent refused: from=" + from + ", " + problem);
        state.sender.answer(
                state.self,
                from,
                ShutdownMessage.newBuilder().setMessage(problem).build());
    }

    private AgentEntry add(Upid from, SlaveInfo info, ResourceSet total) {
        var agent = new AgentEntry(
                info, from, total, ProcessIds.unguessable("slave-observer"), authenticator.principal(from));
        state.agents.put(agent.id(), agent);
        link(agent);
        state.messenger.spawn(
                agent.observer, (sender, name, body) -> state.thread.execute(() -> agent.unansweredPings = 0));
        ping(agent);
        return agent;
    }

    private void link(AgentEntry agent) {
        agent.link.open(state, agent.pid, () -> fail(agent, "its connection broke"));
    }

    /** An agent has announced its end. */
    void unregister(Upid from, UnregisterSlaveMessage message) {
        AgentEntry agent = state.agents.get(message.getSlaveId().getValue());
        if (agent != null && agent.pid.equals(from)) {
            foreign.info("ends", "agent " + agent.id() + " ends: " + from);
            lost(agent, "the agent unregistered");
            state.setReachable(agent); // it will not return
        }
    }

    private void fail(AgentEntry agent, String why) {
        if (!agent.gone) {
            foreign.warn("lost", "agent " + agent.id() + " lost: " + agent.pid + ", " + why);
            lost(agent, why);
        }
    }

    private void lost(AgentEntry agent, String why) {
        if (agent.gone) {
            return;
        }
        agent.gone = true;
        state.setUnreachable(agent);
        agent.link.close();
        authenticator.remove(agent.pid);
        state.messenger.terminate(agent.observer);
        ledger.lost(agent, "Agent " + agent.pid + " lost: " + why);
        offers.rescind(offer -> offer.agent() == agent);
        state.agents.remove(agent.id());
        var message =
                LostSlaveMessage.newBuilder().setSlaveId(agent.info.getId()).build();
        List.copyOf(state.frameworks.values()).forEach(framework -> state.tell(framework, message));
    }

    private void tellRegistered(AgentEntry agent) {
        state.tell(
                agent,
                SlaveRegisteredMessage.newBuilder()
                        .setSlaveId(agent.info.getId())
                        .setConnection(connection())
                        .build());
    }

    /** Also sends the addresses of the connected schedulers that have tasks on the agent. */
    private void tellReregistered(AgentEntry agent, List<ReconcileTasksMessage> reconciliations) {
        state.tell(
                agent,
                SlaveReregisteredMessage.newBuilder()
                        .setSlaveId(agent.info.getId())
                        .addAllReconciliations(reconciliations)
                        .setConnection(connection())
                        .build());
        for (FrameworkEntry framework : state.frameworks.values()) {
            if (framework.connected && framework.isOn(agent)) {
                state.tell(
                        agent,
                        UpdateFrameworkMessage.newBuilder()
                                .setFrameworkId(framework.info().getId())
                                .setPid(framework.wireAddress())
                                .setFrameworkInfo(framework.info())
                                .build());
            }
        }
    }

    private MasterSlaveConnection.Builder connection() {
        return MasterSlaveConnection.newBuilder()
                .setTotalPingTimeoutSeconds(state.timings.pingTimeout().toNanos() / 1e9);
    }

    private void ping(AgentEntry agent) {
        if (agent.gone) {
            return;
        }
        if (agent.unansweredPings >= MasterTimings.MAX_MISSED_PINGS) {
            fail(agent, "health check timed out");
            return;
        }
        agent.unansweredPings++;
        state.sender.post(
                state.messenger.upid(agent.observer),
                agent.pid,
                PingSlaveMessage.newBuilder().setConnected(true).build());
        state.thread.after(state.timings.pingInterval(), () -> ping(agent));
    }
}
