package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.FILTERS;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.offerId;
import static org.gotask.mesos.Samples.task;
import static org.gotask.mesos.Samples.taskId;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;

/** A scheduler driver finds its master, loses it and finds it again. */
class SchedulerDriverMasterTest extends SchedulerDriverFixture {

    @Test
    void repeatsRegistrationUntilAnsweredAndThenNoMore() throws InterruptedException {
        driver.start();
        master.call(Call.Type.SUBSCRIBE);
        Call second = master.call(Call.Type.SUBSCRIBE);
        assertThat(second.hasFrameworkId()).isFalse();
        assertThat(second.getSubscribe().hasOfferConstraints()).isTrue();

        master.register(scheduler);
        driver.killTask(taskId("t"));
        master.call(Call.Type.KILL);
        assertThat(scheduler.rest()).isEmpty();
    }

    @Test
    void frameworkMessageGoesToTheAgentOnceSomethingWasLaunchedThere() throws Exception {
        try (FakePeer agent =
                new FakePeer(network.messenger(), "slave(1)", FrameworkToExecutorMessage.getDefaultInstance())) {
            Upid to = registered();
            master.send(
                    to,
                    ResourceOffersMessage.newBuilder()
                            .addOffers(Samples.offer("o"))
                            .addPids(agent.upid().wire())
                            .build());
            scheduler.next("resourceOffers");
            driver.sendFrameworkMessage(EXECUTOR, AGENT, ByteString.copyFromUtf8("1"));
            assertThat(master.call(Call.Type.MESSAGE).getMessage().getData().toStringUtf8())
                    .isEqualTo("1");

            driver.launchTasks(List.of(offerId("o")), List.of(task("t")), FILTERS);
            driver.sendFrameworkMessage(EXECUTOR, AGENT, ByteString.copyFromUtf8("2"));

            assertThat(agent.next(FrameworkToExecutorMessage.class).getData().toStringUtf8())
                    .isEqualTo("2");
        }
    }

    @Test
    void masterRestartedAtItsAddressIsFoundAlthoughTheDetectorSeesNoChange() throws Exception {
        Upid to = registered();
        int port = masterMessenger.port();
        master.close();
        scheduler.next("disconnected");
        await().until(() -> detector.lost() > 2);

        masterMessenger = network.messenger(port);
        master = new FakePeer(masterMessenger, "master", Call.getDefaultInstance());
        Call again = master.call(Call.Type.SUBSCRIBE);
        assertThat(again.getFrameworkId()).isEqualTo(FRAMEWORK);
        assertThat(again.getSubscribe().getFrameworkInfo().getId()).isEqualTo(FRAMEWORK);
        assertThat(again.getSubscribe().getForce()).isFalse();
        master.reregister(to);

        scheduler.next("reregistered");
        driver.killTask(taskId("t"));
        master.call(Call.Type.KILL);
        assertThat(masterMessenger.links()).isEqualTo(1);
    }

    @Test
    void nextLeaderIsRegisteredWith() throws Exception {
        Upid to = registered();
        InMemoryNetwork.InMemoryMessenger second = network.messenger();
        try (FakePeer next = new FakePeer(second, "master", Call.getDefaultInstance())) {
            detector.leader(Optional.of(next.info()));
            scheduler.next("disconnected");
            assertThat(next.call(Call.Type.SUBSCRIBE).getFrameworkId()).isEqualTo(FRAMEWORK);
            master.reregister(to);
            next.reregister(to);

            assertThat(scheduler.next("reregistered").arguments()).containsExactly(next.info());
            driver.killTask(taskId("t"));
            next.call(Call.Type.KILL);
        }
    }

    @Test
    void messagesFromAnInterruptedThreadAreSent() throws InterruptedException {
        registered();
        Thread.currentThread().interrupt();

        driver.sendFrameworkMessage(EXECUTOR, AGENT, ByteString.copyFromUtf8("1"));

        assertThat(Thread.interrupted()).isTrue();
        master.call(Call.Type.MESSAGE);
    }
}
