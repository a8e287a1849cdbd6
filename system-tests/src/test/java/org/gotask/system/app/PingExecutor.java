package org.gotask.system.app;

import com.google.protobuf.ByteString;
import java.util.LinkedHashSet;
import java.util.Set;
import org.gotask.mesos.Executor;
import org.gotask.mesos.ExecutorDriver;
import org.gotask.mesos.ExecutorDriverConfig;
import org.gotask.mesos.MesosExecutorDriver;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;

/**
 * Runs tasks on our executor driver as {@code src/test/go/executor} does on that of mesos-go, except that it answers each
 * ping when it hears it: our driver keeps the order.
 */
public final class PingExecutor implements Executor {

    private final Set<TaskID> live = new LinkedHashSet<>();

    private PingExecutor() {}

    /** Runs until the driver is stopped. */
    public static void main(String[] args) throws Exception {
        new MesosExecutorDriver(ExecutorDriverConfig.fromEnvironment(new PingExecutor(), System.getenv())).run();
        System.exit(0);
    }

    @Override
    public void registered(ExecutorDriver driver, ExecutorInfo executor, FrameworkInfo framework, SlaveInfo agent) {}

    @Override
    public void reregistered(ExecutorDriver driver, SlaveInfo agent) {}

    @Override
    public void disconnected(ExecutorDriver driver) {}

    @Override
    public void launchTask(ExecutorDriver driver, TaskInfo task) {
        live.add(task.getTaskId());
        report(driver, task.getTaskId(), TaskState.TASK_RUNNING);
    }

    @Override
    public void killTask(ExecutorDriver driver, TaskID taskId) {
        if (live.remove(taskId)) {
            report(driver, taskId, TaskState.TASK_KILLED);
        }
    }

    @Override
    public void frameworkMessage(ExecutorDriver driver, ByteString data) {
        String[] words = data.toStringUtf8().split(" ", 2);
        switch (words[0]) {
            case "ping" -> say(driver, "pong " + words[1]);
            case "count" -> {
                int count = Integer.parseInt(words[1]);
                for (int i = 0; i < count; i++) {
                    say(driver, "up " + i);
                }
            }
            case "finish" -> {
                live.forEach(task -> report(driver, task, TaskState.TASK_FINISHED));
                live.clear();
            }
            default -> say(driver, "not understood: " + data.toStringUtf8());
        }
    }

    @Override
    public void shutdown(ExecutorDriver driver) {
        driver.stop();
    }

    @Override
    public void error(ExecutorDriver driver, String message) {
        System.err.println("executor: " + message);
    }

    private static void report(ExecutorDriver driver, TaskID task, TaskState state) {
        driver.sendStatusUpdate(
                TaskStatus.newBuilder().setTaskId(task).setState(state).build());
    }

    private static void say(ExecutorDriver driver, String text) {
        driver.sendFrameworkMessage(ByteString.copyFromUtf8(text));
    }
}
