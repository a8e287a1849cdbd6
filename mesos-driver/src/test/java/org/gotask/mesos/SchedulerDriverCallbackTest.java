package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.AGENT_UPID;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.offerId;
import static org.gotask.mesos.Samples.taskId;
import static org.gotask.mesos.Samples.update;
import static org.gotask.mesos.Samples.uuid;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.DeactivateFrameworkMessage;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The callbacks of a scheduler: their thread, and the calls that are possible in them. */
class SchedulerDriverCallbackTest extends SchedulerDriverFixture {

    static Stream<String> callbackNames() {
        return RecordingScheduler.CALLBACKS.stream();
    }

    @Test
    void deliversEveryCallback() throws InterruptedException {
        Upid to = registered();
        offer(to, "o");
        for (Message message : messages()) {
            master.send(to, message);
        }

        assertThat(scheduler.next("offerRescinded").argument(0)).isEqualTo(offerId("o"));
        assertThat(scheduler.next("statusUpdate").status().getState()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(scheduler.next("frameworkMessage").arguments())
                .containsExactly(EXECUTOR, AGENT, ByteString.copyFromUtf8("up"));
        assertThat(scheduler.next("agentLost").arguments()).containsExactly(AGENT);
        assertThat(scheduler.next("executorLost").arguments()).containsExactly(EXECUTOR, AGENT, 768);
        master.call(Call.Type.ACKNOWLEDGE);
        masterMessenger.breakLinks();
        scheduler.next("disconnected");
        master.reregister(to);
        assertThat(scheduler.next("reregistered").arguments()).containsExactly(master.info());
        master.send(to, error("enough"));
        assertThat(scheduler.next("error").arguments()).containsExactly("enough");
        assertThat(driver.join()).isEqualTo(DriverStatus.ABORTED);
        assertThat(scheduler.rest()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("callbackNames")
    void everyCallCanBeMadeFromEveryCallback(String callback) throws InterruptedException {
        driver = driver(AcknowledgementMode.EXPLICIT);
        CountDownLatch returned = new CountDownLatch(1);
        scheduler.on(callback, inside -> {
            for (AnySchedulerCall call : AnySchedulerCall.values()) {
                call.make(inside);
            }
            inside.start();
            inside.abort();
            try {
                inside.join();
                inside.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            inside.stop();
            returned.countDown();
        });
        Upid to = registered();
        provoke(callback, to);

        assertThat(returned.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(driver.join()).isEqualTo(DriverStatus.STOPPED);
    }

    @ParameterizedTest
    @MethodSource("callbackNames")
    void stopFromCallbackRemovesTheFramework(String callback) throws InterruptedException {
        scheduler.on(callback, SchedulerDriver::stop);
        Upid to = registered();
        provoke(callback, to);

        assertThat(driver.join()).isEqualTo(DriverStatus.STOPPED);
        if (!callback.equals("disconnected")) {
            await().until(() -> master.rest().stream()
                    .anyMatch(message -> message instanceof Call call && call.getType() == Call.Type.TEARDOWN));
        }
    }

    @Test
    void acknowledgesOnlyAfterCallbackHasReturned() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        scheduler.on("statusUpdate", unused -> {
            inside.countDown();
            uninterruptibly(goOn);
        });
        Upid to = registered();
        ByteString uuid = uuid();
        master.send(to, update("t", TaskState.TASK_RUNNING, uuid));
        inside.await();
        driver.killTask(taskId("marker"));
        master.call(Call.Type.KILL);
        assertThat(master.rest()).isEmpty();

        goOn.countDown();

        Call acknowledgement = master.call(Call.Type.ACKNOWLEDGE);
        assertThat(acknowledgement.getFrameworkId()).isEqualTo(FRAMEWORK);
        assertThat(acknowledgement.getAcknowledge())
                .isEqualTo(Call.Acknowledge.newBuilder()
                        .setSlaveId(AGENT)
                        .setTaskId(taskId("t"))
                        .setUuid(uuid)
                        .build());
    }

    @Test
    void doesNotAcknowledgeWhenAbortedInTheCallback() throws InterruptedException {
        scheduler.on("statusUpdate", SchedulerDriver::abort);
        Upid to = registered();

        master.send(to, update("t", TaskState.TASK_RUNNING, uuid()));

        driver.join();
        driver.stop(true);
        master.next(DeactivateFrameworkMessage.class);
        assertThat(master.rest()).isEmpty();
    }

    @Test
    void explicitAcknowledgementIsLeftToTheScheduler() throws InterruptedException {
        driver = driver(AcknowledgementMode.EXPLICIT);
        Upid to = registered();
        ByteString uuid = uuid();
        master.send(to, update("t", TaskState.TASK_RUNNING, uuid));
        TaskStatus status = scheduler.next("statusUpdate").status();
        driver.killTask(taskId("marker"));
        master.call(Call.Type.KILL);

        driver.acknowledgeStatusUpdate(status);

        assertThat(master.call(Call.Type.ACKNOWLEDGE).getAcknowledge().getUuid())
                .isEqualTo(uuid);
    }

    @Test
    void acknowledgingInImplicitModeIsRefused() {
        assertThatThrownBy(() -> driver.acknowledgeStatusUpdate(Samples.status("t", TaskState.TASK_RUNNING)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("driver acknowledges status updates itself: acknowledgements=IMPLICIT, expected EXPLICIT");
    }

    @Test
    void slowCallbackHoldsUpNeitherCallsNorRegistration() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        scheduler.on("resourceOffers", unused -> {
            inside.countDown();
            uninterruptibly(goOn);
        });
        Upid to = registered();
        provoke("resourceOffers", to);
        inside.await();

        driver.killTask(taskId("t"));
        master.call(Call.Type.KILL);
        masterMessenger.breakLinks();
        Call again = master.call(Call.Type.SUBSCRIBE);
        assertThat(again.getFrameworkId()).isEqualTo(FRAMEWORK);

        goOn.countDown();
        scheduler.next("resourceOffers");
        scheduler.next("disconnected");
    }

    @Test
    void strangersAreIgnored() throws Exception {
        try (FakePeer stranger = new FakePeer(network.messenger(), "master")) {
            Upid to = registered();
            for (Message message : messages()) {
                if (!(message instanceof ExecutorToFrameworkMessage)) {
                    stranger.send(to, message);
                }
            }
            stranger.send(to, error("you are nobody"));
            stranger.send(
                    to,
                    ResourceOffersMessage.newBuilder()
                            .addOffers(Samples.offer("o"))
                            .addPids(AGENT_UPID.toString())
                            .build());
            masterMessenger.sendBytes(
                    master.upid(), to, "mesos.internal.LostSlaveMessage", ByteString.copyFromUtf8("garbled"));
            masterMessenger.sendBytes(master.upid(), to, "mesos.internal.Unheard", ByteString.EMPTY);
            offer(to, "real");

            assertThat(scheduler.rest()).isEmpty();
            assertThat(driver.killTask(taskId("t"))).isEqualTo(DriverStatus.RUNNING);
            master.call(Call.Type.KILL);
        }
    }

    @Test
    void floodOfMessagesArrivesWholeAndInOrder() throws InterruptedException {
        Upid to = registered();
        int count = 20_000;
        Thread.ofVirtual().start(() -> {
            for (int i = 0; i < count; i++) {
                driver.sendFrameworkMessage(EXECUTOR, AGENT, ByteString.copyFromUtf8("" + i));
            }
        });
        for (int i = 0; i < count; i++) {
            assertThat(master.call(Call.Type.MESSAGE).getMessage().getData().toStringUtf8())
                    .isEqualTo("" + i);
        }
        for (int i = 0; i < count; i++) {
            master.send(
                    to,
                    ExecutorToFrameworkMessage.newBuilder()
                            .setFrameworkId(FRAMEWORK)
                            .setExecutorId(EXECUTOR)
                            .setSlaveId(AGENT)
                            .setData(ByteString.copyFromUtf8("" + i))
                            .build());
        }
        for (int i = 0; i < count; i++) {
            assertThat(scheduler.next("frameworkMessage").argument(2)).isEqualTo(ByteString.copyFromUtf8("" + i));
        }
    }
}
