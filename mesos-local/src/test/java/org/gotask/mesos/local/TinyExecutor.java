package org.gotask.mesos.local;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;

/**
 * A small executor on raw messages. The data of a task determine its behaviour: {@code hold} = run until killed,
 * {@code finish} = run and finish, {@code deaf} = hold and ignore requests to end, {@code linger} = hold and take six
 * seconds to end. Framework messages are sent back; {@code stop} ends the process.
 */
public final class TinyExecutor {

    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean deaf;
    private volatile boolean linger;
    private final Upid agent = Upid.parse(env("MESOS_SLAVE_PID"));
    private final HttpMessenger messenger;
    private final Upid self;

    private TinyExecutor() throws Exception {
        messenger = new HttpMessenger(new MessengerConfig(env("LIBPROCESS_IP"), 0));
        messenger.start();
        self = messenger.upid("executor(1)");
    }

    /** Runs until it is requested to end or the agent is lost. */
    public static void main(String[] args) throws Exception {
        new TinyExecutor().run();
    }

    private void run() throws Exception {
        messenger.spawn("executor(1)", (from, name, body) -> {
            try {
                handle(name, body);
            } catch (Exception e) {
                e.printStackTrace();
                System.exit(70);
            }
        });
        messenger.link(agent, () -> System.exit(71));
        send(RegisterExecutorMessage.newBuilder()
                .setFrameworkId(framework())
                .setExecutorId(executor())
                .build());
        stop.await();
        if (linger) {
            TimeUnit.SECONDS.sleep(6);
            System.out.println("orderly");
        }
        System.exit(0);
    }

    private void handle(String name, ByteString body) throws Exception {
        switch (name) {
            case "mesos.internal.RunTaskMessage" ->
                run(RunTaskMessage.parseFrom(body).getTask());
            case "mesos.internal.KillTaskMessage" ->
                report(KillTaskMessage.parseFrom(body).getTaskId(), TaskState.TASK_KILLED, "killed on request");
            case "mesos.internal.FrameworkToExecutorMessage" -> {
                ByteString data = FrameworkToExecutorMessage.parseFrom(body).getData();
                if (data.toStringUtf8().equals("stop")) {
                    stop.countDown();
                } else {
                    send(ExecutorToFrameworkMessage.newBuilder()
                            .setSlaveId(agentId())
                            .setFrameworkId(framework())
                            .setExecutorId(executor())
                            .setData(data)
                            .build());
                }
            }
            case "mesos.internal.ShutdownExecutorMessage" -> {
                if (!deaf) {
                    stop.countDown();
                }
            }
            default -> {}
        }
    }

    private void run(TaskInfo task) throws Exception {
        linger |= task.getData().toStringUtf8().equals("linger");
        deaf |= task.getData().toStringUtf8().equals("deaf");
        report(task.getTaskId(), TaskState.TASK_RUNNING, "");
        if (task.getData().toStringUtf8().equals("finish")) {
            report(task.getTaskId(), TaskState.TASK_FINISHED, "done");
        }
    }

    private void report(TaskID task, TaskState state, String message) throws Exception {
        double now = System.currentTimeMillis() / 1000.0;
        ByteString uuid = Ids.newUuid();
        send(StatusUpdateMessage.newBuilder()
                .setPid(self.wire())
                .setUpdate(StatusUpdate.newBuilder()
                        .setFrameworkId(framework())
                        .setExecutorId(executor())
                        .setSlaveId(agentId())
                        .setTimestamp(now)
                        .setUuid(uuid)
                        .setStatus(TaskStatus.newBuilder()
                                .setTaskId(task)
                                .setState(state)
                                .setMessage(message)
                                .setSlaveId(agentId())
                                .setTimestamp(now)
                                .setUuid(uuid)))
                .build());
    }

    private void send(Message message) throws InterruptedException {
        messenger.send(self, agent, message);
    }

    private static String env(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    private static FrameworkID framework() {
        return FrameworkID.newBuilder().setValue(env("MESOS_FRAMEWORK_ID")).build();
    }

    private static ExecutorID executor() {
        return ExecutorID.newBuilder().setValue(env("MESOS_EXECUTOR_ID")).build();
    }

    private static SlaveID agentId() {
        return SlaveID.newBuilder().setValue(env("MESOS_SLAVE_ID")).build();
    }
}
