package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.FILTERS;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.FRAMEWORK_INFO;
import static org.gotask.mesos.Samples.offerId;
import static org.gotask.mesos.Samples.task;
import static org.gotask.mesos.Samples.taskId;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gotask.mesos.libprocess.HttpResponse;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.ExecutorRegisteredMessage;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.gotask.testing.PortToReopen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Both drivers over real sockets, with the standalone detector, against a master and an agent that the test controls.
 */
class DriverSocketTest {

    private final List<AutoCloseable> open = new ArrayList<>();
    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final RecordingExecutor executor = new RecordingExecutor();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    /** A master that also serves its state. */
    private FakePeer master(int port, String id) throws IOException {
        HttpMessenger messenger = new HttpMessenger(new MessengerConfig("127.0.0.1", port));
        messenger.serve(
                "/state",
                request ->
                        HttpResponse.json("{\"id\":\"" + id + "\",\"leader\":\"" + messenger.upid("master") + "\"}"));
        return peer(messenger, "master", Call.getDefaultInstance());
    }

    private FakePeer agent() throws IOException {
        return peer(
                new HttpMessenger(MessengerConfig.loopback()),
                "slave(1)",
                RegisterExecutorMessage.getDefaultInstance(),
                StatusUpdateMessage.getDefaultInstance(),
                ExecutorToFrameworkMessage.getDefaultInstance(),
                FrameworkToExecutorMessage.getDefaultInstance());
    }

    private FakePeer peer(HttpMessenger messenger, String id, Message... understood) throws IOException {
        FakePeer peer = new FakePeer(messenger, id, understood);
        open.add(peer);
        return peer;
    }

