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
 * Status updates on the scheduler's side: which need an acknowledgement, what is passed to the scheduler, and updates
 * that the driver generates. Stateless.
 *
 * <p>An update needs an acknowledgement if it came through an agent: it then has a UUID, and its message names the
 * agent's address. Schedulers look only at the UUID, so the driver removes it from all other updates.
 */
final class StatusUpdates {

    private StatusUpdates() {}

    /** The status that is passed to the scheduler. */
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

    /** The acknowledgement of a status that was passed to the scheduler; empty if it needs none. */
    static Optional<Call> acknowledgement(FrameworkID framework, TaskStatus status) {
        ByteString uuid = status.getUuid();
        return uuid.isEmpty() || !status.hasSlaveId()
                ? Optional.empty()
                : Optional.of(SchedulerCalls.acknowledge(framework, status.getSlaveId(), status.getTaskId(), uuid));
    }

    /** The status of a task whose launch could not be sent. */
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

    /** A time in Mesos's format, seconds since the epoch. */
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
