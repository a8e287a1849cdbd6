package org.gotask.mesos.local.agent;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.wire.Capabilities;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;

/** A framework as an agent knows it, with its executors. Confined to the agent's thread. */
final class AgentFramework {

    private static final int MAX_COMPLETED = 50;

    final FrameworkID id;
    private final Map<String, ExecutorInstance> executors = new LinkedHashMap<>();
    private final Deque<ExecutorInstance> completed = new ArrayDeque<>();
    private FrameworkInfo info;
    private Optional<Upid> scheduler;
    private boolean terminating;

    AgentFramework(FrameworkInfo info, Optional<Upid> scheduler) {
        this.id = info.getId();
        this.info = info;
        this.scheduler = scheduler;
    }

    /** The latest description from the master. */
    FrameworkInfo info() {
        return info;
    }

    /** The scheduler's address; empty if only the master knows it. */
    Optional<Upid> scheduler() {
        return scheduler;
    }

    /** Whether the framework is being shut down. */
    boolean isTerminating() {
        return terminating;
    }

    boolean has(FrameworkInfo.Capability.Type capability) {
        return Capabilities.has(info, capability);
    }

    Optional<ExecutorInstance> executor(String executorId) {
        return Optional.ofNullable(executors.get(executorId));
    }

    /** A snapshot of the executors that have not ended. */
    List<ExecutorInstance> executors() {
        return List.copyOf(executors.values());
    }

    /** The executors that have ended most recently. */
    Collection<ExecutorInstance> completed() {
        return Collections.unmodifiableCollection(completed);
    }

    /** The master has sent a new description. */
    void updated(FrameworkInfo newInfo, Optional<Upid> newScheduler) {
        info = newInfo;
        scheduler = newScheduler;
    }

    /** The master has removed the framework; its executors are to end. */
    void shutdown() {
        terminating = true;
    }

    /** The launch of an executor has begun. */
    void launched(ExecutorInstance executor) {
        executors.put(executor.id(), executor);
    }

    /** An executor has ended. */
    void ended(ExecutorInstance executor) {
        executors.remove(executor.id(), executor);
        completed.addLast(executor);
        if (completed.size() > MAX_COMPLETED) {
            completed.removeFirst();
        }
    }
}
