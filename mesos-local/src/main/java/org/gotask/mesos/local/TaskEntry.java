package org.gotask.mesos.local;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;

/** A task as the master knows it. Confined to the master's thread. */
final class TaskEntry {

    private static final int MAX_STATUSES = 16;

    final TaskInfo info;
    final AgentEntry agent;
    final ResourceSet resources;
    final List<TaskStatus> statuses = new ArrayList<>();

    /** The newest state heard of, maybe ahead of what the scheduler was told. */
    TaskState state = TaskState.TASK_STAGING;

    /** What the scheduler was told last. */
    TaskState forwarded = TaskState.TASK_STAGING;

    ByteString forwardedUuid = ByteString.EMPTY;

    TaskEntry(TaskInfo info, AgentEntry agent, ResourceSet resources) {
        this.info = info;
        this.agent = agent;
        this.resources = resources;
    }

    String id() {
        return info.getTaskId().getValue();
    }

    void told(TaskStatus status, ByteString uuid) {
        forwarded = status.getState();
        forwardedUuid = uuid;
        boolean repeated = statuses.stream()
                .anyMatch(known -> !uuid.isEmpty() && known.getUuid().equals(uuid));
        if (!repeated) {
            statuses.add(status);
        }
        if (statuses.size() > MAX_STATUSES) {
            statuses.removeFirst();
        }
    }
}
