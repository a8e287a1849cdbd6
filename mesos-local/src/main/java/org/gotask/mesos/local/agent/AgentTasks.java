package org.gotask.mesos.local.agent;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.agent.ExecutorInstance.State;
import org.gotask.mesos.local.common.Capabilities;
import org.gotask.mesos.local.common.Ids;
import org.gotask.mesos.local.sandbox.ChildProcess;
import org.gotask.mesos.local.sandbox.Sandbox;
import org.gotask.mesos.local.sandbox.WaitStatus;
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
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;
import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.ShutdownFrameworkMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.internal.UpdateFrameworkMessage;
import org.gotask.mesos.text.ForeignText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What master and executors tell an agent about tasks, and where each task is. Confined to the agent's thread.
 */
final class AgentTasks {

    private static final Logger log = LoggerFactory.getLogger(AgentTasks.class);
    private static final RateLimitedLogger foreign = new RateLimitedLogger(AgentTasks.class.getName());

    private final AgentContext agent;
    private final UpdateStreams streams;
    private final ExecutorRoutes routes;
    private final CommandTasks commandTasks;
    private final ExecutorSupervisor supervisor;
    private final AgentInventory inventory;
    private final Map<String, AgentFramework> frameworks = new LinkedHashMap<>();
    private Runnable whenEmpty = () -> {};

    AgentTasks(AgentContext agent, ExecutorLauncher launcher, UpdateStreams streams, ExecutorRoutes routes) {
        this.agent = agent;
        this.streams = streams;
        this.routes = routes;
        this.commandTasks = new CommandTasks(agent, streams);
        this.inventory = new AgentInventory(agent, streams);
        this.supervisor = new ExecutorSupervisor(agent, launcher, streams, routes, commandTasks, this::removeIfDone);
    }

    Collection<AgentFramework> frameworks() {
        return frameworks.values();
    }

