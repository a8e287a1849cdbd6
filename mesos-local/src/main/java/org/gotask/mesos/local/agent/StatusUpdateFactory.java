package org.gotask.mesos.local.agent;

import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.local.wire.Timestamps;
import org.gotask.mesos.proto.ContainerID;
import org.gotask.mesos.proto.ContainerStatus;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.NetworkInfo;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.StatusUpdate;

/**
 * Creates the status updates of an agent.
 *
 * @param agentId the id of the agent
 * @param agent the address of the agent
 */
record StatusUpdateFactory(SlaveID agentId, Upid agent) {

    /** A status update of the agent, for a task of an executor. */
    StatusUpdate byAgent(
            ExecutorInstance executor, String taskId, TaskState state, TaskStatus.Reason reason, String message) {
        return withExecutor(
                create(taskId, state, TaskStatus.Source.SOURCE_SLAVE, message).setReason(reason),
                executor,
                executor.framework.id);
    }

    /** A status update of the agent, for a task that has no executor here. */
    StatusUpdate byAgent(
            FrameworkID framework, String taskId, TaskState state, TaskStatus.Reason reason, String message) {
        return wrap(
                create(taskId, state, TaskStatus.Source.SOURCE_SLAVE, message)
                        .setReason(reason)
                        .build(),
                framework,
                StatusUpdate.newBuilder());
    }

    /** A status update of a command task, which in Mesos comes from the command executor. */
    StatusUpdate byCommand(ExecutorInstance executor, String taskId, TaskState state, String message) {
        return withExecutor(
                create(taskId, state, TaskStatus.Source.SOURCE_EXECUTOR, message), executor, executor.framework.id);
    }

    /** Adds the fields that an executor leaves to its agent. */
    StatusUpdate byExecutor(ExecutorInstance executor, StatusUpdate update) {
        TaskStatus.Builder status = update.getStatus().toBuilder()
                .setUuid(update.getUuid())
                .setSource(TaskStatus.Source.SOURCE_EXECUTOR)
                .setExecutorId(executor.info.getExecutorId())
                .setSlaveId(agentId);
        if (!status.hasTimestamp()) {
            status.setTimestamp(update.getTimestamp());
        }
        completeContainer(status.getContainerStatusBuilder(), executor.container);
        return update.toBuilder()
                .setExecutorId(executor.info.getExecutorId())
                .setSlaveId(agentId)
                .setStatus(status)
                .build();
    }

    private TaskStatus.Builder create(String taskId, TaskState state, TaskStatus.Source source, String message) {
        TaskStatus.Builder status = TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(taskId))
                .setState(state)
                .setSource(source)
                .setSlaveId(agentId)
                .setTimestamp(Timestamps.now())
                .setUuid(Ids.newUuid());
        return message.isEmpty() ? status : status.setMessage(message);
    }

    private StatusUpdate withExecutor(TaskStatus.Builder status, ExecutorInstance executor, FrameworkID framework) {
        status.setExecutorId(executor.info.getExecutorId());
        completeContainer(status.getContainerStatusBuilder(), executor.container);
        return wrap(status.build(), framework, StatusUpdate.newBuilder().setExecutorId(executor.info.getExecutorId()));
    }

    private StatusUpdate wrap(TaskStatus status, FrameworkID framework, StatusUpdate.Builder update) {
        return update.setFrameworkId(framework)
                .setSlaveId(agentId)
                .setStatus(status)
                .setTimestamp(status.getTimestamp())
                .setUuid(status.getUuid())
                .build();
    }

    private void completeContainer(ContainerStatus.Builder status, ContainerID container) {
        if (!status.hasContainerId()) {
            status.setContainerId(container);
        }
        if (status.getNetworkInfosCount() == 0) {
            status.addNetworkInfos(NetworkInfo.newBuilder()
                    .addIpAddresses(NetworkInfo.IPAddress.newBuilder()
                            .setProtocol(NetworkInfo.Protocol.IPv4)
                            .setIpAddress(agent.host())));
        }
    }
}
