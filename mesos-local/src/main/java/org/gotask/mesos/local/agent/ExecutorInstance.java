package org.gotask.mesos.local.agent;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.EventLoop;
import org.gotask.mesos.local.sandbox.ChildProcess;
import org.gotask.mesos.local.sandbox.Sandbox;
import org.gotask.mesos.proto.ContainerID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskStatus;
import org.jspecify.annotations.Nullable;

/** One run of an executor, from its launch to the end of its process. Confined to the agent's thread. */
final class ExecutorInstance {

    enum State {
        /** Being fetched or started, or running but unheard of yet. */
        REGISTERING,
        RUNNING,
        /** Asked to end. */
        TERMINATING,
        /** Its process is gone. */
        TERMINATED
    }

    final AgentFramework framework;
    final ExecutorInfo info;
    final boolean commandTask;
    final ContainerID container =
            ContainerID.newBuilder().setValue(UUID.randomUUID().toString()).build();
    final Sandbox sandbox;
    final Duration shutdownGrace;

    /** Tasks that wait for the registration. */
    final Map<String, TaskInfo> queued = new LinkedHashMap<>();

    /** Tasks handed to the executor that have not ended. */
    final Map<String, TaskInfo> launched = new LinkedHashMap<>();

    /** Tasks that have ended, whose end the scheduler may not have acknowledged. */
    final Map<String, TaskInfo> ended = new LinkedHashMap<>();

    State state = State.REGISTERING;

    @Nullable
    Upid pid;

    @Nullable
    ChildProcess process;

    @Nullable
    Thread launcher;

    /** Why its tasks fail, if we have ended it ourselves. */
    @Nullable
    Failure failure;

    /** Whether its command task was killed on request. */
    boolean killed;

    private EventLoop.@Nullable Timer timer;

    ExecutorInstance(
            AgentFramework framework,
            ExecutorInfo info,
            boolean commandTask,
            SandboxFactory sandboxes,
            Duration grace) {
        this.framework = framework;
        this.info = info;
        this.commandTask = commandTask;
        this.sandbox = sandboxes.sandbox(framework.id.getValue(), id(), container.getValue());
        this.shutdownGrace = info.hasShutdownGracePeriod()
                ? Duration.ofNanos(info.getShutdownGracePeriod().getNanoseconds())
                : grace;
    }

    String id() {
        return info.getExecutorId().getValue();
    }

    /** The role that its resources were allocated to. */
    String role() {
        return info.getResourcesList().stream()
                .map(resource -> resource.getAllocationInfo().getRole())
                .filter(role -> !role.isEmpty())
                .findFirst()
                .orElse("*");
    }

    boolean isIdle() {
        return queued.isEmpty() && launched.isEmpty();
    }

    /** Sets the one time limit that there is in a state, instead of the one before. */
    void setTimer(EventLoop.@Nullable Timer next) {
        if (timer != null) {
            timer.cancel();
        }
        timer = next;
    }

    /** Says where a run has its sandbox. */
    @FunctionalInterface
    interface SandboxFactory {
        Sandbox sandbox(String frameworkId, String executorId, String containerId);
    }

    /** Reason and text for the status updates of its tasks. */
    record Failure(TaskStatus.Reason reason, String message) {}
}
