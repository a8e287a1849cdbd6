package org.gotask.mesos.local.master;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.wire.Capabilities;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.local.wire.Timestamps;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.runtime.Timer;
import org.jspecify.annotations.Nullable;

/** A framework as the master knows it. Confined to the master's thread. */
final class FrameworkEntry {

    /** Represents a missing address in messages. */
    static final String NOBODY = "@0.0.0.0:0";

    private static final int MAX_COMPLETED = 100;

    final Map<String, TaskEntry> tasks = new LinkedHashMap<>();
    final Deque<TaskEntry> completed = new ArrayDeque<>();
    final Map<ExecutorKey, ExecutorInfo> executors = new LinkedHashMap<>();
    final Set<String> suppressed = new HashSet<>();
    final DeclineFilters filters = new DeclineFilters();
    final double registeredTime = Timestamps.now();

    /** The description, which includes the id. */
    private FrameworkInfo info;

    private long infoBytes;
    private long tasksBytes;
    private long executorsBytes;

    /** The authenticated principal of the scheduler. */
    private Optional<String> principal = Optional.empty();

    /** The address of the scheduler; empty while only agents have reported the framework. */
    private Optional<Upid> pid;

    /** Whether the link to the scheduler is up. */
    boolean connected = true;

    /** The number of all its offers, so that a framework that never answers is not always the first. */
    long offersMade;

    /** Whether it wants offers. */
    boolean active = true;

    final PeerLink link = new PeerLink();

    @Nullable
    Timer failoverTimer;

    FrameworkEntry(FrameworkInfo info, Upid pid) {
        this.info = RetainedMessage.copyOf(info);
        this.infoBytes = RetainedMessage.heapBytes(info);
        this.pid = Optional.of(pid);
    }

    private FrameworkEntry(FrameworkInfo info) {
        this.info = RetainedMessage.copyOf(info);
        this.infoBytes = RetainedMessage.heapBytes(info);
        this.pid = Optional.empty();
        this.connected = false;
        this.active = false;
    }

    /** A framework that only an agent has reported. */
    static FrameworkEntry recovered(FrameworkInfo info) {
        return new FrameworkEntry(info);
    }

    FrameworkInfo info() {
        return info;
    }

    /** Replaces the description. */
    void describe(FrameworkInfo description, Collection<String> suppressedRoles) {
        info = RetainedMessage.copyOf(description);
        infoBytes = RetainedMessage.heapBytes(info);
        suppressed.clear();
        suppress(suppressedRoles);
    }

    /** Stops offers for these roles; ignores roles that the framework does not have. */
    void suppress(Collection<String> named) {
        List<String> own = roles();
        named.stream().filter(own::contains).forEach(suppressed::add);
    }

    /** The approximate heap size of all that is kept. */
    long keptBytes() {
        return infoBytes + tasksBytes + executorsBytes;
    }

    Optional<String> principal() {
        return principal;
    }

    void proved(Optional<String> name) {
        principal = name;
    }

    boolean isRecovered() {
        return pid.isEmpty();
    }

    Optional<Upid> pid() {
        return pid;
    }

    boolean isAt(Upid scheduler) {
        return pid.filter(scheduler::equals).isPresent();
    }

    void moveTo(Upid scheduler) {
        pid = Optional.of(scheduler);
    }

    /** The address in messages. */
    String wireAddress() {
        return pid.map(Upid::wire).orElse(NOBODY);
    }

    /** The address in log lines. */
    String shownAddress() {
        return pid.map(Upid::toString).orElse(NOBODY);
    }

    String id() {
        return info.getId().getValue();
    }

    boolean has(FrameworkInfo.Capability.Type capability) {
        return Capabilities.has(info, capability);
    }

    List<String> roles() {
        return Roles.of(info);
    }

    /** The role for which these resources can be offered now; empty if they cannot. */
    Optional<String> roleFor(String agent, ResourceSet resources, long nowNanos) {
        return connected && active
                ? roles().stream()
                        .filter(role -> !suppressed.contains(role))
                        .filter(role -> !filters.refuses(agent, role, resources, nowNanos))
                        .findFirst()
                : Optional.empty();
    }

    /** The roles that a call names, all roles if it names none; empty if one is not a role of the framework. */
    Optional<Collection<String>> ownRoles(Collection<String> named) {
        if (named.isEmpty()) {
            return Optional.of(roles());
        }
        return roles().containsAll(named) ? Optional.of(named) : Optional.empty();
    }

    /** Whether it has tasks or executors on an agent. */
    boolean isOn(AgentEntry agent) {
        return tasks.values().stream().anyMatch(task -> task.agent == agent)
                || executors.keySet().stream().anyMatch(key -> key.agent().equals(agent.id()));
    }

    void add(TaskEntry task) {
        tasks.put(task.id(), task);
        tasksBytes += task.bytes;
    }

    /** Removes a task that is replaced by another entry. */
    void remove(TaskEntry task) {
        if (tasks.remove(task.id(), task)) {
            tasksBytes -= task.bytes;
        }
    }

    void complete(TaskEntry task) {
        if (tasks.remove(task.id(), task)) {
            completed.addLast(task);
            if (completed.size() > MAX_COMPLETED) {
                tasksBytes -= completed.removeFirst().bytes;
            }
        }
    }

    void add(ExecutorKey key, ExecutorInfo executor) {
        removeExecutor(key);
        ExecutorInfo kept = RetainedMessage.copyOf(executor);
        executors.put(key, kept);
        executorsBytes += RetainedMessage.heapBytes(kept);
    }

    Optional<ExecutorInfo> removeExecutor(ExecutorKey key) {
        Optional<ExecutorInfo> executor = Optional.ofNullable(executors.remove(key));
        executor.ifPresent(gone -> executorsBytes -= RetainedMessage.heapBytes(gone));
        return executor;
    }

    /** Removes all executors on an agent. */
    void removeExecutors(String agent) {
        List.copyOf(executors.keySet()).stream()
                .filter(key -> key.agent().equals(agent))
                .forEach(this::removeExecutor);
    }

    void removeExecutors() {
        executors.clear();
        executorsBytes = 0;
    }

    void stopFailoverTimer() {
        if (failoverTimer != null) {
            failoverTimer.cancel();
            failoverTimer = null;
        }
    }

    /** An executor of this framework. */
    record ExecutorKey(String agent, String executor) {}
}
