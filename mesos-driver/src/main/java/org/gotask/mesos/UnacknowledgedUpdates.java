package org.gotask.mesos;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.StatusUpdate;

/**
 * The tasks and updates of which the agent may not know: tasks without an acknowledged update, and unacknowledged
 * updates, both in order. Confined to the event loop.
 */
final class UnacknowledgedUpdates {

    private final Map<ByteString, StatusUpdate> updates = new LinkedHashMap<>();
    private final Map<TaskID, TaskInfo> tasks = new LinkedHashMap<>();

    /** Adds a task; false if it is present already. */
    boolean launched(TaskInfo task) {
        return tasks.putIfAbsent(task.getTaskId(), task) == null;
    }

    void sent(StatusUpdate update) {
        updates.put(update.getUuid(), update);
    }

    /** Removes an update and its task; false if there is no such update. */
    boolean acknowledged(ByteString uuid, TaskID taskId) {
        tasks.remove(taskId);
        return updates.remove(uuid) != null;
    }

    boolean hasUpdates() {
        return !updates.isEmpty();
    }

    List<StatusUpdate> updates() {
        return List.copyOf(updates.values());
    }

    List<TaskInfo> tasks() {
        return List.copyOf(tasks.values());
    }

    /** True if a terminal update is unacknowledged. */
    boolean hasTerminal() {
        return updates.values().stream()
                .anyMatch(update -> isTerminal(update.getStatus().getState()));
    }

    private static boolean isTerminal(TaskState state) {
        return switch (state) {
            case TASK_FINISHED,
                    TASK_FAILED,
                    TASK_KILLED,
                    TASK_ERROR,
                    TASK_LOST,
                    TASK_DROPPED,
                    TASK_GONE,
                    TASK_GONE_BY_OPERATOR -> true;
            case TASK_STAGING, TASK_STARTING, TASK_RUNNING, TASK_KILLING, TASK_UNREACHABLE, TASK_UNKNOWN -> false;
        };
    }
}
