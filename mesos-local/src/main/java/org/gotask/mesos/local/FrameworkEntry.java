package org.gotask.mesos.local;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkInfo;
import org.jspecify.annotations.Nullable;

/** A framework as the master knows it. Confined to the master's thread. */
final class FrameworkEntry {

    private static final int MAX_COMPLETED = 100;

    final Map<String, TaskEntry> tasks = new LinkedHashMap<>();
    final Deque<TaskEntry> completed = new ArrayDeque<>();
    final Map<ExecutorKey, ExecutorInfo> executors = new LinkedHashMap<>();
    final Set<String> suppressed = new HashSet<>();
    final DeclineFilters filters = new DeclineFilters();
    final double registeredTime = Ids.now();

    /** With its id. */
    FrameworkInfo info;

    Upid pid;

    /** The link to it lives. */
    boolean connected = true;

    /** Offers it has got in its life: whoever does not answer must not be first for ever. */
    long offersMade;

    /** It wants offers. */
    boolean active = true;

    Messenger.@Nullable Link link;
    /** Tells the present link from those before it. */
    @Nullable
    Object linkMarker;

    EventLoop.@Nullable Timer failoverTimer;

    FrameworkEntry(FrameworkInfo info, Upid pid) {
        this.info = info;
        this.pid = pid;
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

    /** The role for which it may be offered these resources now. */
    Optional<String> roleFor(String agent, ResourceSet resources, long nowNanos) {
        return connected && active
                ? roles().stream()
                        .filter(role -> !suppressed.contains(role))
                        .filter(role -> !filters.refuses(agent, role, resources, nowNanos))
                        .findFirst()
                : Optional.empty();
    }

    /** Empty stands for all; empty result if one is not its role. */
    Optional<Collection<String>> ownRoles(Collection<String> named) {
        if (named.isEmpty()) {
            return Optional.of(roles());
        }
        return roles().containsAll(named) ? Optional.of(named) : Optional.empty();
    }

    void complete(TaskEntry task) {
        if (tasks.remove(task.id(), task)) {
            completed.addLast(task);
            if (completed.size() > MAX_COMPLETED) {
                completed.removeFirst();
            }
        }
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
