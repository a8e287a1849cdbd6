package org.gotask.mesos.local.common;

import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.TaskState;

/** What a framework has said it understands. */
public final class Capabilities {

    private Capabilities() {}

    /** Whether a framework has said that it has a capability. */
    public static boolean has(FrameworkInfo framework, FrameworkInfo.Capability.Type capability) {
        return framework.getCapabilitiesList().stream().anyMatch(c -> c.getType() == capability);
    }

    /** {@code precise} for frameworks that know the states of partitioned tasks, else TASK_LOST. */
    public static TaskState orLost(FrameworkInfo framework, TaskState precise) {
        return has(framework, FrameworkInfo.Capability.Type.PARTITION_AWARE) ? precise : TaskState.TASK_LOST;
    }
}
