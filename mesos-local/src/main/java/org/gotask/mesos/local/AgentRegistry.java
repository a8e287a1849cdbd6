package org.gotask.mesos.local;

import java.util.List;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.internal.LostSlaveMessage;
import org.gotask.mesos.proto.internal.MasterSlaveConnection;
import org.gotask.mesos.proto.internal.PingSlaveMessage;
import org.gotask.mesos.proto.internal.RegisterSlaveMessage;
import org.gotask.mesos.proto.internal.ShutdownMessage;
import org.gotask.mesos.proto.internal.SlaveRegisteredMessage;
import org.gotask.mesos.proto.internal.UnregisterSlaveMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents that there are: admission, pings, and loss. An agent whose link breaks is lost at once: on one machine
 * nothing but its end breaks it. Confined to the master's thread.
 */
final class AgentRegistry {

    private static final Logger log = LoggerFactory.getLogger(AgentRegistry.class);

    private final MasterState state;
    private final OfferBook offers;
    private final TaskLedger ledger;
    private int observers;

    AgentRegistry(MasterState state, OfferBook offers, TaskLedger ledger) {
        this.state = state;
        this.offers = offers;
        this.ledger = ledger;
    }

    /** An agent wants to be known; asked again, it is told again. */
    void register(Upid from, RegisterSlaveMessage message) {
        AgentEntry known = state.agents.values().stream()
                .filter(agent -> agent.pid.equals(from))
                .findFirst()
                .orElse(null);
        if (known != null) {
            tellRegistered(known);
            return;
        }
        ResourceSet total;
        try {
            total = ResourceSet.of(message.getSlave().getResourcesList());
        } catch (IllegalArgumentException e) {
            log.warn("agent refused: from={}, {}", from, e.getMessage());
            state.courier.post(
                    state.self,
                    from,
                    ShutdownMessage.newBuilder().setMessage(e.getMessage()).build());
            return;
        }
        SlaveInfo info =
                message.getSlave().toBuilder().setId(state.newAgentId()).build();
        var agent = new AgentEntry(info, from, total, "slave-observer(" + ++observers + ")");
        state.agents.put(agent.id(), agent);
        log.info("agent {} registered: {}, {}", agent.id(), from, total);
        agent.link = state.messenger.link(from, () -> state.loop.execute(() -> fail(agent, "its connection broke")));
        state.messenger.spawn(
                agent.observer, (sender, name, body) -> state.loop.execute(() -> agent.unansweredPings = 0));
        ping(agent);
        tellRegistered(agent);
        offers.allocate();
    }

    /** An agent says that it ends. */
    void unregister(Upid from, UnregisterSlaveMessage message) {
        AgentEntry agent = state.agents.get(message.getSlaveId().getValue());
        if (agent != null && agent.pid.equals(from)) {
            log.info("agent {} ends: {}", agent.id(), from);
            lost(agent, "the agent unregistered");
        }
    }

    private void fail(AgentEntry agent, String why) {
        if (!agent.gone) {
            log.warn("agent {} lost: {}, {}", agent.id(), agent.pid, why);
            lost(agent, why);
        }
    }

    private void lost(AgentEntry agent, String why) {
        if (agent.gone) {
            return;
        }
        agent.gone = true;
        Messenger.Link link = agent.link;
        if (link != null) {
            link.close();
        }
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
                        .setConnection(MasterSlaveConnection.newBuilder()
                                .setTotalPingTimeoutSeconds(
                                        state.timings.pingInterval().toNanos() / 1e9 * Timings.MAX_MISSED_PINGS))
                        .build());
    }

    private void ping(AgentEntry agent) {
        if (agent.gone) {
            return;
        }
        if (agent.unansweredPings >= Timings.MAX_MISSED_PINGS) {
            fail(agent, "health check timed out");
            return;
        }
        agent.unansweredPings++;
        state.courier.post(
                state.messenger.upid(agent.observer),
                agent.pid,
                PingSlaveMessage.newBuilder().setConnected(true).build());
        state.loop.after(state.timings.pingInterval(), () -> ping(agent));
    }
}
