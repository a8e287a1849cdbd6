package org.gotask.mesos.local.master;

import com.google.protobuf.Message;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.ActorThread;
import org.gotask.mesos.local.actor.AsyncSender;
import org.gotask.mesos.local.wire.Timestamps;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.jspecify.annotations.Nullable;

/**
 * The common state of the parts of a master: frameworks, agents, offers, and messages to them. Confined to the master's
 * thread.
 */
final class MasterState {

    private static final int MAX_REMOVED = 50; // as in Mesos
    private static final int MAX_UNREACHABLE = 1000;

    final ActorThread thread;
    final Messenger messenger;
    final AsyncSender sender;
    final MasterInfo info;
    final Upid self;
    final MasterTimings timings;
    final MasterConfig config;
    final AdmissionControl admission = new AdmissionControl(this, MasterLimits.ofHeap());
    final double startTime = Timestamps.now();

    final Map<String, FrameworkEntry> frameworks = new LinkedHashMap<>();
    final Map<String, AgentEntry> agents = new LinkedHashMap<>();
    final Map<String, OfferEntry> offers = new LinkedHashMap<>();

    /** The frameworks removed most recently, whose ids are refused. */
    final Map<String, FrameworkEntry> removed = new LinkedHashMap<>();

    /** The ids of lost agents, which may return, with their authenticated principals. */
    private final Map<String, Optional<String>> unreachable = new LinkedHashMap<>();

    private OptionalLong electedNanos = OptionalLong.empty();
    private int frameworkCount;
    private int agentCount;
    private int offerCount;

    MasterState(
            ActorThread thread,
            Messenger messenger,
            AsyncSender sender,
            MasterInfo info,
            Upid self,
            MasterConfig config) {
        this.thread = thread;
        this.messenger = messenger;
        this.sender = sender;
        this.info = info;
        this.self = self;
        this.config = config;
        this.timings = config.timings();
    }

    FrameworkID newFrameworkId() {
        return FrameworkID.newBuilder()
                .setValue(String.format(Locale.ROOT, "%s-%04d", info.getId(), frameworkCount++))
                .build();
    }

    SlaveID newAgentId() {
        return SlaveID.newBuilder().setValue(info.getId() + "-S" + agentCount++).build();
    }

    OfferID newOfferId() {
        return OfferID.newBuilder().setValue(info.getId() + "-O" + offerCount++).build();
    }

    @Nullable
    FrameworkEntry framework(FrameworkID id) {
        return frameworks.get(id.getValue());
    }

    void remember(FrameworkEntry framework) {
        removed.put(framework.id(), framework);
        if (removed.size() > MAX_REMOVED) {
            forgetOldestRemoved();
        }
    }

    /** Forgets the framework that was removed first; false if none is remembered. */
    boolean forgetOldestRemoved() {
        boolean any = !removed.isEmpty();
        if (any) {
            removed.remove(removed.keySet().iterator().next());
        }
        return any;
    }

    /** Whether this master was elected recently, so that agents of its predecessor may still register. */
    boolean mayLearnMore() {
        return electedNanos.isPresent()
                && System.nanoTime() - electedNanos.getAsLong()
                        < timings.recoveredFramework().toNanos();
    }

    /** The master has been elected, possibly as the successor of another. */
    void elected() {
        electedNanos = OptionalLong.of(System.nanoTime());
    }

    boolean isUnreachable(SlaveID agent) {
        return unreachable.containsKey(agent.getValue());
    }

    /** The authenticated principal of a lost agent. */
    Optional<String> principalOfUnreachable(String agentId) {
        return unreachable.getOrDefault(agentId, Optional.empty());
    }

    void setReachable(AgentEntry agent) {
        unreachable.remove(agent.id());
    }

    void setUnreachable(AgentEntry agent) {
        unreachable.put(agent.id(), agent.principal);
        if (unreachable.size() > MAX_UNREACHABLE) {
            unreachable.remove(unreachable.keySet().iterator().next());
        }
    }

    /** Sends a message to the scheduler of a framework, if it is connected. */
    void tell(FrameworkEntry framework, Message message) {
        if (framework.connected) {
            framework.pid().ifPresent(pid -> sender.post(self, pid, message));
        }
    }

    void tell(AgentEntry agent, Message message) {
        sender.post(self, agent.pid, message);
    }

    /** Sends an error to a scheduler, which aborts its driver. */
    void refuse(Upid scheduler, String reason) {
        sender.answer(
                self,
                scheduler,
                FrameworkErrorMessage.newBuilder().setMessage(reason).build());
    }
}
