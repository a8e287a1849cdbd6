package org.gotask.mesos.local.agent;

import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.sandbox.Sandbox;
import org.gotask.mesos.local.sandbox.WaitStatus;
import org.gotask.mesos.local.wire.Capabilities;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.ExitedExecutorMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.ReconcileTasksMessage;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;
import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.ShutdownFrameworkMessage;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.UpdateFrameworkMessage;

/** Handles the master's messages about tasks, executors and frameworks. Confined to the agent's thread. */
final class AgentTasks {

    private static final RateLimitedLogger foreign = new RateLimitedLogger(AgentTasks.class.getName());

    private final AgentContext agent;
    private final AgentFrameworks frameworks;
    private final UpdateStreams streams;
    private final ExecutorRoutes routes;
    private final ExecutorSupervisor supervisor;
    private final AgentInventory inventory;

    AgentTasks(
            AgentContext agent,
            AgentFrameworks frameworks,
            UpdateStreams streams,
            ExecutorRoutes routes,
            ExecutorSupervisor supervisor) {
        this.agent = agent;
        this.frameworks = frameworks;
        this.streams = streams;
        this.routes = routes;
        this.supervisor = supervisor;
        this.inventory = new AgentInventory(agent, streams);
    }

    /** Runs a task on an existing executor or a new one. */
    void run(RunTaskMessage message) {
        FrameworkInfo info = message.getFramework();
        if (!hasPlainIds(message)) {
            foreign.warn(
                    "id",
                    "agent " + agent.self
                            + ": task ignored: an id of task, executor or framework cannot be a file's name");
            return;
        }
        Optional<Upid> pid = Upid.find(message.getPid());
        AgentFramework framework = frameworks.admit(info, pid);
        if (framework.isTerminating()) {
            foreign.info(
                    "ending",
                    "task ignored: task=" + message.getTask().getTaskId().getValue()
                            + ", its framework is being shut down");
            return;
        }
        framework.updated(info, pid);
        pid.ifPresent(upid -> routes.framework(framework.id, upid));
        run(framework, message.getTask(), TargetExecutor.of(message));
    }

    /** Whether all ids can be names of files: they become part of the sandbox's path. */
    private static boolean hasPlainIds(RunTaskMessage message) {
        TaskInfo task = message.getTask();
        return Ids.isWellFormed(message.getFramework().getId().getValue())
                && Ids.isWellFormed(task.getTaskId().getValue())
                && (!task.hasExecutor()
                        || Ids.isWellFormed(task.getExecutor().getExecutorId().getValue()));
    }

    private void run(AgentFramework framework, TaskInfo task, TargetExecutor target) {
        boolean command = !task.hasExecutor();
        ExecutorInfo info = command ? CommandTasks.executorOf(task, framework.info()) : task.getExecutor();
        Optional<ExecutorInstance> existing =
                framework.executor(info.getExecutorId().getValue());
        boolean launch = target.needsLaunch(existing.isPresent());
        if (launch && existing.isEmpty()) {
            var executor = new ExecutorInstance(framework, info, command, this::sandbox, agent.timings.shutdownGrace());
            executor.taskQueued(task);
            supervisor.launch(executor);
            return;
        }
        if (!launch && existing.isPresent() && existing.get().acceptsTasks()) {
            supervisor.deliver(existing.get(), task);
            return;
        }
        drop(framework, info, task.getTaskId().getValue());
        if (launch && !command) {
            tellExited(framework.id, info.getExecutorId());
        }
    }

    /** Adds all frameworks, executors and tasks to a reregistration. */
    void describe(ReregisterSlaveMessage.Builder message) {
        inventory.describe(frameworks.all(), message);
    }

    /** Resends all unacknowledged status updates. */
    void resendUpdates() {
        streams.resendAll();
    }

    /** Reports tasks as dropped that the master has sent and that never arrived. */
    void reconcile(ReconcileTasksMessage message) {
        FrameworkID framework = message.getFrameworkId();
        for (TaskStatus status : message.getStatusesList()) {
            String taskId = status.getTaskId().getValue();
            if (streams.latest(framework, status.getTaskId()).isEmpty() && !isHere(framework, taskId)) {
                streams.add(updates()
                        .byAgent(
                                framework,
                                taskId,
                                Capabilities.orLost(message.getFramework(), TaskState.TASK_DROPPED),
                                TaskStatus.Reason.REASON_RECONCILIATION,
                                "Reconciliation: task unknown to the agent"));
            }
        }
    }

    private boolean isHere(FrameworkID framework, String taskId) {
        return frameworks.find(framework).stream()
                .flatMap(known -> known.executors().stream())
                .anyMatch(executor -> executor.queued().containsKey(taskId)
                        || executor.launched().containsKey(taskId));
    }

