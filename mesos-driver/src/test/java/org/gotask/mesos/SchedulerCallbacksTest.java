package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.AGENT_UPID;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.offer;
import static org.gotask.mesos.Samples.offerId;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.DeactivateFrameworkMessage;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.ExitedExecutorMessage;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.LostSlaveMessage;
import org.gotask.mesos.proto.internal.RescindResourceOfferMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.gotask.testing.PortToReopen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each callback of a scheduler, by its name: its cause, over real sockets, and its arguments. */
class SchedulerCallbacksTest {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private FakePeer master;
    private MesosSchedulerDriver driver;

    @BeforeEach
    void start() throws IOException {
        master = master(PortToReopen.find());
        driver = new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(scheduler)
                .framework(Samples.FRAMEWORK_INFO)
                .detector(() -> new FakeDetector(Optional.of(master.info())))
                .messenger(MessengerConfig.loopback())
                .registration(new RegistrationBackoff(Duration.ofMillis(20), Duration.ofMillis(100)))
                .build());
        driver.start();
    }

    @AfterEach
    void stop() {
        driver.stop(true);
        master.close();
    }

    private static FakePeer master(int port) throws IOException {
        return new FakePeer(
                new HttpMessenger(new MessengerConfig("127.0.0.1", port)),
                "master",
                Call.getDefaultInstance(),
                DeactivateFrameworkMessage.getDefaultInstance());
    }

    private static ResourceOffersMessage offers(String... ids) {
        ResourceOffersMessage.Builder message = ResourceOffersMessage.newBuilder();
        for (String id : ids) {
            message.addOffers(offer(id)).addPids(AGENT_UPID.toString());
        }
        return message.build();
    }

    @Test
    void registeredTellsTheFrameworksIdAndItsMaster() throws InterruptedException {
        master.send(
                master.next().from(),
                FrameworkRegisteredMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setMasterInfo(master.info())
                        .build());

        assertThat(scheduler.next("registered").arguments()).containsExactly(FRAMEWORK, master.info());
    }

    @Test
    void disconnectedIsCalledWhenTheMasterIsGone() throws InterruptedException {
        master.register(scheduler);

        master.close();

        assertThat(scheduler.next("disconnected").arguments()).isEmpty();
    }

    @Test
    void reregisteredTellsTheMasterThatIsBack() throws Exception {
        master.register(scheduler);
        int port = master.upid().port();
        master.close();
        scheduler.next("disconnected");

        master = master(port).answering();

        assertThat(scheduler.next("reregistered").arguments()).containsExactly(master.info());
    }

    @Test
    void resourceOffersBringsAllOffersOfAMessage() throws InterruptedException {
        Upid to = master.register(scheduler);

        master.send(to, offers("o1", "o2"));

        assertThat(scheduler.next("resourceOffers").arguments()).containsExactly(List.of(offer("o1"), offer("o2")));
    }

    @Test
    void offerRescindedNamesTheOffer() throws InterruptedException {
        Upid to = master.register(scheduler);

        master.send(
                to,
                RescindResourceOfferMessage.newBuilder()
                        .setOfferId(offerId("o"))
                        .build());

        assertThat(scheduler.next("offerRescinded").arguments()).containsExactly(offerId("o"));
    }

    @Test
    void statusUpdateBringsTheStatusWithTheUuidOfItsUpdate() throws InterruptedException {
        Upid to = master.register(scheduler);
        ByteString uuid = Samples.uuid();

        master.send(to, Samples.update("t", TaskState.TASK_FAILED, uuid));

        assertThat(scheduler.next("statusUpdate").status())
                .isEqualTo(Samples.update("t", TaskState.TASK_FAILED, uuid).getUpdate().getStatus().toBuilder()
                        .setUuid(uuid)
                        .setSlaveId(AGENT)
                        .build());
    }

    @Test
    void frameworkMessageBringsTheBytesWhichAnAgentSends() throws Exception {
        Upid to = master.register(scheduler);
        ByteString data = ByteString.copyFrom(new byte[] {0, -1, 10, 13});
        try (FakePeer agent = new FakePeer(new HttpMessenger(MessengerConfig.loopback()), "slave(1)")) {
            agent.send(
                    to,
                    ExecutorToFrameworkMessage.newBuilder()
                            .setFrameworkId(FRAMEWORK)
                            .setExecutorId(EXECUTOR)
                            .setSlaveId(AGENT)
                            .setData(data)
                            .build());

            assertThat(scheduler.next("frameworkMessage").arguments()).containsExactly(EXECUTOR, AGENT, data);
        }
    }

    @Test
    void agentLostNamesTheAgent() throws InterruptedException {
        Upid to = master.register(scheduler);

        master.send(to, LostSlaveMessage.newBuilder().setSlaveId(AGENT).build());

        assertThat(scheduler.next("agentLost").arguments()).containsExactly(AGENT);
    }

    @Test
    void executorLostNamesExecutorAndAgentAndTellsTheStatus() throws InterruptedException {
        Upid to = master.register(scheduler);

        master.send(
                to,
                ExitedExecutorMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setExecutorId(EXECUTOR)
                        .setSlaveId(AGENT)
                        .setStatus(9)
                        .build());

        assertThat(scheduler.next("executorLost").arguments()).containsExactly(EXECUTOR, AGENT, 9);
    }

    @Test
    void errorBringsTheMastersWordsAndEndsTheDriver() throws InterruptedException {
        Upid to = master.register(scheduler);

        master.send(
                to,
                FrameworkErrorMessage.newBuilder()
                        .setMessage("Framework has been removed")
                        .build());

        assertThat(scheduler.next("error").arguments()).containsExactly("Framework has been removed");
        assertThat(driver.join()).isEqualTo(DriverStatus.ABORTED);
    }
}
