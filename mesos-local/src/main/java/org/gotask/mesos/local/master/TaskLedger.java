package org.gotask.mesos.local.master;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.wire.Capabilities;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.local.wire.TaskStates;
import org.gotask.mesos.local.wire.Timestamps;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.ExitedExecutorMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.PingSlaveMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.jspecify.annotations.Nullable;

/**
 * The tasks and executors of a master: forwards states to schedulers and acknowledgements to agents, and releases the
 * resources of ended tasks and executors. Confined to the master's thread.
 */
final class TaskLedger {

    private static final RateLimitedLogger foreign = new RateLimitedLogger(TaskLedger.class.getName());

    private final MasterState state;

    TaskLedger(MasterState state) {
        this.state = state;
    }

    /** Forwards the status update of an agent to the scheduler. */
    void updated(Upid from, StatusUpdateMessage message) {
        StatusUpdate update = message.getUpdate();
        AgentEntry agent = agent(from, update.getSlaveId());
        FrameworkEntry framework = state.framework(update.getFrameworkId());
        if (agent == null || framework == null) {
            return;
        }
        TaskEntry task = framework.tasks.get(update.getStatus().getTaskId().getValue());
        if (task == null) {
            foreign.warn(
                    "unknown task",
                    "status update of an unknown task: task="
                            + update.getStatus().getTaskId().getValue() + ", agent=" + agent.id());
        } else {
            TaskState latest = update.hasLatestState()
                    ? update.getLatestState()
                    : update.getStatus().getState();
            if (!TaskStates.isTerminal(task.state)) {
                task.state = latest;
                if (TaskStates.isTerminal(latest)) {
                    agent.release(framework, task.resources);
                }
            }
            if (framework.connected) {
                task.forwarded(update.getStatus(), update.getUuid());
            }
        }
        state.tell(framework, message.toBuilder().setPid(agent.pid.wire()).build());
    }

    /** Forwards the acknowledgement of a scheduler to the agent. */
    void acknowledged(FrameworkEntry framework, SlaveID agentId, TaskID taskId, ByteString uuid) {
        AgentEntry agent = state.agents.get(agentId.getValue());
        if (agent == null || !Ids.isUuid(uuid)) {
            foreign.warn(
                    "acknowledgement",
                    "acknowledgement ignored: task=" + taskId.getValue()
                            + ", its agent is unknown or its UUID is invalid");
            return;
        }
        TaskEntry task = framework.tasks.get(taskId.getValue());
        if (task != null && TaskStates.isTerminal(task.forwarded) && task.forwardedUuid.equals(uuid)) {
            framework.complete(task);
        }
        state.tell(
                agent,
                StatusUpdateAcknowledgementMessage.newBuilder()
                        .setSlaveId(agentId)
                        .setFrameworkId(framework.info().getId())
                        .setTaskId(taskId)
                        .setUuid(uuid)
                        .build());
    }

    /** Removes an executor that has ended, and forwards the message of its agent to the scheduler. */
    void executorExited(Upid from, ExitedExecutorMessage message) {
        AgentEntry agent = agent(from, message.getSlaveId());
        FrameworkEntry framework = state.framework(message.getFrameworkId());
        if (agent == null || framework == null) {
            return;
        }
        var key = new FrameworkEntry.ExecutorKey(
                agent.id(), message.getExecutorId().getValue());
        framework.removeExecutor(key).ifPresent(executor -> {
            agent.release(framework, ResourceSet.of(executor.getResourcesList()));
            state.tell(framework, message);
        });
    }

    /** Forwards the kill of a task to its agent; answers with the state of the task if it is unknown. */
    void kill(FrameworkEntry framework, KillTaskMessage message, Optional<SlaveID> agentId) {
        TaskEntry task = framework.tasks.get(message.getTaskId().getValue());
        if (task == null) {
            reconcile(framework, message.getTaskId(), agentId);
        } else if (agentId.isPresent() && !agentId.get().equals(task.info.getSlaveId())) {
            foreign.warn(
                    "kill",
                    "kill ignored: task=" + task.id() + ", it is not on agent "
                            + agentId.get().getValue());
        } else {
            state.tell(task.agent, message);
        }
    }

    /** Sends the states of all tasks to a scheduler. */
    void reconcileAll(FrameworkEntry framework) {
        List.copyOf(framework.tasks.values()).forEach(task -> sendState(framework, task));
    }

