package org.gotask.scheduler.mesos;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.gotask.mesos.proto.CommandInfo;
import org.gotask.mesos.proto.DurationInfo;
import org.gotask.mesos.proto.Environment;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.Filters;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.text.ForeignText;
import org.gotask.scheduler.cluster.ExecutorLaunch;
import org.gotask.scheduler.cluster.TaskState;
import org.gotask.scheduler.cluster.TaskToLaunch;
import org.gotask.scheduler.cluster.TaskUpdate;
import org.gotask.scheduler.cluster.TaskUpdate.Cause;

/** Translates between the types of the port and Mesos's messages. Pure functions. */
final class MesosMessages {

    /** The exit status of a JVM with ExitOnOutOfMemoryError. */
    private static final int JVM_OUT_OF_MEMORY = 3;

    /** The words of agents for the end of an executor, whose exit status is reported separately. */
    private static final Pattern EXECUTOR_END = Pattern.compile(
            "^(?:Executor terminated|Abnormal executor termination)(?:: (?:signal \\d+ \\([^)]*\\)|exit status \\d+))?");

    private static final int SHELL_NOT_EXECUTABLE = 126;
    private static final int SHELL_NOT_FOUND = 127;
    private static final int SHELL_SIGNAL_BASE = 128;
    private static final int LAST_SIGNAL = 31;

    private MesosMessages() {}

    static ExecutorInfo executor(ExecutorLaunch launch, List<Resource> resources) {
        return ExecutorInfo.newBuilder()
                .setExecutorId(ExecutorID.newBuilder().setValue(launch.executorId()))
                .setName("GoTask " + launch.executorId())
                .setSource("gotask")
                .addAllResources(resources)
                .setShutdownGracePeriod(DurationInfo.newBuilder()
                        .setNanoseconds(launch.shutdownGrace().toNanos()))
                .setCommand(CommandInfo.newBuilder()
                        .setShell(true)
                        .setEnvironment(environment(launch.environment()))
                        .setValue(launch.command())
                        .addUris(CommandInfo.URI
                                .newBuilder()
                                .setValue(launch.artifact().toString())
                                .setOutputFile(launch.fileName())
                                .setExecutable(launch.executable())
                                .setExtract(false)
                                .setCache(false)))
                .build();
    }

    private static Environment environment(Map<String, String> entries) {
        Environment.Builder environment = Environment.newBuilder();
        new TreeMap<>(entries)
                .forEach((name, value) -> environment.addVariables(
                        Environment.Variable.newBuilder().setName(name).setValue(value)));
        return environment.build();
    }

    static TaskInfo task(TaskToLaunch task, SlaveID agentId, ExecutorInfo executor, List<Resource> resources) {
        return TaskInfo.newBuilder()
                .setName(task.taskName())
                .setTaskId(taskId(task.taskName()))
                .setSlaveId(agentId)
                .setExecutor(executor)
                .addAllResources(resources)
                .setData(ByteString.copyFrom(task.launch().encode()))
                .build();
    }

    static TaskID taskId(String taskName) {
        return TaskID.newBuilder().setValue(taskName).build();
    }

    static Filters filters(Duration refuseFor) {
        return Filters.newBuilder()
                .setRefuseSeconds(refuseFor.toMillis() / 1000.0)
                .build();
    }

    /** A query of the state of a task; the state in it has no meaning. */
    static TaskStatus reconciliation(String taskName, String agentId) {
        return TaskStatus.newBuilder()
                .setTaskId(taskId(taskName))
                .setSlaveId(SlaveID.newBuilder().setValue(agentId))
                .setState(org.gotask.mesos.proto.TaskState.TASK_RUNNING)
                .build();
    }

    /** The update for a run; empty for the states that it does not distinguish. */
    static Optional<TaskUpdate> update(TaskStatus status) {
        return state(status)
                .map(state -> new TaskUpdate(
                        status.getTaskId().getValue(),
                        state,
                        reason(status),
                        cause(status),
                        status.getData().toByteArray()));
    }

    /** Agents set the source of all updates that they forward, so that only other implementations omit it. */
    private static Cause cause(TaskStatus status) {
        if (hasExecutorEnded(status)) {
            return Cause.EXECUTOR_ENDED;
        }
        return !status.hasSource() || status.getSource() == TaskStatus.Source.SOURCE_EXECUTOR
                ? Cause.TASK
                : Cause.CLUSTER;
    }

    private static Optional<TaskState> state(TaskStatus status) {
        return switch (status.getState()) {
            case TASK_STAGING, TASK_STARTING -> Optional.of(TaskState.STARTING);
            // only a status of the executor itself, which has a UUID, announces its link; one of the master repeats a
            // known state
            case TASK_RUNNING -> status.hasUuid() ? Optional.of(TaskState.RUNNING) : Optional.empty();
            // the same for the end: an agent repeats the status of the executor until it is acknowledged
            case TASK_FINISHED -> status.hasUuid() ? Optional.of(TaskState.FINISHED) : Optional.empty();
            case TASK_FAILED, TASK_ERROR -> Optional.of(TaskState.FAILED);
            case TASK_KILLED -> Optional.of(TaskState.KILLED);
            case TASK_LOST, TASK_DROPPED, TASK_UNREACHABLE, TASK_GONE, TASK_GONE_BY_OPERATOR, TASK_UNKNOWN ->
                Optional.of(TaskState.LOST);
            // not the end yet
            case TASK_KILLING -> Optional.empty();
        };
    }

    private static String reason(TaskStatus status) {
        String message = ForeignText.line(status.getMessage());
        if (hasExecutorEnded(status)) {
            return EXECUTOR_END.matcher(message).replaceFirst("").strip();
        }
        if (!message.isEmpty()) {
            return message;
        }
        return status.hasReason() ? status.getReason().name() : "";
    }

    private static boolean hasExecutorEnded(TaskStatus status) {
        return status.getReason() == TaskStatus.Reason.REASON_EXECUTOR_TERMINATED;
    }

    /** The description of an executor's raw wait status, for people. */
    static String exit(int waitStatus) {
        if (waitStatus < 0) {
            return "it ended, status unknown";
        }
        int signal = waitStatus & 0x7f;
        int code = waitStatus >> 8;
        if (signal == 0 && code > SHELL_SIGNAL_BASE && code <= SHELL_SIGNAL_BASE + LAST_SIGNAL) {
            // a shell between agent and executor reports in this way the signal that ended its child
            signal = code - SHELL_SIGNAL_BASE;
        }
        if (signal != 0) {
            return "it was killed by signal " + signal;
        }
        return "it exited with status " + code + hint(code);
    }

    private static String hint(int exitCode) {
        return switch (exitCode) {
            case JVM_OUT_OF_MEMORY -> " (for a JVM: out of memory, see --executor-mem, or System.exit(3))";
            case SHELL_NOT_EXECUTABLE, SHELL_NOT_FOUND ->
                " (the agent's shell cannot run the command; see --executor-java)";
            default -> "";
        };
    }
}
