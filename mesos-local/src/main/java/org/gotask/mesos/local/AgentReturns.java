package org.gotask.mesos.local;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.Task;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.ReconcileTasksMessage;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;
import org.gotask.mesos.proto.internal.ShutdownFrameworkMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a master learns from an agent that was registered before: with a former master, or with this one before it was
 * lost. Frameworks that have not come themselves yet are kept for them. Confined to the master's thread.
 */
final class AgentReturns {

    private static final Logger log = LoggerFactory.getLogger(AgentReturns.class);

    private final MasterState state;
    private final Subscriptions subscriptions;
    private final TaskLedger ledger;

    AgentReturns(MasterState state, Subscriptions subscriptions, TaskLedger ledger) {
        this.state = state;
        this.subscriptions = subscriptions;
        this.ledger = ledger;
    }

    /** Enters all that runs on an agent that was not known. */
    void recover(AgentEntry agent, ReregisterSlaveMessage message) {
        for (FrameworkInfo info : message.getFrameworksList()) {
            if (state.removed.containsKey(info.getId().getValue())) {
                state.tell(
                        agent,
                        ShutdownFrameworkMessage.newBuilder()
                                .setFrameworkId(info.getId())
                                .build());
            } else if (state.framework(info.getId()) == null) {
                subscriptions.recover(info);
            }
        }
        for (ExecutorInfo executor : message.getExecutorInfosList()) {
            FrameworkEntry framework = state.framework(executor.getFrameworkId());
            if (framework != null) {
                framework.executors.put(TaskValidation.key(agent, executor), executor);
                agent.allocate(framework, ResourceSet.of(executor.getResourcesList()));
            }
        }
        for (Task task : message.getTasksList()) {
            FrameworkEntry framework = state.framework(task.getFrameworkId());
            if (framework != null) {
                recover(agent, framework, task);
            }
        }
        log.info(
                "agent {} is back with tasks: {}, executors: {}",
                agent.id(),
                message.getTasksCount(),
                message.getExecutorInfosCount());
    }

    private void recover(AgentEntry agent, FrameworkEntry framework, Task task) {
        TaskEntry former = framework.tasks.remove(task.getTaskId().getValue());
        if (former != null) {
            log.warn("task {} is on two agents: {}, {}", former.id(), former.agent.id(), agent.id());
        }
        var entry = new TaskEntry(info(framework, agent, task), agent, ResourceSet.of(task.getResourcesList()));
        entry.state = task.getState();
        entry.forwarded = task.hasStatusUpdateState() ? task.getStatusUpdateState() : task.getState();
        entry.forwardedUuid = task.hasStatusUpdateUuid() ? task.getStatusUpdateUuid() : ByteString.EMPTY;
        entry.statuses.addAll(task.getStatusesList());
        framework.tasks.put(entry.id(), entry);
        if (!Ids.isTerminal(entry.state)) {
            agent.allocate(framework, entry.resources);
        }
        ledger.isBack(framework, entry);
    }

    /** The master's tasks on a known agent that the agent does not know; it answers for them itself. */
    List<ReconcileTasksMessage> missing(AgentEntry agent, ReregisterSlaveMessage message) {
        Set<String> told = message.getTasksList().stream()
                .map(task -> task.getFrameworkId().getValue() + "/"
                        + task.getTaskId().getValue())
                .collect(Collectors.toCollection(HashSet::new));
        return state.frameworks.values().stream()
                .map(framework -> {
                    var missing = ReconcileTasksMessage.newBuilder().setFrameworkId(framework.info.getId());
                    framework.tasks.values().stream()
                            .filter(task -> task.agent == agent && !Ids.isTerminal(task.state))
                            .filter(task -> !told.contains(framework.id() + "/" + task.id()))
                            .forEach(task -> missing.addStatuses(TaskStatus.newBuilder()
                                    .setTaskId(task.info.getTaskId())
                                    .setState(task.state)));
                    return missing.setFramework(framework.info).build();
                })
                .filter(missing -> missing.getStatusesCount() > 0)
                .toList();
    }

    /** As much of what was launched as an agent tells. */
    private static TaskInfo info(FrameworkEntry framework, AgentEntry agent, Task task) {
        SlaveID agentId = agent.info.getId();
        TaskInfo.Builder info = TaskInfo.newBuilder()
                .setName(task.getName())
                .setTaskId(task.getTaskId())
                .setSlaveId(agentId)
                .addAllResources(task.getResourcesList());
        if (task.hasLabels()) {
            info.setLabels(task.getLabels());
        }
        if (task.hasDiscovery()) {
            info.setDiscovery(task.getDiscovery());
        }
        if (task.hasExecutorId()) {
            info.setExecutor(executor(framework, agent, task.getExecutorId()));
        }
        return info.build();
    }

    private static ExecutorInfo executor(FrameworkEntry framework, AgentEntry agent, ExecutorID id) {
        var key = new FrameworkEntry.ExecutorKey(agent.id(), id.getValue());
        return framework.executors.getOrDefault(
                key, ExecutorInfo.newBuilder().setExecutorId(id).build());
    }
}
