package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.status;
import static org.gotask.mesos.Samples.task;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.ReregisterExecutorMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.junit.jupiter.api.Test;

/** An executor whose agent shuts it down, is lost, or returns. */
class LostAgentTest extends ExecutorDriverFixture {

    @Test
    void shutdownThatTakesTooLongIsEndedByForce() throws InterruptedException {
        Upid to = registered();
        agent.send(to, ShutdownExecutorMessage.getDefaultInstance());

        executor.next("shutdown");

        assertThat(forcedExit.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void lostAgentShutsTheExecutorDownWithoutCheckpointing() throws InterruptedException {
        driver = driver(Map.of("MESOS_CHECKPOINT", "0"));
        registered();
        agent.close();

        executor.next("shutdown");
        assertThat(forcedExit.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void agentThatIsNotThereShutsTheExecutorDown() throws InterruptedException {
        agent.close();
        driver.start();

        executor.next("shutdown");
    }

    @Test
    void lostAgentShutsTheExecutorDownAfterTheRecoveryTimeout() throws InterruptedException {
        driver = driver(Map.of("MESOS_CHECKPOINT", "1", "MESOS_RECOVERY_TIMEOUT", "100ms"));
        registered();
        agent.close();

        executor.next("disconnected");
        executor.next("shutdown");
    }

    @Test
    void restartedAgentGetsWhatItMissed() throws InterruptedException {
        Upid to = registered();
        agent.send(to, run("t"));
        executor.next("launchTask");
        agent.close();
        executor.next("disconnected");
        driver.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));
        driver.sendStatusUpdate(status("t", TaskState.TASK_FINISHED));

        agentMessenger = network.messenger(agentMessenger.port());
        agent = agent(agentMessenger);
        agent.send(to, reconnect("agent-S0"));

        ReregisterExecutorMessage message = agent.next(ReregisterExecutorMessage.class);
        assertThat(message.getTasksList()).containsExactly(task("t"));
        assertThat(message.getUpdatesList().stream()
                        .map(update -> update.getStatus().getState()))
                .containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_FINISHED);
        agent.send(to, reregistered());
        executor.next("reregistered");
    }

    @Test
    void agentAtAnotherAddressIsNotFollowed() throws Exception {
        Upid to = registered();
        try (FakePeer impostor = agent(network.messenger())) {
            impostor.send(to, reconnect("agent-S0"));
            agent.send(to, run("t"));
            executor.next("launchTask");
            driver.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));

            agent.next(StatusUpdateMessage.class);
            assertThat(impostor.rest()).isEmpty();
        }
    }

    @Test
    void executorWithoutCheckpointsIgnoresAnAgentThatReturns() throws InterruptedException {
        driver = driver(Map.of("MESOS_CHECKPOINT", "0"));
        Upid to = registered();

        agent.send(to, reconnect("agent-S0"));
        agent.send(to, run("t"));

        executor.next("launchTask");
        assertThat(agent.rest()).isEmpty();
    }
}
