package org.gotask.mesos.local.agent;

import java.time.Duration;
import org.gotask.mesos.local.sandbox.WaitStatus;
import org.gotask.mesos.proto.CommandInfo;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.KillPolicy;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;

/**
 * Command tasks, which have no executor. The agent runs the command itself, and reports the states that Mesos's command
 * executor would. Confined to the agent's thread.
 */
final class CommandTasks {

    private static final Duration KILL_GRACE = Duration.ofSeconds(3);

    private final AgentContext agent;
    private final UpdateStreams streams;

    CommandTasks(AgentContext agent, UpdateStreams streams) {
        this.agent = agent;
        this.streams = streams;
    }

    /** The executor that represents a command task; it has the id of the task. */
    static ExecutorInfo executorOf(TaskInfo task, FrameworkInfo framework) {
        CommandInfo command = task.getCommand();
        String shown = command.getShell() ? "sh -c '" + command.getValue() + "'" : command.getValue();
        String id = task.getTaskId().getValue();
        return ExecutorInfo.newBuilder()
                .setExecutorId(ExecutorID.newBuilder().setValue(id))
                .setFrameworkId(framework.getId())
                .setName("Command Executor (Task: " + id + ") (Command: " + shown + ")")
                .setSource(id)
                .setCommand(command)
                .addAllResources(task.getResourcesList())
                .build();
    }

    void started(ExecutorInstance executor) {
        report(executor, TaskState.TASK_STARTING, "");
        report(executor, TaskState.TASK_RUNNING, "");
    }

    /** Sends SIGTERM to the command, and SIGKILL after its grace period. */
    void kill(ExecutorInstance executor, KillPolicy policy) {
        executor.process().ifPresent(process -> {
            boolean first = executor.killRequested(
                    agent.thread.after(grace(executor, policy), () -> agent.aside(process::kill)));
            if (first && executor.framework.has(FrameworkInfo.Capability.Type.TASK_KILLING_STATE)) {
                report(executor, TaskState.TASK_KILLING, "");
            }
            agent.aside(process::terminate);
        });
    }

    void exited(ExecutorInstance executor, WaitStatus status) {
        TaskState state = executor.wasKilled()
                ? TaskState.TASK_KILLED
                : status.isSuccess() ? TaskState.TASK_FINISHED : TaskState.TASK_FAILED;
        report(executor, state, status.describeCommand());
    }

    private void report(ExecutorInstance executor, TaskState state, String message) {
        if (!executor.framework.isTerminating()) {
            streams.add(
                    new StatusUpdateFactory(agent.id(), agent.self).byCommand(executor, executor.id(), state, message));
        }
    }

    /** The grace period of a command that is killed without a kill policy. */
    static Duration grace(ExecutorInstance executor) {
        return grace(executor, KillPolicy.getDefaultInstance());
    }

    private static Duration grace(ExecutorInstance executor, KillPolicy policy) {
        if (policy.hasGracePeriod()) {
            return Duration.ofNanos(policy.getGracePeriod().getNanoseconds());
        }
        return executor.launched().values().stream()
                .filter(task -> task.getKillPolicy().hasGracePeriod())
                .findFirst()
                .map(task ->
                        Duration.ofNanos(task.getKillPolicy().getGracePeriod().getNanoseconds()))
                .orElse(KILL_GRACE);
    }
}
