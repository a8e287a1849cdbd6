package org.gotask.mesos;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.scheduler.Call;

/**
 * The rules for status updates on the scheduler's side: which need an acknowledgement, what the scheduler is shown, and
 * those that the driver makes itself. Stateless.
 *
 * <p>An update needs an acknowledgement exactly if it came through an agent: it then has a uuid, and its message names the
 * agent's address. The scheduler decides by the uuid alone, so the driver removes it from all others.
 */
final class StatusUpdates {

    private StatusUpdates() {}

    /** What the scheduler is shown. */
    static TaskStatus shown(StatusUpdateMessage message) {
        StatusUpdate update = message.getUpdate();
        TaskStatus.Builder status = update.getStatus().toBuilder();
        if (needsAcknowledgement(message)) {
            status.setUuid(update.getUuid());
            if (!status.hasSlaveId()) {
                status.setSlaveId(update.getSlaveId());
            }
        } else {
            status.clearUuid();
        }
        return status.build();
    }

    /** The acknowledgement of an update as the scheduler was shown it; empty if it needs none. */
    static Optional<Call> acknowledgement(FrameworkID framework, TaskStatus status) {
        ByteString uuid = status.getUuid();
        return uuid.isEmpty() || !status.hasSlaveId()
                ? Optional.empty()
                : Optional.of(SchedulerCalls.acknowledge(framework, status.getSlaveId(), status.getTaskId(), uuid));
    }

    /** The end of a task whose launch never reached a master. */
    static TaskStatus notLaunched(FrameworkInfo framework, TaskInfo task, String message, Instant now) {
        boolean partitionAware = framework.getCapabilitiesList().stream()
                .anyMatch(capability -> capability.getType() == FrameworkInfo.Capability.Type.PARTITION_AWARE);
        return TaskStatus.newBuilder()
                .setTaskId(task.getTaskId())
                .setState(partitionAware ? TaskState.TASK_DROPPED : TaskState.TASK_LOST)
                .setSource(TaskStatus.Source.SOURCE_MASTER)
                .setReason(TaskStatus.Reason.REASON_MASTER_DISCONNECTED)
                .setMessage(message)
                .setTimestamp(seconds(now))
                .build();
    }

    /** A time as Mesos writes it. */
    static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    private static boolean needsAcknowledgement(StatusUpdateMessage message) {
        StatusUpdate update = message.getUpdate();
        return !update.getUuid().isEmpty()
                && Upid.find(message.getPid()).isPresent()
                && (update.hasSlaveId() || update.getStatus().hasSlaveId());
    }
}
