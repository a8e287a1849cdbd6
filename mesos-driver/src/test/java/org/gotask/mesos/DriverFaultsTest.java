package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.FILTERS;
import static org.gotask.mesos.Samples.FRAMEWORK_INFO;
import static org.gotask.mesos.Samples.offerId;
import static org.gotask.mesos.Samples.task;
import static org.gotask.mesos.Samples.taskId;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.gotask.mesos.libprocess.HttpResponse;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.gotask.testing.PortToReopen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A scheduler driver over real sockets, whose master and agents die, return, stop responding and do not read. */
class DriverFaultsTest {

    private final List<AutoCloseable> open = new ArrayList<>();
    private final RecordingScheduler scheduler = new RecordingScheduler();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    /** A master that also serves its state. */
    private FakePeer master(int port) throws IOException {
        HttpMessenger messenger = new HttpMessenger(new MessengerConfig("127.0.0.1", port));
        messenger.serve("/state", request -> HttpResponse.json("{\"leader\":\"" + messenger.upid("master") + "\"}"));
        FakePeer master = new FakePeer(messenger, "master", Call.getDefaultInstance());
        open.add(master);
        return master;
    }

    private MesosSchedulerDriver driver(DriverConfig.Builder config) {
        MesosSchedulerDriver driver = new MesosSchedulerDriver(config.scheduler(scheduler)
                .framework(FRAMEWORK_INFO)
                .messenger(MessengerConfig.loopback())
                .registration(new RegistrationBackoff(Duration.ofMillis(20), Duration.ofMillis(100)))
                .build());
        open.add(() -> driver.stop(true));
        return driver;
    }

    @Test
    void masterKilledBetweenRegistrationAndAnswerIsRegisteredWithInItsNextLife() throws Exception {
        FakePeer master = master(PortToReopen.find());
        int port = master.upid().port();
        MesosSchedulerDriver driver = driver(DriverConfig.builder().master("127.0.0.1:" + port));
        driver.start();
        master.call(Call.Type.SUBSCRIBE);

        master.close();
        FakePeer next = master(port);

        next.register(scheduler);
        assertThat(scheduler.rest()).isEmpty();
        assertThat(driver.killTask(taskId("t"))).isEqualTo(DriverStatus.RUNNING);
        next.call(Call.Type.KILL);
    }

    @Test
    void masterKilledBetweenCallAndAnswerNeverAbortsTheDriver() throws Exception {
        FakePeer master = master(PortToReopen.find());
        int port = master.upid().port();
        MesosSchedulerDriver driver = driver(DriverConfig.builder().master("127.0.0.1:" + port));
        driver.start();
        master.register(scheduler);
        driver.launchTasks(List.of(offerId("o")), List.of(task("t")), FILTERS);
        master.call(Call.Type.ACCEPT);

        master.close();
        for (int i = 0; i < 100; i++) {
            assertThat(driver.killTask(taskId("t" + i))).isEqualTo(DriverStatus.RUNNING);
        }
        scheduler.next("disconnected");
        FakePeer next = master(port).answering();

        scheduler.next("reregistered");
        // kills in flight when the master died may reach its successor, which ignores them
        next.forgetWhatCame();
        driver.reconcileTasks(List.of());
        next.call(Call.Type.RECONCILE);
    }

    @Test
    @Tag("deep")
    void hundredDisconnectsAreHundredReregistrations() throws Exception {
        FakePeer master = master(PortToReopen.find());
        int port = master.upid().port();
        MesosSchedulerDriver driver = driver(DriverConfig.builder().master("127.0.0.1:" + port));
        driver.start();
        master.register(scheduler);

        for (int i = 0; i < 100; i++) {
            master.close();
            scheduler.next("disconnected");
            master = master(port).answering();
            scheduler.next("reregistered");
        }

        master.forgetWhatCame();
        driver.reviveOffers();
        master.call(Call.Type.REVIVE);
        assertThat(scheduler.rest()).isEmpty();
    }

    @Test
    void masterThatAcceptsButNeverAnswersIsLeftForTheNextLeader() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Upid halfOpen = new Upid("master", "127.0.0.1", silent.getLocalPort());
            FakeDetector detector = new FakeDetector(Optional.of(Samples.masterInfo("silent", halfOpen)));
            MesosSchedulerDriver driver = driver(DriverConfig.builder().detector(() -> detector));
            driver.start();
            FakePeer master = master(0);

            detector.leader(Optional.of(master.info()));

            master.register(scheduler);
            assertThat(driver.stop()).isEqualTo(DriverStatus.STOPPED);
            master.call(Call.Type.TEARDOWN);
        }
    }

    @Test
    @Tag("deep")
    void agentThatDoesNotReadHoldsUpItsOwnMessagesAndNobodyElses() throws Exception {
        FakePeer master = master(0);
        HttpMessenger agentMessenger = new HttpMessenger(MessengerConfig.loopback());
        FakePeer agent = new FakePeer(agentMessenger, "slave(1)", FrameworkToExecutorMessage.getDefaultInstance());
        open.add(agent);
        SlaveID stuckId = Samples.agentId("stuck");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            MesosSchedulerDriver driver = driver(
                    DriverConfig.builder().master("127.0.0.1:" + master.upid().port()));
            driver.start();
            Upid self = master.register(scheduler);
            master.send(
                    self,
                    ResourceOffersMessage.newBuilder()
                            .addOffers(Samples.offer("o"))
                            .addPids(agent.upid().wire())
                            .addOffers(Samples.offer("s").toBuilder().setSlaveId(stuckId))
                            .addPids("slave(1)@127.0.0.1:" + silent.getLocalPort())
                            .build());
            scheduler.next("resourceOffers");
            driver.launchTasks(List.of(offerId("o")), List.of(task("t")), FILTERS);
            driver.launchTasks(
                    List.of(offerId("s")),
                    List.of(task("u").toBuilder().setSlaveId(stuckId).build()),
                    FILTERS);

            // far more than all buffers on the way hold
            ByteString mebibyte = ByteString.copyFrom(new byte[1 << 20]);
            CountDownLatch flooded = new CountDownLatch(1);
            Thread flood = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 200 && !Thread.currentThread().isInterrupted(); i++) {
                    driver.sendFrameworkMessage(EXECUTOR, stuckId, mebibyte);
                }
                flooded.countDown();
            });
            await().until(() -> flood.getState() == Thread.State.WAITING);

            for (int i = 0; i < 5000; i++) {
                driver.sendFrameworkMessage(EXECUTOR, AGENT, ByteString.copyFromUtf8("" + i));
            }
            for (int i = 0; i < 5000; i++) {
                assertThat(agent.next(FrameworkToExecutorMessage.class)
                                .getData()
                                .toStringUtf8())
                        .isEqualTo("" + i);
            }
            driver.killTask(taskId("t"));
            master.call(Call.Type.ACCEPT);
            master.call(Call.Type.ACCEPT);
            master.call(Call.Type.KILL);
            assertThat(flooded.getCount()).isOne();

            assertThat(driver.stop()).isEqualTo(DriverStatus.STOPPED);
            flooded.await();
        }
    }
}
