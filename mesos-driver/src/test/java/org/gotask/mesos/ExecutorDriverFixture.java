package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.AGENT_INFO;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.EXECUTOR_INFO;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.FRAMEWORK_INFO;
import static org.gotask.mesos.Samples.task;

import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.internal.ExecutorRegisteredMessage;
import org.gotask.mesos.proto.internal.ExecutorReregisteredMessage;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.ReconnectExecutorMessage;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.ReregisterExecutorMessage;
import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.junit.jupiter.api.AfterEach;

/** An executor driver with its threads, and an agent that the test controls. */
abstract class ExecutorDriverFixture {

    final InMemoryNetwork network = new InMemoryNetwork();
    final RecordingExecutor executor = new RecordingExecutor();
    final CountDownLatch forcedExit = new CountDownLatch(1);
    InMemoryNetwork.InMemoryMessenger agentMessenger = network.messenger();
    FakePeer agent = agent(agentMessenger);
    MesosExecutorDriver driver = driver(Map.of("MESOS_CHECKPOINT", "1"));

    @AfterEach
    void stopAll() {
        agent.close();
        driver.stop();
        network.close();
    }

    static FakePeer agent(InMemoryNetwork.InMemoryMessenger messenger) {
        try {
            return new FakePeer(
                    messenger,
                    "slave(1)",
                    RegisterExecutorMessage.getDefaultInstance(),
                    ReregisterExecutorMessage.getDefaultInstance(),
                    StatusUpdateMessage.getDefaultInstance(),
                    ExecutorToFrameworkMessage.getDefaultInstance());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MesosExecutorDriver driver(Map<String, String> additions) {
        Map<String, String> variables = new HashMap<>(ExecutorEnvironmentTest.complete());
        variables.put("MESOS_SLAVE_PID", agent.upid().wire());
        variables.put("MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD", "50ms");
        variables.putAll(additions);
        return new MesosExecutorDriver(ExecutorDriverConfig.fromEnvironment(executor, variables)
                .withMessengers(unused -> network.messenger())
                .withForcedExit(forcedExit::countDown)
                .withFirstRetry(Duration.ofMillis(50)));
    }

    Upid registered() throws InterruptedException {
        driver.start();
        FakePeer.Got registration = agent.next();
        assertThat(registration.message())
                .isEqualTo(RegisterExecutorMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setExecutorId(EXECUTOR)
                        .build());
        agent.send(
                registration.from(),
                ExecutorRegisteredMessage.newBuilder()
                        .setExecutorInfo(EXECUTOR_INFO)
                        .setFrameworkId(FRAMEWORK)
                        .setFrameworkInfo(FRAMEWORK_INFO)
                        .setSlaveId(AGENT)
                        .setSlaveInfo(AGENT_INFO)
                        .build());
        executor.next("registered");
        return registration.from();
    }

    static Message run(String task) {
        return RunTaskMessage.newBuilder()
                .setFramework(FRAMEWORK_INFO)
                .setPid("@0.0.0.0:0")
                .setTask(task(task))
                .build();
    }

    static Message reconnect(String agentId) {
        return ReconnectExecutorMessage.newBuilder()
                .setSlaveId(Samples.agentId(agentId))
                .build();
    }

    static Message reregistered() {
        return ExecutorReregisteredMessage.newBuilder()
                .setSlaveId(AGENT)
                .setSlaveInfo(AGENT_INFO)
                .build();
    }
}
