package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.AGENT_INFO;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.EXECUTOR_INFO;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.FRAMEWORK_INFO;
import static org.gotask.mesos.Samples.status;
import static org.gotask.mesos.Samples.task;
import static org.gotask.mesos.Samples.taskId;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.ExecutorReregisteredMessage;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.ReconnectExecutorMessage;
import org.gotask.mesos.proto.internal.ReregisterExecutorMessage;
import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.junit.jupiter.api.Test;

/** Each callback of an executor, by its name: its cause, over real sockets, and its arguments. */
class ExecutorCallbacksTest extends ExecutorSocketFixture {

    static Message data(String text) {
        return FrameworkToExecutorMessage.newBuilder()
                .setFrameworkId(FRAMEWORK)
                .setExecutorId(EXECUTOR)
                .setSlaveId(AGENT)
                .setData(ByteString.copyFromUtf8(text))
                .build();
    }

    private static Message run(String task) {
        return RunTaskMessage.newBuilder()
                .setFramework(FRAMEWORK_INFO)
                .setTask(task(task))
                .build();
    }

    @Test
    void registeredTellsExecutorFrameworkAndAgent() throws InterruptedException {
        driver.start();

        agent.send(agent.next().from(), registration());

        assertThat(executor.next("registered").arguments()).containsExactly(EXECUTOR_INFO, FRAMEWORK_INFO, AGENT_INFO);
    }

    @Test
    void disconnectedIsCalledWhenTheAgentIsGone() throws InterruptedException {
        registered();

        agent.close();

        assertThat(executor.next("disconnected").arguments()).isEmpty();
    }

    /** The registration repeats the updates that the agent had not acknowledged before it died. */
    @Test
    void reregisteredIsCalledWhenARestartedAgentHasTakenTheExecutorBack() throws Exception {
        Upid to = registered();
        agent.send(to, run("t"));
        executor.next("launchTask");
        driver.sendStatusUpdate(status("t", TaskState.TASK_RUNNING));
        StatusUpdateMessage update = agent.next(StatusUpdateMessage.class);
        int port = agent.upid().port();
        agent.close();
        executor.next("disconnected");

        agent = agent(port);
        agent.send(to, ReconnectExecutorMessage.newBuilder().setSlaveId(AGENT).build());
        ReregisterExecutorMessage message = agent.next(ReregisterExecutorMessage.class);
        agent.send(
                to,
                ExecutorReregisteredMessage.newBuilder()
                        .setSlaveId(AGENT)
                        .setSlaveInfo(AGENT_INFO)
                        .build());

        assertThat(executor.next("reregistered").arguments()).containsExactly(AGENT_INFO);
        assertThat(message.getTasksList()).containsExactly(task("t"));
        assertThat(message.getUpdatesList()).containsExactly(update.getUpdate());
    }

    @Test
    void launchTaskBringsTheTask() throws InterruptedException {
        Upid to = registered();

        agent.send(to, run("t"));

        assertThat(executor.next("launchTask").arguments()).containsExactly(task("t"));
    }

    @Test
    void killTaskNamesTheTask() throws InterruptedException {
        Upid to = registered();

        agent.send(
                to,
                KillTaskMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setTaskId(taskId("t"))
                        .build());

        assertThat(executor.next("killTask").arguments()).containsExactly(taskId("t"));
    }

    @Test
    void frameworkMessageBringsTheBytes() throws InterruptedException {
        Upid to = registered();

        agent.send(to, data("down"));

        assertThat(executor.next("frameworkMessage").arguments()).containsExactly(ByteString.copyFromUtf8("down"));
    }

    @Test
    void shutdownIsCalledOnceAndTheProcessIsNotEndedBeforeItsGracePeriod() throws InterruptedException {
        Upid to = registered();

        agent.send(to, ShutdownExecutorMessage.getDefaultInstance());
        agent.send(to, ShutdownExecutorMessage.getDefaultInstance());

        assertThat(executor.next("shutdown").arguments()).isEmpty();
        assertThat(driver.stop()).isEqualTo(DriverStatus.STOPPED);
        assertThat(executor.rest()).isEmpty();
        assertThat(forcedExit.getCount()).isOne();
    }

    @Test
    void errorBringsTheAgentsWordsAndEndsTheDriver() throws InterruptedException {
        Upid to = registered();

        agent.send(to, FrameworkErrorMessage.newBuilder().setMessage("no").build());

        assertThat(executor.next("error").arguments()).containsExactly("no");
        assertThat(driver.join()).isEqualTo(DriverStatus.ABORTED);
    }
}
