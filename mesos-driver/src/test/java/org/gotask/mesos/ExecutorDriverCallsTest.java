package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.status;

import com.google.protobuf.ByteString;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.junit.jupiter.api.Test;

/** Each call of an executor driver, by its name: the message to the agent, and the result. */
class ExecutorDriverCallsTest extends ExecutorSocketFixture {

    @Test
    void startRegistersOnce() throws InterruptedException {
        assertThat(driver.start()).isEqualTo(DriverStatus.RUNNING);
        assertThat(driver.start()).isEqualTo(DriverStatus.RUNNING);

        assertThat(agent.next().message())
                .isEqualTo(RegisterExecutorMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setExecutorId(EXECUTOR)
                        .build());
        driver.stop();
        assertThat(agent.rest()).isEmpty();
    }

    @Test
    void stopReturnsWhenTheEndOfTheLastTaskIsWithTheAgent() throws Exception {
        Upid to = registered();
        driver.sendStatusUpdate(status("t", TaskState.TASK_FINISHED));
        CompletableFuture<DriverStatus> stopped = CompletableFuture.supplyAsync(driver::stop);

        acknowledge(to, agent.next(StatusUpdateMessage.class));

        assertThat(stopped.get(60, TimeUnit.SECONDS)).isEqualTo(DriverStatus.STOPPED);
    }

    @Test
    void abortEndsCallsAndCallbacks() throws InterruptedException {
        Upid to = registered();

        assertThat(driver.abort()).isEqualTo(DriverStatus.ABORTED);

        assertThat(driver.sendStatusUpdate(status("t", TaskState.TASK_RUNNING))).isEqualTo(DriverStatus.ABORTED);
        agent.send(to, ExecutorCallbacksTest.data("too late"));
        assertThat(driver.stop()).isEqualTo(DriverStatus.ABORTED);
        assertThat(agent.rest()).isEmpty();
        assertThat(executor.rest()).isEmpty();
    }

    @Test
    void joinReturnsHowItEnded() throws InterruptedException {
        registered();
        Thread.ofVirtual().start(driver::stop);

        assertThat(driver.join()).isEqualTo(DriverStatus.STOPPED);
    }

    @Test
    void runStartsAndJoins() throws Exception {
        executor.on("registered", ExecutorDriver::abort);
        CompletableFuture<DriverStatus> ran = CompletableFuture.supplyAsync(() -> {
            try {
                return driver.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        agent.send(agent.next().from(), registration());

        assertThat(ran.get(60, TimeUnit.SECONDS)).isEqualTo(DriverStatus.ABORTED);
    }

    @Test
    void sendStatusUpdateReportsTheStateUntilItIsAcknowledged() throws InterruptedException {
        Upid to = registered();

        driver.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));

        StatusUpdateMessage message = agent.next(StatusUpdateMessage.class);
        assertThat(message.getPid()).isEqualTo(to.wire());
        StatusUpdate update = message.getUpdate();
        assertThat(update.getFrameworkId()).isEqualTo(FRAMEWORK);
        assertThat(update.getExecutorId()).isEqualTo(EXECUTOR);
        assertThat(update.getSlaveId()).isEqualTo(AGENT);
        assertThat(update.getStatus().getTaskId()).isEqualTo(Samples.taskId("t"));
        assertThat(update.getStatus().getState()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(update.getUuid().size()).isEqualTo(16);
    }

    @Test
    void sendFrameworkMessageGoesToTheAgent() throws InterruptedException {
        registered();

        driver.sendFrameworkMessage(ByteString.copyFromUtf8("up"));

        assertThat(agent.next(ExecutorToFrameworkMessage.class))
                .isEqualTo(ExecutorToFrameworkMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setExecutorId(EXECUTOR)
                        .setSlaveId(AGENT)
                        .setData(ByteString.copyFromUtf8("up"))
                        .build());
    }
}
