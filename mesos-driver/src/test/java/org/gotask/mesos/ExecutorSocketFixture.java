package org.gotask.mesos;

import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.AGENT_INFO;
import static org.gotask.mesos.Samples.EXECUTOR_INFO;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.FRAMEWORK_INFO;

import com.google.protobuf.Message;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.proto.internal.ExecutorRegisteredMessage;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.ReregisterExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.testing.PortToReopen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An executor driver with checkpointing, over real sockets, against an agent that the test controls. */
abstract class ExecutorSocketFixture {

    final RecordingExecutor executor = new RecordingExecutor();
    final CountDownLatch forcedExit = new CountDownLatch(1);
    FakePeer agent;
    MesosExecutorDriver driver;

    @BeforeEach
    void prepare() throws IOException {
        agent = agent(PortToReopen.find());
        Map<String, String> variables = new HashMap<>(ExecutorEnvironmentTest.complete());
        variables.put("MESOS_SLAVE_PID", agent.upid().wire());
        variables.put("MESOS_CHECKPOINT", "1");
        variables.put("MESOS_RECOVERY_TIMEOUT", "1hrs");
        driver = new MesosExecutorDriver(
                ExecutorDriverConfig.fromEnvironment(executor, variables).withForcedExit(forcedExit::countDown));
    }

    @AfterEach
    void stopAll() {
        agent.close();
        driver.stop();
    }

    static FakePeer agent(int port) throws IOException {
        return new FakePeer(
                new HttpMessenger(new MessengerConfig("127.0.0.1", port)),
                "slave(1)",
                RegisterExecutorMessage.getDefaultInstance(),
                ReregisterExecutorMessage.getDefaultInstance(),
                StatusUpdateMessage.getDefaultInstance(),
                ExecutorToFrameworkMessage.getDefaultInstance());
    }

    /** Starts the driver and confirms its registration. */
    Upid registered() throws InterruptedException {
        driver.start();
        Upid self = agent.next().from();
        agent.send(self, registration());
        executor.next("registered");
        return self;
    }

    static Message registration() {
        return ExecutorRegisteredMessage.newBuilder()
                .setExecutorInfo(EXECUTOR_INFO)
                .setFrameworkId(FRAMEWORK)
                .setFrameworkInfo(FRAMEWORK_INFO)
                .setSlaveId(AGENT)
                .setSlaveInfo(AGENT_INFO)
                .build();
    }

    /** Acknowledges an update, as agents do after the scheduler has acknowledged it. */
    void acknowledge(Upid to, StatusUpdateMessage update) throws InterruptedException {
        agent.send(
                to,
                StatusUpdateAcknowledgementMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setSlaveId(AGENT)
                        .setTaskId(update.getUpdate().getStatus().getTaskId())
                        .setUuid(update.getUpdate().getUuid())
                        .build());
    }
}
