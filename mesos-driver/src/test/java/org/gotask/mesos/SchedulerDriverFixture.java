package org.gotask.mesos;

import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.AGENT_UPID;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.FRAMEWORK_INFO;
import static org.gotask.mesos.Samples.offerId;
import static org.gotask.mesos.Samples.update;
import static org.gotask.mesos.Samples.uuid;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.DeactivateFrameworkMessage;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.ExitedExecutorMessage;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.LostSlaveMessage;
import org.gotask.mesos.proto.internal.RescindResourceOfferMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.AfterEach;

/** A scheduler driver with its threads, against a master that the test controls. */
abstract class SchedulerDriverFixture {

    final InMemoryNetwork network = new InMemoryNetwork();
    final RecordingScheduler scheduler = new RecordingScheduler();
    InMemoryNetwork.InMemoryMessenger masterMessenger = network.messenger();
    FakePeer master = master(masterMessenger);
    FakeDetector detector = new FakeDetector(Optional.of(master.info()));
    MesosSchedulerDriver driver = driver(AcknowledgementMode.IMPLICIT);

    @AfterEach
    void stopAll() {
        driver.stop(true);
        network.close();
    }

    static FakePeer master(InMemoryNetwork.InMemoryMessenger messenger) {
        try {
            return new FakePeer(
                    messenger, "master", Call.getDefaultInstance(), DeactivateFrameworkMessage.getDefaultInstance());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MesosSchedulerDriver driver(AcknowledgementMode mode) {
        return new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(scheduler)
                .framework(FRAMEWORK_INFO)
                .detector(() -> detector)
                .messenger(MessengerConfig.loopback())
                .messengers(unused -> network.messenger())
                .acknowledgements(mode)
                .registration(new RegistrationBackoff(Duration.ofMillis(10), Duration.ofMillis(100)))
                .build());
    }

    Upid registered() throws InterruptedException {
        driver.start();
        return master.register(scheduler);
    }

    void offer(Upid to, String id) throws InterruptedException {
        master.send(
                to,
                ResourceOffersMessage.newBuilder()
                        .addOffers(Samples.offer(id))
                        .addPids(AGENT_UPID.toString())
                        .build());
        scheduler.next("resourceOffers");
    }

    static FrameworkErrorMessage error(String text) {
        return FrameworkErrorMessage.newBuilder().setMessage(text).build();
    }

    static List<Message> messages() {
        return List.of(
                RescindResourceOfferMessage.newBuilder()
                        .setOfferId(offerId("o"))
                        .build(),
                update("t", TaskState.TASK_RUNNING, uuid()),
                ExecutorToFrameworkMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setExecutorId(EXECUTOR)
                        .setSlaveId(AGENT)
                        .setData(ByteString.copyFromUtf8("up"))
                        .build(),
                LostSlaveMessage.newBuilder().setSlaveId(AGENT).build(),
                ExitedExecutorMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setExecutorId(EXECUTOR)
                        .setSlaveId(AGENT)
                        .setStatus(768)
                        .build());
    }

    /** Makes the master cause a callback. */
    void provoke(String callback, Upid to) throws InterruptedException {
        switch (callback) {
            case "registered" -> {}
            case "resourceOffers" ->
                master.send(
                        to,
                        ResourceOffersMessage.newBuilder()
                                .addOffers(Samples.offer("o"))
                                .addPids(AGENT_UPID.toString())
                                .build());
            case "disconnected" -> masterMessenger.breakLinks();
            case "reregistered" -> {
                masterMessenger.breakLinks();
                scheduler.next("disconnected");
                master.reregister(to);
            }
            case "error" -> master.send(to, error("no"));
            default -> {
                for (Message message : messages()) {
                    master.send(to, message);
                }
            }
        }
    }

    static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