    /** Sends the state of a task to a scheduler. */
    void reconcile(FrameworkEntry framework, TaskID taskId, Optional<SlaveID> agentId) {
        TaskEntry task = framework.tasks.get(taskId.getValue());
        if (task != null) {
            sendState(framework, task);
            return;
        }
        boolean agentKnown =
                agentId.filter(id -> state.agents.containsKey(id.getValue())).isPresent();
        boolean unreachable = agentId.filter(state::isUnreachable).isPresent();
        if (!agentKnown && !unreachable && state.mayLearnMore()) {
            return; // its agent may register again soon and report it
        }
        TaskState precise =
                agentKnown ? TaskState.TASK_GONE : unreachable ? TaskState.TASK_UNREACHABLE : TaskState.TASK_UNKNOWN;
        TaskStatus.Builder status = status(
                        taskId, Capabilities.orLost(framework.info(), precise), TaskStatus.Reason.REASON_RECONCILIATION)
                .setMessage(
                        agentKnown
                                ? "Reconciliation: Task is unknown to the agent"
                                : "Reconciliation: Task is unknown");
        agentId.ifPresent(status::setSlaveId);
        send(framework, status, "");
    }

    /** Sends the final state of a task that was never launched. */
    void refused(
            FrameworkEntry framework, TaskInfo task, TaskState taskState, TaskStatus.Reason reason, String message) {
        send(
                framework,
                status(task.getTaskId(), taskState, reason).setMessage(message).setSlaveId(task.getSlaveId()),
                FrameworkEntry.NOBODY);
    }

    /** Sends the states of the tasks of a lost agent to their schedulers, and removes these tasks. */
    void lost(AgentEntry agent, String message) {
        for (FrameworkEntry framework : state.frameworks.values()) {
            for (TaskEntry task : List.copyOf(framework.tasks.values())) {
                if (task.agent != agent) {
                    continue;
                }
                boolean ended = TaskStates.isTerminal(task.state) && TaskStates.isTerminal(task.forwarded);
                if (!ended) {
                    task.state = Capabilities.orLost(framework.info(), TaskState.TASK_UNREACHABLE);
                    TaskStatus.Builder status = status(
                                    task.info.getTaskId(), task.state, TaskStatus.Reason.REASON_SLAVE_REMOVED)
                            .setMessage(message)
                            .setSlaveId(task.info.getSlaveId());
                    task.forwarded(status.build(), ByteString.EMPTY);
                    send(framework, status, FrameworkEntry.NOBODY);
                }
                framework.complete(task);
            }
            framework.removeExecutors(agent.id());
            framework.filters.clearAgent(agent.id());
            agent.releaseAll(framework);
        }
    }

    /** Sends the state of a task that its agent has reported again. */
    void recovered(FrameworkEntry framework, TaskEntry task) {
        TaskStatus.Builder status = status(
                        task.info.getTaskId(), task.state, TaskStatus.Reason.REASON_SLAVE_REREGISTERED)
                .setMessage("Unknown agent reregistered")
                .setSlaveId(task.info.getSlaveId());
        send(framework, status, FrameworkEntry.NOBODY);
    }

    private void sendState(FrameworkEntry framework, TaskEntry task) {
        TaskStatus.Builder status = status(
                        task.info.getTaskId(), task.forwarded, TaskStatus.Reason.REASON_RECONCILIATION)
                .setMessage("Reconciliation: Latest task state")
                .setSlaveId(task.info.getSlaveId());
        if (task.info.hasExecutor()) {
            status.setExecutorId(task.info.getExecutor().getExecutorId());
        }
        send(framework, status, "");
    }

    private static TaskStatus.Builder status(TaskID taskId, TaskState taskState, TaskStatus.Reason reason) {
        return TaskStatus.newBuilder()
                .setTaskId(taskId)
                .setState(taskState)
                .setReason(reason)
                .setSource(TaskStatus.Source.SOURCE_MASTER)
                .setTimestamp(Timestamps.now());
    }

    /** Sends a status update without a UUID, which must not be acknowledged. */
    private void send(FrameworkEntry framework, TaskStatus.Builder status, String pid) {
        StatusUpdate.Builder update = StatusUpdate.newBuilder()
                .setFrameworkId(framework.info().getId())
                .setStatus(status)
                .setTimestamp(status.getTimestamp());
        if (status.hasSlaveId()) {
            update.setSlaveId(status.getSlaveId());
        }
        if (status.hasExecutorId()) {
            update.setExecutorId(status.getExecutorId());
        }
        StatusUpdateMessage.Builder message = StatusUpdateMessage.newBuilder().setUpdate(update);
        state.tell(framework, (pid.isEmpty() ? message : message.setPid(pid)).build());
    }

    private @Nullable AgentEntry agent(Upid from, SlaveID id) {
        AgentEntry agent = state.agents.get(id.getValue());
        if (agent != null && agent.pid.equals(from)) {
            return agent;
        }
        foreign.warn("unknown agent", "message of an unknown agent: from=" + from + ", agent=" + id.getValue());
        if (agent == null) {
            // it believes that it is registered; this ping makes it register again
            state.sender.answer(
                    state.self,
                    from,
                    PingSlaveMessage.newBuilder().setConnected(false).build());
        }
        return null;
    }
}
