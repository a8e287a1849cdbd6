package org.gotask.mesos.local.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.agent.ExecutorInstance.Failure;
import org.gotask.mesos.local.agent.ExecutorInstance.State;
import org.gotask.mesos.local.common.DurationText;
import org.gotask.mesos.local.sandbox.ChildProcess;
import org.gotask.mesos.local.sandbox.WaitStatus;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.KillPolicy;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.ExecutorRegisteredMessage;
import org.gotask.mesos.proto.internal.ExitedExecutorMessage;
import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;

/**
 * The life of an executor on an agent: launch, registration, delivery of tasks, shutdown, and what becomes of its tasks
 * when its process ends. Confined to the agent's thread.
 */
final class ExecutorSupervisor {

    private static final RateLimitedLogger foreign = new RateLimitedLogger(ExecutorSupervisor.class.getName());

    private final AgentContext agent;
    private final ExecutorLauncher launcher;
    private final UpdateStreams streams;
    private final ExecutorRoutes routes;
    private final CommandTasks commandTasks;
    private final Consumer<AgentFramework> executorGone;

    /** @param executorGone told when an executor was taken out of its framework */
    ExecutorSupervisor(
            AgentContext agent,
            ExecutorLauncher launcher,
            UpdateStreams streams,
            ExecutorRoutes routes,
            CommandTasks commandTasks,
            Consumer<AgentFramework> executorGone) {
        this.agent = agent;
        this.launcher = launcher;
        this.streams = streams;
        this.routes = routes;
        this.commandTasks = commandTasks;
        this.executorGone = executorGone;
    }

    /** Launches an executor that was just made. */
    void launch(ExecutorInstance executor) {
        foreign.info(
                "starting",
                "agent " + agent.self + ": starting executor " + executor.id() + " in " + executor.sandbox.directory());
        executor.framework.executors.put(executor.id(), executor);
        executor.setTimer(agent.loop.after(agent.timings.executorRegistration(), () -> registrationTimedOut(executor)));
        executor.launcher = launcher.launch(
                executor,
                executor.info.getCommand(),
                process -> started(executor, process),
                problem -> launchFailed(executor, problem),
                status -> exited(executor, status));
    }

    /** Takes a registration; the executor gets the tasks that waited for it. */
    void registered(ExecutorInstance executor, Upid pid) {
        if (executor.state != State.REGISTERING || executor.commandTask || executor.framework.terminating) {
            agent.tell(pid, ShutdownExecutorMessage.getDefaultInstance());
            return;
        }
        executor.pid = pid;
        if (executor.queued.isEmpty()) {
            shutdown(executor);
            return;
        }
        executor.state = State.RUNNING;
        executor.setTimer(null);
        if (executor.process != null) {
            executor.process.look();
        }
        routes.sender(executor.framework.id, executor.info.getExecutorId());
        agent.tell(
                pid,
                ExecutorRegisteredMessage.newBuilder()
                        .setExecutorInfo(executor.info)
                        .setFrameworkId(executor.framework.id)
                        .setFrameworkInfo(executor.framework.info)
                        .setSlaveId(agent.id())
                        .setSlaveInfo(withoutRoles(agent.info))
                        .build());
        for (TaskInfo task : List.copyOf(executor.queued.values())) {
            deliver(executor, task);
        }
        executor.queued.clear();
        routes.executor(executor.framework.id, executor.info.getExecutorId(), pid);
    }

    /** Sends a task to a running executor. */
    void deliver(ExecutorInstance executor, TaskInfo task) {
        Upid pid = executor.pid;
        if (pid == null) {
            throw new IllegalStateException("executor has not registered: " + executor.id());
        }
        executor.launched.put(task.getTaskId().getValue(), task);
        agent.tell(
                pid,
                RunTaskMessage.newBuilder()
                        .setFrameworkId(executor.framework.id) // executors of 2015 insist on it
                        .setFramework(executor.framework.info)
                        .setPid(executor.framework.pid.map(Upid::wire).orElse("@0.0.0.0:0"))
                        .setTask(task)
                        .build());
    }

    /** Asks an executor to end, and kills it when its time is over; one that has not registered is killed at once. */
    void shutdown(ExecutorInstance executor) {
        if (executor.state == State.TERMINATING || executor.state == State.TERMINATED) {
            return;
        }
        Upid pid = executor.pid;
        executor.state = State.TERMINATING;
        routes.removeExecutor(executor.framework.id, executor.info.getExecutorId());
        ChildProcess process = executor.process;
        if (process == null) {
            interrupt(executor);
        } else if (executor.commandTask) {
            commandTasks.kill(executor, KillPolicy.getDefaultInstance());
        } else if (pid != null) {
            agent.tell(pid, ShutdownExecutorMessage.getDefaultInstance());
            executor.setTimer(agent.loop.after(executor.shutdownGrace, () -> agent.aside(process::kill)));
        } else {
            agent.aside(process::kill);
        }
    }

