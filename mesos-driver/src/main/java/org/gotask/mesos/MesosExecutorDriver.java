package org.gotask.mesos;

import com.google.protobuf.ByteString;
import java.time.Clock;
import java.util.Objects;
import org.gotask.mesos.libprocess.ProcessIds;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An executor driver for Mesos's v0 protocol, without native code.
 *
 * <p>It registers with the agent that started the process, and watches the agent. If the agent is lost, an executor
 * without checkpointing is shut down immediately; with checkpointing, {@link Executor#disconnected} is called, and the
 * driver waits for the agent until the recovery timeout. A shutdown that takes longer than the grace period ends the
 * process by force, even after {@link #stop}. Thread-safe. Resources are acquired by {@link #start} and released by
 * {@link #stop}, which must be called even after an abort or an error.
 *
 * <p>An exception thrown by a callback is logged with its stack trace and aborts the driver; {@link #join} and {@link
 * #run} then throw a {@link CallbackException} with it as the cause.
 */
public final class MesosExecutorDriver implements ExecutorDriver {

    private static final Logger LOG = LoggerFactory.getLogger(MesosExecutorDriver.class);

    private final ExecutorDriverConfig config;
    private final DriverRuntime<Executor, ExecutorDriver> runtime;
    private final ExecutorProcess process;

    /** Creates a driver that is not started. */
    public MesosExecutorDriver(ExecutorDriverConfig config) {
        this.config = config;
        runtime = new DriverRuntime<>(
                // an agent learns it with the registration, so it need not be the one of Mesos's own driver
                ProcessIds.unguessable("executor"),
                config.executor(),
                this,
                message -> config.executor().error(this, message),
                this::aborted,
                LOG);
        process = new ExecutorProcess(
                config.environment(),
                config.firstRetry(),
                runtime,
                gracePeriod -> ForcedExit.after(gracePeriod, config.exit()),
                Clock.systemUTC());
    }

    @Override
    public DriverStatus start() {
        return runtime.start(
                () -> config.messengers().apply(config.environment().messenger()),
                new ExecutorInbox(process, config.identity(), runtime)::install,
                () -> runtime.onLoop(process::start));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Waits up to 5 seconds until the agent, if it is reachable, has acknowledged the end of each task.
     */
    @Override
    public DriverStatus stop() {
        return runtime.stop(process::stop, () -> {});
    }

    @Override
    public DriverStatus abort() {
        return runtime.abort();
    }

    @Override
    public DriverStatus join() throws InterruptedException {
        return runtime.join();
    }

    @Override
    public DriverStatus run() throws InterruptedException {
        start();
        return join();
    }

    @Override
    public DriverStatus sendStatusUpdate(TaskStatus status) {
        Objects.requireNonNull(status, "status");
        if (status.getState() == TaskState.TASK_STAGING) {
            throw new IllegalArgumentException("state cannot be reported by an executor: state=TASK_STAGING, task="
                    + status.getTaskId().getValue() + ", expected any other");
        }
        return runtime.call(() -> process.sendStatusUpdate(status));
    }

    @Override
    public DriverStatus sendFrameworkMessage(ByteString data) {
        Objects.requireNonNull(data, "data");
        return runtime.callBounded("agent", data.size(), () -> process.sendFrameworkMessage(data));
    }

    private void aborted() {
        process.abort();
    }
}
