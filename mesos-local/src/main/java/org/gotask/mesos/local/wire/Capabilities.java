package org.gotask.mesos.local.wire;

import java.util.List;
import java.util.stream.Stream;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskState;

/** The capabilities of frameworks and agents. */
public final class Capabilities {

    /** The capabilities of local agents. */
    public static final List<SlaveInfo.Capability> OF_AGENT = Stream.of(
                    SlaveInfo.Capability.Type.MULTI_ROLE, SlaveInfo.Capability.Type.HIERARCHICAL_ROLE)
            .map(type -> SlaveInfo.Capability.newBuilder().setType(type).build())
            .toList();

    private Capabilities() {}

    /** Whether a framework has announced a capability. */
    public static boolean has(FrameworkInfo framework, FrameworkInfo.Capability.Type capability) {
        return framework.getCapabilitiesList().stream().anyMatch(c -> c.getType() == capability);
    }

    /** {@code precise} if the framework is partition-aware, otherwise {@code TASK_LOST}. */
    public static TaskState orLost(FrameworkInfo framework, TaskState precise) {
        return has(framework, FrameworkInfo.Capability.Type.PARTITION_AWARE) ? precise : TaskState.TASK_LOST;
    }
}