    /** Takes out an executor whose last task was killed before it had a process. */
    void abandon(ExecutorInstance executor) {
        interrupt(executor);
        exited(executor, WaitStatus.UNKNOWN);
    }

    private void started(ExecutorInstance executor, ChildProcess process) {
        executor.process = process;
        executor.launcher = null;
        if (executor.state == State.TERMINATING || executor.state == State.TERMINATED) {
            agent.aside(process::kill);
        } else if (executor.commandTask) {
            executor.state = State.RUNNING;
            executor.setTimer(null);
            executor.launched.putAll(executor.queued);
            executor.queued.clear();
            commandTasks.started(executor);
        }
    }

    private void launchFailed(ExecutorInstance executor, String problem) {
        if (executor.state == State.TERMINATED) {
            return;
        }
        foreign.warn("launch failed", "agent " + agent.self + ": executor " + executor.id() + ": " + problem);
        if (executor.failure == null) {
            executor.failure = new Failure(TaskStatus.Reason.REASON_CONTAINER_LAUNCH_FAILED, problem);
        }
        exited(executor, WaitStatus.UNKNOWN);
    }

    private void registrationTimedOut(ExecutorInstance executor) {
        if (executor.state != State.REGISTERING) {
            return;
        }
        String limit = DurationText.print(agent.timings.executorRegistration());
        foreign.warn(
                "not registered",
                "agent " + agent.self + ": executor " + executor.id() + " did not register within " + limit);
        executor.failure = new Failure(
                TaskStatus.Reason.REASON_EXECUTOR_REGISTRATION_TIMEOUT, "Executor did not register within " + limit);
        shutdown(executor);
    }

    private void exited(ExecutorInstance executor, WaitStatus status) {
        if (executor.state == State.TERMINATED) {
            return;
        }
        foreign.info("ended", "agent " + agent.self + ": executor " + executor.id() + " ended: " + status.describe());
        Failure failure = executor.failure != null ? executor.failure : failure(executor, status);
        executor.state = State.TERMINATED;
        executor.setTimer(null);
        routes.removeExecutor(executor.framework.id, executor.info.getExecutorId());
        if (executor.commandTask && executor.process != null) {
            commandTasks.exited(executor, status);
        } else {
            if (!executor.commandTask) {
                agent.tellMaster(ExitedExecutorMessage.newBuilder()
                        .setSlaveId(agent.id())
                        .setFrameworkId(executor.framework.id)
                        .setExecutorId(executor.info.getExecutorId())
                        .setStatus(status.raw())
                        .build());
            }
            fail(executor, failure);
        }
        executor.ended.putAll(executor.launched);
        executor.ended.putAll(executor.queued);
        executor.launched.clear();
        executor.queued.clear();
        executor.framework.complete(executor);
        executorGone.accept(executor.framework);
    }

    private void fail(ExecutorInstance executor, Failure failure) {
        if (executor.framework.terminating) {
            return;
        }
        var updates = new StatusUpdates(agent.id(), agent.self);
        var tasks = new ArrayList<>(executor.launched.keySet());
        tasks.addAll(executor.queued.keySet());
        for (String task : tasks) {
            streams.add(updates.byAgent(executor, task, TaskState.TASK_FAILED, failure.reason(), failure.message()));
        }
    }

    private static Failure failure(ExecutorInstance executor, WaitStatus status) {
        var text = new StringBuilder("Executor terminated: ").append(status.describe());
        if (executor.pid == null) {
            text.append(" before it registered");
            executor.sandbox
                    .lastError()
                    .ifPresent(line -> text.append("; stderr ends: ").append(line));
        }
        return new Failure(TaskStatus.Reason.REASON_EXECUTOR_TERMINATED, text.toString());
    }

    private static void interrupt(ExecutorInstance executor) {
        if (executor.launcher != null) {
            executor.launcher.interrupt();
        }
    }

    /** Executors are told of resources in the newer form, in which the unreserved have no role. */
    private static SlaveInfo withoutRoles(SlaveInfo info) {
        return info.toBuilder()
                .clearResources()
                .addAllResources(info.getResourcesList().stream()
                        .map(resource ->
                                Resource.newBuilder(resource).clearRole().build())
                        .toList())
                .build();
    }
}