    /** Kills a task. */
    void kill(KillTaskMessage message) {
        frameworks
                .find(message.getFrameworkId())
                .ifPresentOrElse(
                        framework -> kill(framework, message),
                        () -> foreign.info(
                                "kill",
                                "kill ignored: task=" + message.getTaskId().getValue() + ", its framework is unknown"));
    }

    private void kill(AgentFramework framework, KillTaskMessage message) {
        String taskId = message.getTaskId().getValue();
        for (ExecutorInstance executor : framework.executors()) {
            if (executor.launched().containsKey(taskId)) {
                supervisor.kill(executor, message);
                return;
            }
            if (executor.queued().containsKey(taskId)) {
                killQueued(executor, taskId);
                return;
            }
        }
        boolean ended = streams.latest(framework.id, message.getTaskId()).isPresent();
        if (!ended) {
            streams.add(updates()
                    .byAgent(
                            framework.id,
                            taskId,
                            Capabilities.orLost(framework.info(), TaskState.TASK_DROPPED),
                            TaskStatus.Reason.REASON_EXECUTOR_TERMINATED,
                            "Unable to find executor"));
        }
    }

    private void killQueued(ExecutorInstance executor, String taskId) {
        executor.taskWithdrawn(taskId);
        streams.add(updates()
                .byAgent(
                        executor,
                        taskId,
                        TaskState.TASK_KILLED,
                        TaskStatus.Reason.REASON_TASK_KILLED_DURING_LAUNCH,
                        "Killed before delivery to the executor"));
        if (executor.isIdle() && executor.process().isEmpty()) {
            supervisor.abandon(executor);
        }
    }

    /** A scheduler has acknowledged a status update. */
    void acknowledged(StatusUpdateAcknowledgementMessage message) {
        boolean ended = streams.acknowledge(message.getFrameworkId(), message.getTaskId(), message.getUuid());
        if (ended) {
            String taskId = message.getTaskId().getValue();
            frameworks.find(message.getFrameworkId()).stream()
                    .flatMap(framework -> framework.executors().stream())
                    .forEach(executor -> executor.taskEndAcknowledged(taskId));
        }
    }

    /** A framework has a new description, or its scheduler a new address. */
    void frameworkChanged(UpdateFrameworkMessage message) {
        frameworks.find(message.getFrameworkId()).ifPresent(framework -> {
            FrameworkInfo info = message.hasFrameworkInfo() ? message.getFrameworkInfo() : framework.info();
            framework.updated(info, Upid.find(message.getPid()));
            framework.scheduler().ifPresent(upid -> routes.framework(framework.id, upid));
            streams.resend(framework.id);
        });
    }

    /** Shuts an executor down. */
    void shutdownExecutor(ShutdownExecutorMessage message) {
        frameworks.find(message.getFrameworkId(), message.getExecutorId()).ifPresent(supervisor::shutdown);
    }

    /** Shuts all executors of a removed framework down. */
    void shutdownFramework(ShutdownFrameworkMessage message) {
        frameworks.find(message.getFrameworkId()).ifPresent(this::shutdown);
    }

    /** Shuts all executors down; {@code whenAllGone} runs after the last has ended. */
    void shutdownAll(Runnable whenAllGone) {
        frameworks.all().forEach(this::shutdown);
        frameworks.whenEmpty(whenAllGone);
    }

    private void shutdown(AgentFramework framework) {
        framework.shutdown();
        streams.drop(framework.id);
        framework.executors().forEach(supervisor::shutdown);
        frameworks.removeIfDone(framework);
    }

    private void drop(AgentFramework framework, ExecutorInfo executor, String taskId) {
        foreign.warn(
                "dropped",
                "agent " + agent.self + ": task " + taskId + " dropped, executor "
                        + executor.getExecutorId().getValue() + " has ended");
        streams.add(updates()
                .byAgent(
                        framework.id,
                        taskId,
                        Capabilities.orLost(framework.info(), TaskState.TASK_DROPPED),
                        TaskStatus.Reason.REASON_EXECUTOR_TERMINATED,
                        "Executor terminated before the task reached it"));
    }

    private void tellExited(FrameworkID framework, ExecutorID executor) {
        agent.tellMaster(ExitedExecutorMessage.newBuilder()
                .setSlaveId(agent.id())
                .setFrameworkId(framework)
                .setExecutorId(executor)
                .setStatus(WaitStatus.UNKNOWN.raw())
                .build());
    }

    private Sandbox sandbox(String frameworkId, String executorId, String containerId) {
        return Sandbox.of(agent.workDirectory.path(), agent.id().getValue(), frameworkId, executorId, containerId);
    }

    private StatusUpdateFactory updates() {
        return new StatusUpdateFactory(agent.id(), agent.self);
    }
}
