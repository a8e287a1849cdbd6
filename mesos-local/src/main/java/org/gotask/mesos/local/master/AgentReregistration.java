package org.gotask.mesos.local.master;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.local.wire.TaskStates;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Task;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.ReconcileTasksMessage;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.ShutdownFrameworkMessage;

/**
 * Recovers frameworks, executors and tasks from an agent that was registered before: with a former master, or with this
 * one before it was lost. A framework is kept until its scheduler returns. Confined to the master's thread.
 */
final class AgentReregistration {

    private static final RateLimitedLogger foreign = new RateLimitedLogger(AgentReregistration.class.getName());

    private final MasterState state;
    private final Subscriptions subscriptions;
    private final TaskLedger ledger;

    AgentReregistration(MasterState state, Subscriptions subscriptions, TaskLedger ledger) {
        this.state = state;
        this.subscriptions = subscriptions;
        this.ledger = ledger;
    }

    /** Adds all frameworks, executors and tasks of an agent that was unknown. */
    void recover(AgentEntry agent, ReregisterSlaveMessage message) {
        for (FrameworkInfo info : message.getFrameworksList()) {
            if (state.removed.containsKey(info.getId().getValue())) {
                state.tell(
                        agent,
                        ShutdownFrameworkMessage.newBuilder()
                                .setFrameworkId(info.getId())
                                .build());
            } else if (state.framework(info.getId()) == null && !subscriptions.recover(info)) {
                state.tell(
                        agent,
                        ShutdownFrameworkMessage.newBuilder()
                                .setFrameworkId(info.getId())
                                .build());
            }
        }
        for (ExecutorInfo executor : message.getExecutorInfosList()) {
            FrameworkEntry framework = state.framework(executor.getFrameworkId());
            if (framework != null) {
                recover(agent, framework, executor);
            }
        }
        for (Task task : message.getTasksList()) {
            FrameworkEntry framework = state.framework(task.getFrameworkId());
            if (framework != null) {
                recover(agent, framework, task);
            }
        }
        foreign.info(
                "back",
                "agent " + agent.id() + " returned with tasks: " + message.getTasksCount() + ", executors: "
                        + message.getExecutorInfosCount());
    }

    private void recover(AgentEntry agent, FrameworkEntry framework, ExecutorInfo executor) {
        Optional<String> problem = state.admission.problem(framework, executor);
        if (problem.isPresent()) {
            foreign.warn("executor", "executor of agent " + agent.id() + " ended: " + problem.get());
            state.tell(
                    agent,
                    ShutdownExecutorMessage.newBuilder()
                            .setExecutorId(executor.getExecutorId())
                            .setFrameworkId(framework.info().getId())
                            .build());
            return;
        }
        framework.add(TaskValidation.key(agent, executor), executor);
        agent.allocate(framework, ResourceSet.of(executor.getResourcesList()));
    }

    private void recover(AgentEntry agent, FrameworkEntry framework, Task task) {
        Optional<String> problem = state.admission.problem(framework, info(agent, task));
        if (problem.isPresent()) {
            foreign.warn("task", "task of agent " + agent.id() + " ended: " + problem.get());
            state.tell(
                    agent,
                    KillTaskMessage.newBuilder()
                            .setTaskId(task.getTaskId())
                            .setFrameworkId(framework.info().getId())
                            .build());
            return;
        }
        TaskEntry former = framework.tasks.get(task.getTaskId().getValue());
        if (former != null) {
            framework.remove(former);
            foreign.warn(
                    "twice", "task " + former.id() + " is on two agents: " + former.agent.id() + ", " + agent.id());
        }
        var entry = new TaskEntry(info(agent, task), agent, ResourceSet.of(task.getResourcesList()));
        entry.state = task.getState();
        task.getStatusesList().forEach(status -> entry.forwarded(status, status.getUuid()));
        entry.forwarded = task.hasStatusUpdateState() ? task.getStatusUpdateState() : task.getState();
        entry.forwardedUuid = Ids.isUuid(task.getStatusUpdateUuid())
                ? RetainedMessage.copyOf(task.getStatusUpdateUuid())
                : ByteString.EMPTY;
        framework.add(entry);
        if (!TaskStates.isTerminal(entry.state)) {
            agent.allocate(framework, entry.resources);
        }
        ledger.recovered(framework, entry);
    }

    /** The tasks of a known agent that are missing in its registration; the agent reports their states itself. */
    List<ReconcileTasksMessage> missing(AgentEntry agent, ReregisterSlaveMessage message) {
        Set<String> reported = message.getTasksList().stream()
                .map(task -> task.getFrameworkId().getValue() + "/"
                        + task.getTaskId().getValue())
                .collect(Collectors.toCollection(HashSet::new));
        return state.frameworks.values().stream()
                .map(framework -> {
                    var missing = ReconcileTasksMessage.newBuilder()
                            .setFrameworkId(framework.info().getId());
                    framework.tasks.values().stream()
                            .filter(task -> task.agent == agent && !TaskStates.isTerminal(task.state))
                            .filter(task -> !reported.contains(framework.id() + "/" + task.id()))
                            .forEach(task -> missing.addStatuses(TaskStatus.newBuilder()
                                    .setTaskId(task.info.getTaskId())
                                    .setState(task.state)));
                    return missing.setFramework(framework.info()).build();
                })
                .filter(missing -> missing.getStatusesCount() > 0)
                .toList();
    }

    /** The parts of a task that a master keeps. */
    private static TaskInfo info(AgentEntry agent, Task task) {
        TaskInfo.Builder info = TaskInfo.newBuilder()
                .setName(task.getName())
                .setTaskId(task.getTaskId())
                .setSlaveId(agent.info.getId())
                .addAllResources(task.getResourcesList());
        if (task.hasExecutorId()) {
            info.setExecutor(ExecutorInfo.newBuilder().setExecutorId(task.getExecutorId()));
        }
        return info.build();
    }
}
