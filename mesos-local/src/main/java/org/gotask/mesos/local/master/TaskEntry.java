package org.gotask.mesos.local.master;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;

/** A task as the master knows it. Confined to the master's thread. */
final class TaskEntry {

    private static final int MAX_STATUSES = 16;
    private static final int STATUSES_BYTES = 4 * 1024;

    /** The {@link #outline} of the task. */
    final TaskInfo info;

    final long bytes;
    final AgentEntry agent;
    final ResourceSet resources;
    final List<TaskStatus> statuses = new ArrayList<>();

    /** The latest reported state, possibly newer than the last one forwarded to the scheduler. */
    TaskState state = TaskState.TASK_STAGING;

    /** The last state forwarded to the scheduler. */
    TaskState forwarded = TaskState.TASK_STAGING;

    ByteString forwardedUuid = ByteString.EMPTY;

    TaskEntry(TaskInfo info, AgentEntry agent, ResourceSet resources) {
        this.info = RetainedMessage.copyOf(outline(info));
        this.bytes = RetainedMessage.heapBytes(this.info) + STATUSES_BYTES;
        this.agent = agent;
        this.resources = resources;
    }

    /** The parts of a task that a master keeps. Only the agent has command and data. */
    static TaskInfo outline(TaskInfo task) {
        TaskInfo.Builder outline = TaskInfo.newBuilder()
                .setName(task.getName())
                .setTaskId(task.getTaskId())
                .setSlaveId(task.getSlaveId())
                .addAllResources(task.getResourcesList());
        if (task.hasExecutor()) {
            outline.setExecutor(
                    ExecutorInfo.newBuilder().setExecutorId(task.getExecutor().getExecutorId()));
        }
        return outline.build();
    }

    String id() {
        return info.getTaskId().getValue();
    }

    /** Records a status that is forwarded to the scheduler, without its message and data. */
    void forwarded(TaskStatus status, ByteString uuid) {
        ByteString kept = Ids.isUuid(uuid) ? RetainedMessage.copyOf(uuid) : ByteString.EMPTY;
        forwarded = status.getState();
        forwardedUuid = kept;
        boolean repeated = statuses.stream()
                .anyMatch(known -> !kept.isEmpty() && known.getUuid().equals(kept));
        if (!repeated) {
            statuses.add(TaskStatus.newBuilder()
                    .setTaskId(info.getTaskId())
                    .setState(status.getState())
                    .setTimestamp(status.getTimestamp())
                    .setUuid(kept)
                    .build());
        }
        if (statuses.size() > MAX_STATUSES) {
            statuses.removeFirst();
        }
    }
}
