package org.gotask.mesos.local;

import com.google.protobuf.ByteString;
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

/** An executor on the real driver: sends messages back, and finishes the task that a message names. */
public final class EchoExecutor implements Executor {

    private static final String FINISH = "finish ";

    private EchoExecutor() {}

    /** Runs until the driver is stopped. */
    public static void main(String[] args) throws Exception {
        new MesosExecutorDriver(ExecutorDriverConfig.fromEnvironment(new EchoExecutor(), System.getenv())).run();
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
        report(driver, task.getTaskId(), TaskState.TASK_RUNNING);
    }

    @Override
    public void killTask(ExecutorDriver driver, TaskID taskId) {
        report(driver, taskId, TaskState.TASK_KILLED);
    }

    @Override
    public void frameworkMessage(ExecutorDriver driver, ByteString data) {
        String text = data.toStringUtf8();
        if (text.startsWith(FINISH)) {
            report(
                    driver,
                    TaskID.newBuilder()
                            .setValue(text.substring(FINISH.length()))
                            .build(),
                    TaskState.TASK_FINISHED);
        } else {
            driver.sendFrameworkMessage(data);
        }
    }

    @Override
    public void shutdown(ExecutorDriver driver) {
        driver.stop();
    }

    @Override
    public void error(ExecutorDriver driver, String message) {}

    private static void report(ExecutorDriver driver, TaskID task, TaskState state) {
        driver.sendStatusUpdate(
                TaskStatus.newBuilder().setTaskId(task).setState(state).build());
    }
}
