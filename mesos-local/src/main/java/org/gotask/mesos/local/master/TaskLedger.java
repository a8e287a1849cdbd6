package org.gotask.mesos.local.master;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.common.Capabilities;
import org.gotask.mesos.local.common.Ids;
import org.gotask.mesos.local.common.ResourceSet;
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
 * The master's books of tasks and executors: states pass through to the schedulers, acknowledgements back to the
 * agents, and what has ended gives its resources back. Confined to the master's thread.
 */
final class TaskLedger {

    private static final RateLimitedLogger foreign = new RateLimitedLogger(TaskLedger.class.getName());

    private final MasterState state;

    TaskLedger(MasterState state) {
        this.state = state;
    }

    /** From an agent: the state of a task, for its scheduler. */
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
            if (!Ids.isTerminal(task.state)) {
                task.state = latest;
                if (Ids.isTerminal(latest)) {
                    agent.release(framework, task.resources);
                }
            }
            if (framework.connected) {
                task.told(update.getStatus(), update.getUuid());
            }
        }
        state.tell(framework, message.toBuilder().setPid(agent.pid.wire()).build());
    }

    /** From a scheduler: it has seen an update. */
    void acknowledged(FrameworkEntry framework, SlaveID agentId, TaskID taskId, ByteString uuid) {
        AgentEntry agent = state.agents.get(agentId.getValue());
        if (agent == null || !Ids.isUuid(uuid)) {
            foreign.warn(
                    "acknowledgement",
                    "acknowledgement ignored: task=" + taskId.getValue()
                            + ", its agent is unknown or its uuid malformed");
            return;
        }
        TaskEntry task = framework.tasks.get(taskId.getValue());
        if (task != null && Ids.isTerminal(task.forwarded) && task.forwardedUuid.equals(uuid)) {
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

    /** From an agent: an executor's process has ended. */
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

    /** From a scheduler: the end of a task is wanted. An unknown one is answered like a question for its state. */
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

    /** From a scheduler: the states of all its tasks are wanted. */
    void reconcileAll(FrameworkEntry framework) {
        List.copyOf(framework.tasks.values()).forEach(task -> tellState(framework, task));
    }

    /** From a scheduler: the state of a task is wanted. */
    void reconcile(FrameworkEntry framework, TaskID taskId, Optional<SlaveID> agentId) {
        TaskEntry task = framework.tasks.get(taskId.getValue());
        if (task != null) {
            tellState(framework, task);
            return;
        }
        boolean agentKnown =
                agentId.filter(id -> state.agents.containsKey(id.getValue())).isPresent();
        boolean unreachable = agentId.filter(state::isUnreachable).isPresent();
        if (!agentKnown && !unreachable && state.mayLearnMore()) {
            return; // its agent may be about to come back and tell
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

    /** Tells a scheduler what became of a task that was never launched. */
    void refused(
            FrameworkEntry framework, TaskInfo task, TaskState taskState, TaskStatus.Reason reason, String message) {
        send(
                framework,
                status(task.getTaskId(), taskState, reason).setMessage(message).setSlaveId(task.getSlaveId()),
                FrameworkEntry.NOBODY);
    }

    /** Tells the schedulers that an agent's tasks are lost with it, and strikes them out. */
    void lost(AgentEntry agent, String message) {
        for (FrameworkEntry framework : state.frameworks.values()) {
            for (TaskEntry task : List.copyOf(framework.tasks.values())) {
                if (task.agent != agent) {
                    continue;
                }
                boolean ended = Ids.isTerminal(task.state) && Ids.isTerminal(task.forwarded);
                if (!ended) {
                    task.state = Capabilities.orLost(framework.info(), TaskState.TASK_UNREACHABLE);
                    TaskStatus.Builder status = status(
                                    task.info.getTaskId(), task.state, TaskStatus.Reason.REASON_SLAVE_REMOVED)
                            .setMessage(message)
                            .setSlaveId(task.info.getSlaveId());
                    task.told(status.build(), ByteString.EMPTY);
                    send(framework, status, FrameworkEntry.NOBODY);
                }
                framework.complete(task);
            }
            framework.removeExecutors(agent.id());
            framework.filters.clearAgent(agent.id());
            agent.releaseAll(framework);
        }
    }

    /** Tells a scheduler of a task that its agent has brought back. */
    void isBack(FrameworkEntry framework, TaskEntry task) {
        TaskStatus.Builder status = status(
                        task.info.getTaskId(), task.state, TaskStatus.Reason.REASON_SLAVE_REREGISTERED)
                .setMessage("Unknown agent reregistered")
                .setSlaveId(task.info.getSlaveId());
        send(framework, status, FrameworkEntry.NOBODY);
    }

    private void tellState(FrameworkEntry framework, TaskEntry task) {
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
                .setTimestamp(Ids.now());
    }

    /** Without a uuid: there is nothing to acknowledge. */
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
            // it takes itself for registered; this lets it register again
            state.courier.answer(
                    state.self,
                    from,
                    PingSlaveMessage.newBuilder().setConnected(false).build());
        }
        return null;
    }
}
