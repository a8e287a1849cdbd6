package org.gotask.mesos.local.agent;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.gotask.mesos.proto.Task;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;

/**
 * Describes an agent to a master that may not know it: frameworks, executors and tasks, including ended tasks whose
 * terminal updates are not acknowledged. Confined to the agent's thread.
 */
final class AgentInventory {

    private final AgentContext agent;
    private final UpdateStreams streams;

    AgentInventory(AgentContext agent, UpdateStreams streams) {
        this.agent = agent;
        this.streams = streams;
    }

    void describe(Collection<AgentFramework> frameworks, ReregisterSlaveMessage.Builder message) {
        for (AgentFramework framework : frameworks) {
            if (framework.isTerminating()) {
                continue;
            }
            message.addFrameworks(framework.info());
            for (ExecutorInstance executor : framework.executors()) {
                if (!executor.commandTask) {
                    message.addExecutorInfos(executor.info);
                }
                Stream.of(executor.queued(), executor.launched())
                        .map(Map::values)
                        .flatMap(Collection::stream)
                        .forEach(task -> message.addTasks(describe(executor, task)));
            }
            Stream.concat(framework.executors().stream(), framework.completed().stream())
                    .forEach(executor -> executor.ended().values().stream()
                            .filter(task -> streams.latest(framework.id, task.getTaskId())
                                    .isPresent())
                            .forEach(task -> message.addTasks(describe(executor, task))));
        }
    }

    private Task describe(ExecutorInstance executor, TaskInfo info) {
        TaskID id = info.getTaskId();
        Task.Builder task = Task.newBuilder()
                .setName(info.getName())
                .setTaskId(id)
                .setFrameworkId(executor.framework.id)
                .setSlaveId(agent.id())
                .setState(streams.latest(executor.framework.id, id).orElse(TaskState.TASK_STAGING))
                .addAllResources(info.getResourcesList())
                .setLabels(info.getLabels())
                .setDiscovery(info.getDiscovery());
        if (!executor.commandTask) {
            task.setExecutorId(executor.info.getExecutorId());
        }
        if (!info.hasLabels()) {
            task.clearLabels();
        }
        if (!info.hasDiscovery()) {
            task.clearDiscovery();
        }
        streams.head(executor.framework.id, id)
                .ifPresent(
                        update -> task.setStatusUpdateState(update.getStatus().getState())
                                .setStatusUpdateUuid(update.getUuid())
                                .addStatuses(update.getStatus()));
        return task.build();
    }
}
