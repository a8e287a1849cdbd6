package org.gotask.mesos.local.agent;

import org.gotask.mesos.proto.internal.RunTaskMessage;

/**
 * The executor that a master has chosen for a task, by the field {@code launch_executor}. Old masters do not set it.
 */
enum TargetExecutor {
    /** One that is not on the agent yet. */
    NEW,
    /** One that is on the agent. */
    EXISTING,
    /** The existing one, otherwise a new one. */
    UNSPECIFIED;

    static TargetExecutor of(RunTaskMessage message) {
        if (!message.hasLaunchExecutor()) {
            return UNSPECIFIED;
        }
        return message.getLaunchExecutor() ? NEW : EXISTING;
    }

    /**
     * Whether the task needs the launch of an executor.
     *
     * @param exists whether the agent has the executor
     */
    boolean needsLaunch(boolean exists) {
        return switch (this) {
            case NEW -> true;
            case EXISTING -> false;
            case UNSPECIFIED -> !exists;
        };
    }
}
