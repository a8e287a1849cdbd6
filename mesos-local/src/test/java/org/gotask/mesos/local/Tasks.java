package org.gotask.mesos.local;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import org.gotask.mesos.proto.CommandInfo;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.Value;

/** Tasks for tests. */
final class Tasks {

    private Tasks() {}

    static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }

    /** A task that is a shell command, with 0.1 cpus and 32 MiB. */
    static TaskInfo.Builder shell(Offer offer, String id, String command) {
        return bare(offer, id).setCommand(CommandInfo.newBuilder().setValue(command));
    }

    /** A task of the executor {@code executorId}, which is a {@link TinyExecutor}. */
    static TaskInfo.Builder tiny(Offer offer, String id, String executorId, String data) {
        return bare(offer, id).setExecutor(tinyExecutor(executorId)).setData(ByteString.copyFromUtf8(data));
    }

    static ExecutorInfo tinyExecutor(String id) {
        return javaExecutor(id, TinyExecutor.class);
    }

    /** An executor whose main class is on the test class path. */
    static ExecutorInfo javaExecutor(String id, Class<?> main) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return ExecutorInfo.newBuilder()
                .setExecutorId(ExecutorID.newBuilder().setValue(id))
                .setName(main.getSimpleName())
                .addResources(scalar("cpus", 0.1))
                .addResources(scalar("mem", 32))
                .setCommand(CommandInfo.newBuilder()
                        .setShell(false)
                        .setValue(java)
                        .addArguments("java")
                        .addArguments("-XX:TieredStopAtLevel=1")
                        .addArguments("-Xshare:auto")
                        .addArguments("-cp")
                        .addArguments(System.getProperty("java.class.path"))
                        .addArguments(main.getName()))
                .build();
    }

    private static TaskInfo.Builder bare(Offer offer, String id) {
        return TaskInfo.newBuilder()
                .setName(id)
                .setTaskId(TaskID.newBuilder().setValue(id))
                .setSlaveId(offer.getSlaveId())
                .addResources(scalar("cpus", 0.1))
                .addResources(scalar("mem", 32));
    }
}
