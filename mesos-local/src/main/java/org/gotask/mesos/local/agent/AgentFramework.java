package org.gotask.mesos.local.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.common.Capabilities;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;

/** What an agent knows of a framework that has executors on it. Confined to the agent's thread. */
final class AgentFramework {

    private static final int MAX_COMPLETED = 50;

    final FrameworkID id;
    final Map<String, ExecutorInstance> executors = new LinkedHashMap<>();
    final Deque<ExecutorInstance> completed = new ArrayDeque<>();
    FrameworkInfo info;
    Optional<Upid> pid;
    boolean terminating;

    AgentFramework(FrameworkInfo info, Optional<Upid> pid) {
        this.id = info.getId();
        this.info = info;
        this.pid = pid;
    }

    boolean has(FrameworkInfo.Capability.Type capability) {
        return Capabilities.has(info, capability);
    }

    void complete(ExecutorInstance executor) {
        executors.remove(executor.id(), executor);
        completed.addLast(executor);
        if (completed.size() > MAX_COMPLETED) {
            completed.removeFirst();
        }
    }
}