    /** From the master: a task for an executor that runs, or for one that is to be launched. */
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
        AgentFramework framework =
                frameworks.computeIfAbsent(info.getId().getValue(), unused -> new AgentFramework(info, pid));
        if (framework.terminating) {
            foreign.info(
                    "ending",
                    "task ignored: task=" + message.getTask().getTaskId().getValue()
                            + ", its framework is being shut down");
            return;
        }
        framework.info = info;
        framework.pid = pid;
        pid.ifPresent(upid -> routes.framework(framework.id, upid));
        run(framework, message.getTask(), message.hasLaunchExecutor() ? message.getLaunchExecutor() : null);
    }

    /** A master has checked them before; they become paths here. */
    private static boolean hasPlainIds(RunTaskMessage message) {
        TaskInfo task = message.getTask();
        return Ids.isWellFormed(message.getFramework().getId().getValue())
                && Ids.isWellFormed(task.getTaskId().getValue())
                && (!task.hasExecutor()
                        || Ids.isWellFormed(task.getExecutor().getExecutorId().getValue()));
    }

    private void run(AgentFramework framework, TaskInfo task, @Nullable Boolean launchExecutor) {
        boolean command = !task.hasExecutor();
        ExecutorInfo info = command ? CommandTasks.executorOf(task, framework.info) : task.getExecutor();
        String taskId = task.getTaskId().getValue();
        ExecutorInstance executor = framework.executors.get(info.getExecutorId().getValue());
        boolean usable = executor != null && (executor.state == State.REGISTERING || executor.state == State.RUNNING);
        boolean launch = launchExecutor != null ? launchExecutor : executor == null;
        if (launch ? executor != null : !usable) {
            drop(framework, info, taskId);
            if (launch && !command) {
                tellExited(framework.id, info.getExecutorId());
            }
            return;
        }
        if (executor == null) {
            executor = new ExecutorInstance(framework, info, command, this::sandbox, agent.timings.shutdownGrace());
            executor.queued.put(taskId, task);
            supervisor.launch(executor);
        } else if (executor.state == State.RUNNING) {
            supervisor.deliver(executor, task);
        } else {
            executor.queued.put(taskId, task);
        }
    }

    /** Tells a master that may not know it what is here. */
    void describe(ReregisterSlaveMessage.Builder message) {
        inventory.describe(frameworks.values(), message);
    }

    /** What schedulers have not acknowledged is sent again. */
    void resendUpdates() {
        streams.resendAll();
    }

    /** From the master: tasks that it knows and this agent has not told of. Those that never arrived are lost. */
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
        AgentFramework known = frameworks.get(framework.getValue());
        return known != null
                && known.executors.values().stream()
                        .anyMatch(executor ->
                                executor.queued.containsKey(taskId) || executor.launched.containsKey(taskId));
    }

    /** From the master: the end of a task is wanted. */
    void kill(KillTaskMessage message) {
        AgentFramework framework = frameworks.get(message.getFrameworkId().getValue());
        String taskId = message.getTaskId().getValue();
        if (framework == null) {
            foreign.info("kill", "kill ignored: task=" + taskId + ", its framework is unknown");
            return;
        }
        for (ExecutorInstance executor : List.copyOf(framework.executors.values())) {
            if (executor.launched.containsKey(taskId)) {
                killLaunched(executor, message);
                return;
            }
            if (executor.queued.containsKey(taskId)) {
                killQueued(executor, taskId);
                return;
            }
        }
        boolean ended = streams.latest(framework.id, message.getTaskId()).isPresent();
        if (!ended) {
            TaskState state = Capabilities.orLost(framework.info, TaskState.TASK_DROPPED);
            streams.add(updates()
                    .byAgent(
                            framework.id,
                            taskId,
                            state,
                            TaskStatus.Reason.REASON_EXECUTOR_TERMINATED,
                            "Unable to find executor"));
        }
    }

    private void killLaunched(ExecutorInstance executor, KillTaskMessage message) {
        if (executor.commandTask) {
            commandTasks.kill(executor, message.getKillPolicy());
        } else if (executor.pid != null) {
            agent.tell(executor.pid, message);
        }
    }

    private void killQueued(ExecutorInstance executor, String taskId) {
        TaskInfo task = executor.queued.remove(taskId);
        if (task != null) {
            executor.ended.put(taskId, task);
        }
        streams.add(updates()
                .byAgent(
                        executor,
                        taskId,
                        TaskState.TASK_KILLED,
                        TaskStatus.Reason.REASON_TASK_KILLED_DURING_LAUNCH,
                        "Killed before delivery to the executor"));
        if (executor.isIdle() && executor.process == null) {
            supervisor.abandon(executor);
        }
    }

    /** From an executor: it is there. */
    void registered(Upid from, RegisterExecutorMessage message) {
        ExecutorInstance executor = find(message.getFrameworkId(), message.getExecutorId());
        if (executor == null) {
            foreign.warn(
                    "unknown executor",
                    "agent " + agent.self + ": unknown executor refused: executor="
                            + message.getExecutorId().getValue() + ", from=" + from);
            agent.tell(from, ShutdownExecutorMessage.getDefaultInstance());
        } else {
            supervisor.registered(executor, from);
        }
    }

    /** From an executor: the state of a task. Taken over and acknowledged at once. */
    void updated(Upid from, StatusUpdateMessage message) {
        StatusUpdate update = message.getUpdate();
        ExecutorInstance executor = find(update.getFrameworkId(), update.getExecutorId());
        String problem = executor == null ? "its executor is unknown" : problem(update);
        if (executor == null || problem != null) {
            foreign.warn(
                    "update",
                    "agent " + agent.self + ": status update ignored: task="
                            + update.getStatus().getTaskId().getValue() + ", from=" + from + ", " + problem);
            return;
        }
        TaskState state = update.getStatus().getState();
        if (state == TaskState.TASK_STAGING) {
            foreign.warn(
                    "staging",
                    "agent " + agent.self + ": executor " + executor.id() + " reports TASK_STAGING and is shut down");
            supervisor.shutdown(executor);
            return;
        }
        String taskId = update.getStatus().getTaskId().getValue();
        if (executor.framework.terminating) {
            log.debug("status update of a framework that is being shut down: task={}", ForeignText.line(taskId));
        } else if (executor.launched.containsKey(taskId) || executor.ended.containsKey(taskId)) {
            streams.add(updates().byExecutor(executor, update));
        } else {
            foreign.warn(
                    "task",
                    "agent " + agent.self + ": status update of a task that is not its executor's: task=" + taskId);
        }
        TaskInfo task = Ids.isTerminal(state) ? executor.launched.remove(taskId) : null;
        if (task != null) {
            executor.ended.put(taskId, task);
        }
        agent.tell(
                Upid.find(message.getPid()).orElse(from),
                StatusUpdateAcknowledgementMessage.newBuilder()
                        .setSlaveId(agent.id())
                        .setFrameworkId(update.getFrameworkId())
                        .setTaskId(update.getStatus().getTaskId())
                        .setUuid(update.getUuid())
                        .build());
    }

    /** From the master: the scheduler has seen an update. */
    void acknowledged(StatusUpdateAcknowledgementMessage message) {
        boolean ended = streams.acknowledge(message.getFrameworkId(), message.getTaskId(), message.getUuid());
        AgentFramework framework = frameworks.get(message.getFrameworkId().getValue());
        if (ended && framework != null) {
            String taskId = message.getTaskId().getValue();
            framework.executors.values().forEach(executor -> executor.ended.remove(taskId));
        }
    }

    /** From the master: the scheduler of a framework is somewhere else now. */
    void frameworkChanged(UpdateFrameworkMessage message) {
        AgentFramework framework = frameworks.get(message.getFrameworkId().getValue());
        if (framework != null) {
            framework.pid = Upid.find(message.getPid());
            framework.pid.ifPresent(upid -> routes.framework(framework.id, upid));
            if (message.hasFrameworkInfo()) {
                framework.info = message.getFrameworkInfo();
            }
            streams.resend(framework.id);
        }
    }

    /** From the master: an executor has to end. */
    void shutdownExecutor(ShutdownExecutorMessage message) {
        ExecutorInstance executor = find(message.getFrameworkId(), message.getExecutorId());
        if (executor != null) {
            supervisor.shutdown(executor);
        }
    }

    /** From the master: a framework is no more. */
    void shutdownFramework(ShutdownFrameworkMessage message) {
        AgentFramework framework = frameworks.get(message.getFrameworkId().getValue());
        if (framework != null) {
            shutdown(framework);
        }
    }

    /** Ends all executors; {@code whenEmpty} runs when the last is gone. */
    void shutdownAll(Runnable whenAllGone) {
        whenEmpty = whenAllGone;
        List.copyOf(frameworks.values()).forEach(this::shutdown);
        if (frameworks.isEmpty()) {
            whenAllGone.run();
        }
    }

    /** Processes of all executors that are not known to have ended. */
    List<ChildProcess> processes() {
        return executors()
                .flatMap(executor -> Optional.ofNullable(executor.process).stream())
                .toList();
    }

    /** Whether there are executors: being fetched, alive, or just ending. */
    boolean hasExecutors() {
        return executors().findAny().isPresent();
    }

    /** The longest time that one of the executors has to end in once it is asked to; zero if there is none. */
    Duration longestGrace() {
        return executors()
                .map(executor -> executor.commandTask ? CommandTasks.grace(executor) : executor.shutdownGrace)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private Stream<ExecutorInstance> executors() {
        return frameworks.values().stream().flatMap(framework -> framework.executors.values().stream());
    }

    private void shutdown(AgentFramework framework) {
        framework.terminating = true;
        streams.drop(framework.id);
        List.copyOf(framework.executors.values()).forEach(supervisor::shutdown);
        removeIfDone(framework);
    }

    private void removeIfDone(AgentFramework framework) {
        if (framework.terminating && framework.executors.isEmpty()) {
            frameworks.remove(framework.id.getValue(), framework);
            routes.removeFramework(framework.id);
            String agentId = agent.id().getValue();
            agent.aside(() -> agent.workDirectory.forget(agentId, framework.id.getValue()));
            if (frameworks.isEmpty()) {
                whenEmpty.run();
            }
        }
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
                        Capabilities.orLost(framework.info, TaskState.TASK_DROPPED),
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

    private @Nullable String problem(StatusUpdate update) {
        if (!Ids.isUuid(update.getUuid())) {
            return "its UUID is invalid";
        }
        boolean elsewhere = !update.getSlaveId().equals(agent.id())
                || (update.getStatus().hasSlaveId()
                        && !update.getStatus().getSlaveId().equals(agent.id()));
        return elsewhere ? "it names another agent" : null;
    }

    private @Nullable ExecutorInstance find(FrameworkID framework, ExecutorID executor) {
        AgentFramework known = frameworks.get(framework.getValue());
        return known == null ? null : known.executors.get(executor.getValue());
    }

    private Sandbox sandbox(String frameworkId, String executorId, String containerId) {
        return Sandbox.of(agent.workDirectory.path(), agent.id().getValue(), frameworkId, executorId, containerId);
    }

    private StatusUpdates updates() {
        return new StatusUpdates(agent.id(), agent.self);
    }
}
