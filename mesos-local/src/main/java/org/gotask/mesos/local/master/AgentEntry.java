package org.gotask.mesos.local.master;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.local.wire.Timestamps;
import org.gotask.mesos.proto.SlaveInfo;

/** An agent as the master knows it. Confined to the master's thread. */
final class AgentEntry {

    final SlaveInfo info;
    final long infoBytes;
    final Upid pid;
    final ResourceSet total;
    final String observer;

    /** The authenticated principal. */
    final Optional<String> principal;

    final double registeredTime = Timestamps.now();

    /** Offered and used resources, by framework. */
    private final Map<String, ResourceSet> allocated = new HashMap<>();

    final PeerLink link = new PeerLink();

    int unansweredPings;
    boolean gone;

    /** @param observer the id of the process of the master that pings the agent */
    AgentEntry(SlaveInfo info, Upid pid, ResourceSet total, String observer, Optional<String> principal) {
        this.info = RetainedMessage.copyOf(info);
        this.infoBytes = RetainedMessage.heapBytes(info);
        this.pid = pid;
        this.total = total;
        this.observer = observer;
        this.principal = principal;
    }

    String id() {
        return info.getId().getValue();
    }

    void allocate(FrameworkEntry framework, ResourceSet resources) {
        allocated.merge(framework.id(), resources, ResourceSet::plus);
    }

    void release(FrameworkEntry framework, ResourceSet resources) {
        ResourceSet left = allocated(framework).minus(resources);
        if (left.isEmpty()) {
            allocated.remove(framework.id());
        } else {
            allocated.put(framework.id(), left);
        }
    }

    void releaseAll(FrameworkEntry framework) {
        allocated.remove(framework.id());
    }

    ResourceSet allocated(FrameworkEntry framework) {
        return allocated.getOrDefault(framework.id(), ResourceSet.NONE);
    }

    ResourceSet free() {
        ResourceSet free = total;
        for (ResourceSet taken : allocated.values()) {
            free = free.minus(taken);
        }
        return free;
    }
}
