package org.gotask.executor.mesos;

import com.google.protobuf.UnsafeByteOperations;
import java.time.Duration;
import java.util.Map;
import org.gotask.executor.agent.AgentListener;
import org.gotask.executor.agent.AgentPort;
import org.gotask.executor.agent.TaskReport;
import org.gotask.mesos.ExecutorDriver;
import org.gotask.mesos.ExecutorDriverConfig;
import org.gotask.mesos.MesosExecutorDriver;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;

/** The connection to a Mesos agent, on the executor driver. Thread-safe. */
final class MesosAgentPort implements AgentPort {

    private final AgentCallbacks callbacks;
    private final ExecutorDriver driver;
    private final Duration shutdownGrace;

    private MesosAgentPort(AgentCallbacks callbacks, ExecutorDriverConfig config) {
        this.callbacks = callbacks;
        this.driver = new MesosExecutorDriver(config);
        this.shutdownGrace = config.shutdownGracePeriod();
    }

    /**
     * Returns the port to the agent that started this process. Connects to nothing yet.
     *
     * @throws IllegalArgumentException if no agent did, according to the environment; the message names what is missing
     */
    static MesosAgentPort fromEnvironment(Map<String, String> environment) {
        AgentCallbacks callbacks = new AgentCallbacks();
        try {
            return new MesosAgentPort(callbacks, ExecutorDriverConfig.fromEnvironment(callbacks, environment));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "this program is started by a Mesos agent; run the scheduler instead: " + e.getMessage(), e);
        }
    }

    @Override
    public void start(AgentListener listener) {
        callbacks.connect(listener);
        driver.start();
    }

    @Override
    public void report(TaskReport report) {
        driver.sendStatusUpdate(TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(report.taskId()))
                .setState(state(report))
                .setMessage(report.reason())
                .setData(UnsafeByteOperations.unsafeWrap(report.data()))
                .build());
    }

    private static TaskState state(TaskReport report) {
        return switch (report.state()) {
            case RUNNING -> TaskState.TASK_RUNNING;
            case FINISHED -> TaskState.TASK_FINISHED;
            case FAILED -> TaskState.TASK_FAILED;
            case KILLED -> TaskState.TASK_KILLED;
        };
    }

    @Override
    public void send(byte[] data) throws InterruptedException {
        driver.sendFrameworkMessage(UnsafeByteOperations.unsafeWrap(data));
        // the driver cannot throw this: it returns early with the interrupt flag set, and may not have sent
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while sending");
        }
    }

    @Override
    public Duration shutdownGrace() {
        return shutdownGrace;
    }

    @Override
    public void stop() {
        driver.stop();
    }
}
