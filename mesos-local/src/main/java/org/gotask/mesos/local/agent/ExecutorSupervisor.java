package org.gotask.mesos.local.agent;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.sandbox.ChildProcess;
import org.gotask.mesos.local.sandbox.WaitStatus;
import org.gotask.mesos.local.wire.DurationFormat;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.KillPolicy;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.ExecutorRegisteredMessage;
import org.gotask.mesos.proto.internal.ExitedExecutorMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;

/**
 * Manages the executors of an agent: launch, registration, delivery of tasks, shutdown, and the failure of the
 * remaining tasks when an executor ends. Confined to the agent's thread.
 */
final class ExecutorSupervisor {

    private static final RateLimitedLogger foreign = new RateLimitedLogger(ExecutorSupervisor.class.getName());

    private final AgentContext agent;
    private final ExecutorLauncher launcher;
    private final UpdateStreams streams;
    private final ExecutorRoutes routes;
    private final CommandTasks commandTasks;
    private final Consumer<AgentFramework> executorGone;

    /** @param executorGone receives the framework of each executor that has ended */
    ExecutorSupervisor(
            AgentContext agent,
            ExecutorLauncher launcher,
            UpdateStreams streams,
            ExecutorRoutes routes,
            Consumer<AgentFramework> executorGone) {
        this.agent = agent;
        this.launcher = launcher;
        this.streams = streams;
        this.routes = routes;
        this.commandTasks = new CommandTasks(agent, streams);
        this.executorGone = executorGone;
    }

    /** Launches a new executor. */
    void launch(ExecutorInstance executor) {
        foreign.info(
                "starting",
                "agent " + agent.self + ": starting executor " + executor.id() + " in " + executor.sandbox.directory());
        executor.framework.launched(executor);
        executor.launchBegun(
                launcher.launch(
                        executor,
                        executor.info.getCommand(),
                        process -> started(executor, process),
                        problem -> launchFailed(executor, problem),
                        status -> exited(executor, status)),
                agent.thread.after(agent.timings.executorRegistration(), () -> registrationTimedOut(executor)));
    }

    /** Accepts the registration of an executor and sends it the queued tasks; an unexpected one is shut down. */
    void registered(ExecutorInstance executor, Upid pid) {
        if (!executor.awaitsRegistration() || executor.framework.isTerminating()) {
            agent.tell(pid, ShutdownExecutorMessage.getDefaultInstance());
            return;
        }
        executor.registered(pid);
        if (executor.isIdle()) {
            shutdown(executor);
            return;
        }
        routes.sender(executor.framework.id, executor.info.getExecutorId());
        agent.tell(
                pid,
                ExecutorRegisteredMessage.newBuilder()
                        .setExecutorInfo(executor.info)
                        .setFrameworkId(executor.framework.id)
                        .setFrameworkInfo(executor.framework.info())
                        .setSlaveId(agent.id())
                        .setSlaveInfo(withoutRoles(agent.info))
                        .build());
        for (TaskInfo task : List.copyOf(executor.queued().values())) {
            send(executor, pid, task);
        }
        routes.executor(executor.framework.id, executor.info.getExecutorId(), pid);
    }

    /** Sends a task to an executor that accepts tasks, immediately or after its registration. */
    void deliver(ExecutorInstance executor, TaskInfo task) {
        executor.pid().ifPresentOrElse(pid -> send(executor, pid, task), () -> executor.taskQueued(task));
    }

    /** Asks an executor to kill a launched task. */
    void kill(ExecutorInstance executor, KillTaskMessage message) {
        if (executor.commandTask) {
            commandTasks.kill(executor, message.getKillPolicy());
        } else {
            executor.pid().ifPresent(pid -> agent.tell(pid, message));
        }
    }

    /** Asks an executor to end, and kills it after its grace period; kills it immediately if it has not registered. */
    void shutdown(ExecutorInstance executor) {
        if (!executor.shutdownRequested()) {
            return;
        }
        routes.removeExecutor(executor.framework.id, executor.info.getExecutorId());
        executor.process().ifPresentOrElse(process -> shutdown(executor, process), executor::abandonLaunch);
    }

    private void shutdown(ExecutorInstance executor, ChildProcess process) {
        Optional<Upid> pid = executor.pid();
        if (executor.commandTask) {
            commandTasks.kill(executor, KillPolicy.getDefaultInstance());
        } else if (pid.isPresent()) {
            agent.tell(pid.get(), ShutdownExecutorMessage.getDefaultInstance());
            executor.shutdownSent(agent.thread.after(executor.shutdownGrace, () -> agent.aside(process::kill)));
        } else {
            agent.aside(process::kill);
        }
    }

    /** Removes an executor whose last task was killed before the process started. */
    void abandon(ExecutorInstance executor) {
        executor.abandonLaunch();
        exited(executor, WaitStatus.UNKNOWN);
    }

    private void send(ExecutorInstance executor, Upid pid, TaskInfo task) {
        executor.taskLaunched(task);
        agent.tell(
                pid,
                RunTaskMessage.newBuilder()
                        .setFrameworkId(executor.framework.id) // required by executors of 2015
                        .setFramework(executor.framework.info())
                        .setPid(executor.framework.scheduler().map(Upid::wire).orElse("@0.0.0.0:0"))
                        .setTask(task)
                        .build());
    }

    private void started(ExecutorInstance executor, ChildProcess process) {
        if (!executor.started(process)) {
            agent.aside(process::kill);
        } else if (executor.commandTask) {
            commandTasks.started(executor);
        }
    }

    private void launchFailed(ExecutorInstance executor, String problem) {
        if (executor.hasExited()) {
            return;
        }
        foreign.warn("launch failed", "agent " + agent.self + ": executor " + executor.id() + ": " + problem);
        executor.launchFailed(problem);
        exited(executor, WaitStatus.UNKNOWN);
    }

    private void registrationTimedOut(ExecutorInstance executor) {
        String limit = DurationFormat.format(agent.timings.executorRegistration());
        if (executor.registrationTimedOut("Executor did not register within " + limit)) {
            foreign.warn(
                    "not registered",
                    "agent " + agent.self + ": executor " + executor.id() + " did not register within " + limit);
            shutdown(executor);
        }
    }

    private void exited(ExecutorInstance executor, WaitStatus status) {
        if (executor.hasExited()) {
            return;
        }
        foreign.info("ended", "agent " + agent.self + ": executor " + executor.id() + " ended: " + status.describe());
        ExecutorInstance.End end = executor.exited(status);
        routes.removeExecutor(executor.framework.id, executor.info.getExecutorId());
        if (executor.commandTask && executor.process().isPresent()) {
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
            fail(executor, end);
        }
        executor.framework.ended(executor);
        executorGone.accept(executor.framework);
    }

    private void fail(ExecutorInstance executor, ExecutorInstance.End end) {
        if (executor.framework.isTerminating()) {
            return;
        }
        var updates = new StatusUpdateFactory(agent.id(), agent.self);
        for (String task : end.unfinished()) {
            streams.add(updates.byAgent(
                    executor,
                    task,
                    TaskState.TASK_FAILED,
                    end.failure().reason(),
                    end.failure().message()));
        }
    }

    /** Executors get resources in the newer form, in which unreserved resources have no role. */
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