    private MesosSchedulerDriver schedulerDriver(String master) {
        MesosSchedulerDriver driver = new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(scheduler)
                .framework(FRAMEWORK_INFO)
                .master(master)
                .messenger(MessengerConfig.loopback())
                .registration(new RegistrationBackoff(Duration.ofMillis(50), Duration.ofMillis(500)))
                .build());
        open.add(() -> driver.stop(true));
        return driver;
    }

    private MesosExecutorDriver executorDriver(FakePeer agent) {
        Map<String, String> variables = new HashMap<>(ExecutorEnvironmentTest.complete());
        variables.put("MESOS_SLAVE_PID", agent.upid().wire());
        MesosExecutorDriver driver = new MesosExecutorDriver(
                ExecutorDriverConfig.fromEnvironment(executor, variables).withForcedExit(() -> {}));
        open.add(driver::stop);
        return driver;
    }

    private static Message executorRegistered() {
        return ExecutorRegisteredMessage.newBuilder()
                .setExecutorInfo(Samples.EXECUTOR_INFO)
                .setFrameworkId(FRAMEWORK)
                .setFrameworkInfo(FRAMEWORK_INFO)
                .setSlaveId(AGENT)
                .setSlaveInfo(Samples.AGENT_INFO)
                .build();
    }

    /** Strangers that connect all the time would otherwise delay the end of a process. */
    @Test
    void driverThatStopsAcceptingHearsItsMasterAndNobodyNew() throws Exception {
        FakePeer master = master(0, "m");
        MesosSchedulerDriver driver =
                schedulerDriver("127.0.0.1:" + master.upid().port());
        driver.stopAccepting(); // does nothing yet
        driver.start();
        Upid upid = master.register(scheduler);

        driver.stopAccepting();

        await().until(() -> isRefused(upid.port()));
        master.send(
                upid,
                ResourceOffersMessage.newBuilder()
                        .addOffers(Samples.offer("o"))
                        .addPids("slave(1)@127.0.0.1:1")
                        .build());
        scheduler.next("resourceOffers");
        driver.declineOffer(offerId("o"), FILTERS);
        master.call(Call.Type.DECLINE);
        assertThat(driver.stop()).isEqualTo(DriverStatus.STOPPED);
        master.call(Call.Type.TEARDOWN);
    }

    private static boolean isRefused(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }

    @Test
    void taskRunsFromOfferToEnd() throws Exception {
        FakePeer master = master(0, "m");
        FakePeer agent = agent();
        MesosSchedulerDriver schedulerDriver =
                schedulerDriver("localhost:" + master.upid().port());
        schedulerDriver.start();
        Upid schedulerUpid = master.register(scheduler);
        master.send(
                schedulerUpid,
                ResourceOffersMessage.newBuilder()
                        .addOffers(Samples.offer("o"))
                        .addPids(agent.upid().wire())
                        .build());
        scheduler.next("resourceOffers");
        schedulerDriver.launchTasks(List.of(offerId("o")), List.of(task("t")), FILTERS);
        assertThat(master.call(Call.Type.ACCEPT)
                        .getAccept()
                        .getOperations(0)
                        .getLaunch()
                        .getTaskInfosList())
                .containsExactly(task("t"));

        MesosExecutorDriver executorDriver = executorDriver(agent);
        executor.on("launchTask", d -> d.sendStatusUpdate(Samples.status("t", TaskState.TASK_FINISHED)));
        executor.on("frameworkMessage", d -> d.sendFrameworkMessage(ByteString.copyFromUtf8("pong")));
        executorDriver.start();
        Upid executorUpid = agent.next().from();
        agent.send(executorUpid, executorRegistered());
        executor.next("registered");
        schedulerDriver.sendFrameworkMessage(EXECUTOR, AGENT, ByteString.copyFromUtf8("ping"));
        agent.send(executorUpid, agent.next(FrameworkToExecutorMessage.class));
        agent.send(schedulerUpid, agent.next(ExecutorToFrameworkMessage.class));
        assertThat(scheduler.next("frameworkMessage").argument(2)).isEqualTo(ByteString.copyFromUtf8("pong"));

        agent.send(
                executorUpid,
                RunTaskMessage.newBuilder()
                        .setFramework(FRAMEWORK_INFO)
                        .setTask(task("t"))
                        .build());
        StatusUpdateMessage update = agent.next(StatusUpdateMessage.class);
        assertThat(update.getPid()).isEqualTo(executorUpid.wire());
        master.send(
                schedulerUpid, update.toBuilder().setPid(agent.upid().wire()).build());
        assertThat(scheduler.next("statusUpdate").status().getState()).isEqualTo(TaskState.TASK_FINISHED);
        Call.Acknowledge acknowledge = master.call(Call.Type.ACKNOWLEDGE).getAcknowledge();
        assertThat(acknowledge.getUuid()).isEqualTo(update.getUpdate().getUuid());
        agent.send(
                executorUpid,
                StatusUpdateAcknowledgementMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setSlaveId(AGENT)
                        .setTaskId(taskId("t"))
                        .setUuid(acknowledge.getUuid())
                        .build());

        assertThat(executorDriver.stop()).isEqualTo(DriverStatus.STOPPED);
        assertThat(schedulerDriver.stop()).isEqualTo(DriverStatus.STOPPED);
        master.call(Call.Type.TEARDOWN);
    }

    @Test
    void restartedMasterIsRegisteredWithAgain() throws Exception {
        FakePeer master = master(PortToReopen.find(), "first");
        int port = master.upid().port();
        MesosSchedulerDriver driver = schedulerDriver("127.0.0.1:" + port);
        driver.start();
        master.register(scheduler);
        for (int life = 0; life < 5; life++) {
            master.close();
            scheduler.next("disconnected");
            master = master(port, "master-" + port).answering();
            Call again = master.call(Call.Type.SUBSCRIBE);
            assertThat(again.getFrameworkId()).isEqualTo(FRAMEWORK);
            assertThat(again.getSubscribe().getForce()).isFalse();
            scheduler.next("reregistered");
        }
        driver.killTask(taskId("t"));

        master.call(Call.Type.KILL);
    }

    @Test
    void masterThatStartsLaterIsFound() throws Exception {
        FakePeer formerLife = master(PortToReopen.find(), "former");
        int port = formerLife.upid().port();
        formerLife.close();
        MesosSchedulerDriver driver = schedulerDriver("127.0.0.1:" + port);
        driver.start();

        FakePeer master = master(port, "late");

        master.register(scheduler);
    }

    @Test
    void deathOfTheAgentShutsTheExecutorDown() throws Exception {
        FakePeer agent = agent();
        Map<String, String> variables = new HashMap<>(ExecutorEnvironmentTest.complete());
        variables.put("MESOS_SLAVE_PID", agent.upid().wire());
        variables.put("MESOS_CHECKPOINT", "0");
        MesosExecutorDriver driver = new MesosExecutorDriver(
                ExecutorDriverConfig.fromEnvironment(executor, variables).withForcedExit(() -> {}));
        open.add(driver::stop);
        executor.on("shutdown", ExecutorDriver::stop);
        driver.start();
        agent.send(agent.next().from(), executorRegistered());
        executor.next("registered");

        agent.close();

        executor.next("shutdown");
        assertThat(driver.join()).isEqualTo(DriverStatus.STOPPED);
    }

    @Test
    void portInUseIsAnErrorThatNamesIt() throws Exception {
        FakePeer taken = agent();
        int port = taken.upid().port();
        MesosSchedulerDriver driver = new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(scheduler)
                .framework(FRAMEWORK_INFO)
                .master("127.0.0.1:" + port)
                .messenger(new MessengerConfig("127.0.0.1", port))
                .build());
        open.add(driver::stop);

        assertThat(driver.run()).isEqualTo(DriverStatus.ABORTED);

        assertThat(scheduler.next("error").argument(0).toString())
                .startsWith("driver cannot start: ")
                .contains("" + port);
    }
}
