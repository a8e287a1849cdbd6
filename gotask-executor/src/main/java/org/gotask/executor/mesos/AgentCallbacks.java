package org.gotask.executor.mesos;

import com.google.protobuf.ByteString;
import java.util.Objects;
import org.gotask.executor.agent.AgentListener;
import org.gotask.executor.agent.LaunchedTask;
import org.gotask.mesos.Executor;
import org.gotask.mesos.ExecutorDriver;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.text.FailureLine;
import org.jspecify.annotations.Nullable;

/** Translates callbacks of the driver into calls of the listener. No callback blocks, since no listener does. */
final class AgentCallbacks implements Executor {

    private volatile @Nullable AgentListener listener;

    /** Called before the driver starts. */
    void connect(AgentListener receiver) {
        listener = receiver;
    }

    private AgentListener listener() {
        return Objects.requireNonNull(listener, "listener");
    }

    /** Reports a fault, which aborts the driver: the executor must not wait for further callbacks. */
    private void guarded(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | Error e) {
            listener().error("a callback failed: " + FailureLine.of(e));
            throw e;
        }
    }

    @Override
    public void registered(ExecutorDriver driver, ExecutorInfo executor, FrameworkInfo framework, SlaveInfo agent) {
        guarded(() -> listener().registered(agent.getHostname()));
    }

    @Override
    public void reregistered(ExecutorDriver driver, SlaveInfo agent) {
        guarded(() -> listener().reregistered(agent.getHostname()));
    }

    @Override
    public void disconnected(ExecutorDriver driver) {
        guarded(() -> listener().disconnected());
    }

    @Override
    public void launchTask(ExecutorDriver driver, TaskInfo task) {
        guarded(() -> listener()
                .launch(new LaunchedTask(
                        task.getTaskId().getValue(),
                        task.getName(),
                        task.getData().toByteArray())));
    }

    @Override
    public void killTask(ExecutorDriver driver, TaskID taskId) {
        guarded(() -> listener().kill(taskId.getValue()));
    }

    @Override
    public void frameworkMessage(ExecutorDriver driver, ByteString data) {
        guarded(() -> listener().message(data.toByteArray()));
    }

    @Override
    public void shutdown(ExecutorDriver driver) {
        guarded(() -> listener().shutdown());
    }

    @Override
    public void error(ExecutorDriver driver, String message) {
        listener().error(message);
    }
}
