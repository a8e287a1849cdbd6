package org.gotask.system.strangers;

import com.google.protobuf.ByteString;
import java.util.UUID;
import org.gotask.mesos.proto.CommandInfo;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.Value;
import org.gotask.mesos.proto.internal.ExitedExecutorMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.RegisterFrameworkMessage;
import org.gotask.mesos.proto.internal.RegisterSlaveMessage;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;
import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.ShutdownFrameworkMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.internal.UnregisterSlaveMessage;
import org.gotask.mesos.proto.scheduler.Call;

/** Messages as somebody makes them who has read how Mesos works. */
final class Forged {

    private Forged() {}

    /** What a master sends to an agent, so that the agent runs a command. */
    static RunTaskMessage command(String shellCommand, String agentId) {
        FrameworkID framework = framework("intruder-framework");
        return RunTaskMessage.newBuilder()
                .setFrameworkId(framework)
                .setFramework(frameworkInfo().setId(framework))
                .setPid("intruder@127.0.0.1:9")
                .setTask(TaskInfo.newBuilder()
                        .setName("intruder")
                        .setTaskId(TaskID.newBuilder().setValue("intruder"))
                        .setSlaveId(agent(agentId))
                        .setCommand(CommandInfo.newBuilder().setValue(shellCommand)))
                .build();
    }

    /** What a new framework sends to a master. */
    static Call subscription() {
        return Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(frameworkInfo()))
                .build();
    }

    /** The same in the words of older frameworks. */
    static RegisterFrameworkMessage registration() {
        return RegisterFrameworkMessage.newBuilder()
                .setFramework(frameworkInfo())
                .build();
    }

    /** What the scheduler of a framework sends when it takes the place of the one before. */
    static Call takeOver(String frameworkId) {
        FrameworkID id = framework(frameworkId);
        return Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setFrameworkId(id)
                .setSubscribe(Call.Subscribe.newBuilder()
                        .setFrameworkInfo(frameworkInfo().setId(id))
                        .setForce(true))
                .build();
    }

    /** What a scheduler sends to end its framework. */
    static Call tearDown(String frameworkId) {
        return Call.newBuilder()
                .setType(Call.Type.TEARDOWN)
                .setFrameworkId(framework(frameworkId))
                .build();
    }

    /** What a new agent sends to a master: one that has more to offer than any other. */
    static RegisterSlaveMessage agentRegistration() {
        return RegisterSlaveMessage.newBuilder()
                .setSlave(agentInfo())
                .setVersion("1.12.0")
                .build();
    }

    /** What an agent sends to a master that has lost it. */
    static ReregisterSlaveMessage agentTakeOver(String agentId) {
        return ReregisterSlaveMessage.newBuilder()
                .setSlave(agentInfo().setId(agent(agentId)))
                .setVersion("1.12.0")
                .build();
    }

    /** What an executor sends to its agent when it has started. */
    static RegisterExecutorMessage executorRegistration(String frameworkId, String executorId) {
        return RegisterExecutorMessage.newBuilder()
                .setFrameworkId(framework(frameworkId))
                .setExecutorId(executor(executorId))
                .build();
    }

    /** The end of a task, as an executor reports it to its agent, the agent to the master, and the master to the scheduler. */
    static StatusUpdateMessage taskKilled(String frameworkId, String executorId, String agentId, String task) {
        UUID uuid = UUID.randomUUID();
        ByteString bytes = ByteString.copyFrom(java.nio.ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .flip());
        return StatusUpdateMessage.newBuilder()
                .setUpdate(StatusUpdate.newBuilder()
                        .setFrameworkId(framework(frameworkId))
                        .setExecutorId(executor(executorId))
                        .setSlaveId(agent(agentId))
                        .setTimestamp(1)
                        .setUuid(bytes)
                        .setStatus(TaskStatus.newBuilder()
                                .setTaskId(TaskID.newBuilder().setValue(task))
                                .setState(TaskState.TASK_KILLED)
                                .setUuid(bytes)))
                .build();
    }

    /** The end of an executor, as an agent reports it. */
    static ExitedExecutorMessage executorEnd(String frameworkId, String executorId, String agentId) {
        return ExitedExecutorMessage.newBuilder()
                .setSlaveId(agent(agentId))
                .setFrameworkId(framework(frameworkId))
                .setExecutorId(executor(executorId))
                .setStatus(9)
                .build();
    }

    /** The end of an agent, as the agent says it to its master. */
    static UnregisterSlaveMessage agentEnd(String agentId) {
        return UnregisterSlaveMessage.newBuilder().setSlaveId(agent(agentId)).build();
    }

    /** What a master sends to an agent, and the agent to an executor, to end a task. */
    static KillTaskMessage kill(String frameworkId, String task) {
        return KillTaskMessage.newBuilder()
                .setFrameworkId(framework(frameworkId))
                .setTaskId(TaskID.newBuilder().setValue(task))
                .build();
    }

    /** What a master sends to an agent to end an executor. */
    static ShutdownExecutorMessage executorShutdown(String frameworkId, String executorId) {
        return ShutdownExecutorMessage.newBuilder()
                .setFrameworkId(framework(frameworkId))
                .setExecutorId(executor(executorId))
                .build();
    }

    /** What a master sends to an agent to end all executors of a framework. */
    static ShutdownFrameworkMessage frameworkShutdown(String frameworkId) {
        return ShutdownFrameworkMessage.newBuilder()
                .setFrameworkId(framework(frameworkId))
                .build();
    }

    static FrameworkID framework(String id) {
        return FrameworkID.newBuilder().setValue(id).build();
    }

    static SlaveID agent(String id) {
        return SlaveID.newBuilder().setValue(id).build();
    }

    private static ExecutorID executor(String id) {
        return ExecutorID.newBuilder().setValue(id).build();
    }

    private static FrameworkInfo.Builder frameworkInfo() {
        return FrameworkInfo.newBuilder()
                .setUser("nobody")
                .setName("intruder")
                .setRole("*")
                .setFailoverTimeout(3600);
    }

    private static SlaveInfo.Builder agentInfo() {
        return SlaveInfo.newBuilder()
                .setHostname("intruder")
                .setPort(9)
                .addResources(scalar("cpus", 64))
                .addResources(scalar("mem", 1 << 20));
    }

    private static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .setRole("*")
                .build();
    }
}
