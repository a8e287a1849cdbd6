package org.gotask.executor.mesos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.ExecutorRegisteredMessage;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;

/**
 * A Mesos agent on a real socket, for one executor: it registers the executor, acknowledges every update, and keeps
 * what it hears in one order, updates as {@code worker-0 TASK_RUNNING} and messages as their text.
 */
final class ScriptedAgent implements AutoCloseable {

    private static final FrameworkID FRAMEWORK =
            FrameworkID.newBuilder().setValue("framework-1").build();
    private static final ExecutorID EXECUTOR =
            ExecutorID.newBuilder().setValue("executor-1").build();
    private static final SlaveID AGENT =
            SlaveID.newBuilder().setValue("agent-1").build();
    private static final String PROCESS = "slave(1)";

    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<TaskStatus> statuses = new LinkedBlockingQueue<>();
    private final Messenger messenger = new HttpMessenger(MessengerConfig.loopback());
    private final CompletableFuture<Upid> executor = new CompletableFuture<>();

    ScriptedAgent() {
        messenger.spawn(PROCESS, this::message);
        try {
            messenger.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What this agent puts into the environment of its executor. */
    Map<String, String> environment(Path sandbox) {
        Map<String, String> environment = new HashMap<>();
        environment.put("LIBPROCESS_IP", "127.0.0.1");
        environment.put("LIBPROCESS_PORT", "0");
        environment.put("MESOS_SLAVE_PID", self().wire());
        environment.put("MESOS_SLAVE_ID", AGENT.getValue());
        environment.put("MESOS_FRAMEWORK_ID", FRAMEWORK.getValue());
        environment.put("MESOS_EXECUTOR_ID", EXECUTOR.getValue());
        environment.put("MESOS_DIRECTORY", sandbox.toString());
        environment.put("MESOS_CHECKPOINT", "0");
        environment.put("MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD", "5secs");
        // the driver must not end the process that runs the tests
        environment.put("MESOS_LOCAL", "1");
        return environment;
    }

    Upid self() {
        return messenger.upid(PROCESS);
    }

    private void message(Optional<Upid> from, String name, ByteString body) {
        try {
            switch (name) {
                case "mesos.internal.RegisterExecutorMessage" -> register(from.orElseThrow(), body);
                case "mesos.internal.StatusUpdateMessage" -> update(from.orElseThrow(), body);
                case "mesos.internal.ExecutorToFrameworkMessage" ->
                    heard.add(
                            ExecutorToFrameworkMessage.parseFrom(body).getData().toStringUtf8());
                default -> heard.add(name);
            }
        } catch (InvalidProtocolBufferException e) {
            heard.add("unreadable " + name);
        }
    }

    private void register(Upid from, ByteString body) throws InvalidProtocolBufferException {
        RegisterExecutorMessage message = RegisterExecutorMessage.parseFrom(body);
        SlaveInfo agent =
                SlaveInfo.newBuilder().setId(AGENT).setHostname("host7").build();
        send(
                from,
                ExecutorRegisteredMessage.newBuilder()
                        .setExecutorInfo(ExecutorInfo.newBuilder().setExecutorId(message.getExecutorId()))
                        .setFrameworkId(message.getFrameworkId())
                        .setFrameworkInfo(
                                FrameworkInfo.newBuilder().setUser("nobody").setName("test"))
                        .setSlaveId(AGENT)
                        .setSlaveInfo(agent)
                        .build());
        executor.complete(from);
    }

    private void update(Upid from, ByteString body) throws InvalidProtocolBufferException {
        StatusUpdateMessage message = StatusUpdateMessage.parseFrom(body);
        TaskStatus status = message.getUpdate().getStatus();
        statuses.add(status);
        heard.add(status.getTaskId().getValue() + " " + status.getState());
        send(
                from,
                StatusUpdateAcknowledgementMessage.newBuilder()
                        .setSlaveId(AGENT)
                        .setFrameworkId(FRAMEWORK)
                        .setTaskId(status.getTaskId())
                        .setUuid(message.getUpdate().getUuid())
                        .build());
    }

    void launch(String name, byte[] data) {
        tell(RunTaskMessage.newBuilder()
                .setFramework(FrameworkInfo.newBuilder()
                        .setId(FRAMEWORK)
                        .setUser("nobody")
                        .setName("test"))
                .setTask(TaskInfo.newBuilder()
                        .setName(name)
                        .setTaskId(TaskID.newBuilder().setValue(name))
                        .setSlaveId(AGENT)
                        .setExecutor(ExecutorInfo.newBuilder().setExecutorId(EXECUTOR))
                        .setData(ByteString.copyFrom(data)))
                .build());
    }

    void kill(String taskId) {
        tell(KillTaskMessage.newBuilder()
                .setFrameworkId(FRAMEWORK)
                .setTaskId(TaskID.newBuilder().setValue(taskId))
                .build());
    }

    void frameworkMessage(String data) {
        tell(FrameworkToExecutorMessage.newBuilder()
                .setSlaveId(AGENT)
                .setFrameworkId(FRAMEWORK)
                .setExecutorId(EXECUTOR)
                .setData(ByteString.copyFrom(data, UTF_8))
                .build());
    }

    void shutdown() {
        tell(ShutdownExecutorMessage.getDefaultInstance());
    }

    private void tell(Message message) {
        send(executor.orTimeout(60, TimeUnit.SECONDS).join(), message);
    }

    private void send(Upid to, Message message) {
        try {
            messenger.send(self(), to, message);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        messenger.close();
    }
}
