package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.FILTERS;
import static org.gotask.mesos.Samples.offerId;
import static org.gotask.mesos.Samples.task;
import static org.gotask.mesos.Samples.taskId;

import com.google.protobuf.ByteString;
import java.util.List;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.Request;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.DeactivateFrameworkMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;

/** Each call of a scheduler driver, by its name: the message to the master. */
class SchedulerDriverCallsTest extends SchedulerDriverFixture {

    private static final Offer.Operation LAUNCH_NOTHING = Offer.Operation.newBuilder()
            .setType(Offer.Operation.Type.LAUNCH)
            .setLaunch(Offer.Operation.Launch.getDefaultInstance())
            .build();

    @Test
    void startSubscribes() throws InterruptedException {
        assertThat(driver.start()).isEqualTo(DriverStatus.RUNNING);

        assertThat(master.call(Call.Type.SUBSCRIBE).getSubscribe().getFrameworkInfo())
                .isEqualTo(Samples.FRAMEWORK_INFO);
    }

    @Test
    void stopTearsDown() throws InterruptedException {
        registered();

        assertThat(driver.stop()).isEqualTo(DriverStatus.STOPPED);

        master.call(Call.Type.TEARDOWN);
    }

    @Test
    void stopForFailoverLeavesTheFrameworkRegistered() throws InterruptedException {
        registered();

        assertThat(driver.stop(true)).isEqualTo(DriverStatus.STOPPED);

        assertThat(master.rest()).isEmpty();
    }

    @Test
    void abortDeactivates() throws InterruptedException {
        registered();

        assertThat(driver.abort()).isEqualTo(DriverStatus.ABORTED);

        master.next(DeactivateFrameworkMessage.class);
    }

    @Test
    void joinReturnsHowItEnded() throws InterruptedException {
        registered();
        Thread.ofVirtual().start(() -> driver.stop(true));

        assertThat(driver.join()).isEqualTo(DriverStatus.STOPPED);
    }

    @Test
    void runStartsAndJoins() throws InterruptedException {
        scheduler.on("registered", SchedulerDriver::abort);
        Thread answering = Thread.ofVirtual().start(() -> {
            try {
                master.register(scheduler);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(driver.run()).isEqualTo(DriverStatus.ABORTED);
        answering.join();
    }

    @Test
    void requestResourcesRequests() throws InterruptedException {
        registered();
        Request request = Request.newBuilder().setSlaveId(AGENT).build();

        driver.requestResources(List.of(request));

        assertThat(master.call(Call.Type.REQUEST).getRequest().getRequestsList())
                .containsExactly(request);
    }

    @Test
    void launchTasksOnSeveralOffersOfOneAgentAcceptsThemTogether() throws InterruptedException {
        Upid self = registered();
        offer(self, "o1");
        offer(self, "o2");

        driver.launchTasks(List.of(offerId("o1"), offerId("o2")), List.of(task("t"), task("u")), FILTERS);

        Call.Accept accept = master.call(Call.Type.ACCEPT).getAccept();
        assertThat(accept.getOfferIdsList()).containsExactly(offerId("o1"), offerId("o2"));
        assertThat(accept.getOperationsList()).hasSize(1);
        assertThat(accept.getOperations(0).getLaunch().getTaskInfosList()).containsExactly(task("t"), task("u"));
        assertThat(accept.getFilters()).isEqualTo(FILTERS);
        assertThat(master.rest()).isEmpty();
    }

    @Test
    void launchTasksWithoutTasksDeclinesWithTheFilters() throws InterruptedException {
        offer(registered(), "o");

        driver.launchTasks(List.of(offerId("o")), List.of(), FILTERS);

        Call.Accept accept = master.call(Call.Type.ACCEPT).getAccept();
        assertThat(accept.getOfferIdsList()).containsExactly(offerId("o"));
        assertThat(accept.getOperationsList()).containsExactly(LAUNCH_NOTHING);
        assertThat(accept.getFilters()).isEqualTo(FILTERS);
    }

    @Test
    void acceptOffersAcceptsWithItsOperations() throws InterruptedException {
        registered();

        driver.acceptOffers(List.of(offerId("o")), List.of(LAUNCH_NOTHING, LAUNCH_NOTHING), FILTERS);

        assertThat(master.call(Call.Type.ACCEPT).getAccept().getOperationsList())
                .containsExactly(LAUNCH_NOTHING, LAUNCH_NOTHING);
    }

    @Test
    void declineOfferDeclines() throws InterruptedException {
        registered();

        driver.declineOffer(offerId("o"), FILTERS);

        assertThat(master.call(Call.Type.DECLINE).getDecline())
                .isEqualTo(Call.Decline.newBuilder()
                        .addOfferIds(offerId("o"))
                        .setFilters(FILTERS)
                        .build());
    }

    @Test
    void killTaskKills() throws InterruptedException {
        registered();

        driver.killTask(taskId("t"));

        assertThat(master.call(Call.Type.KILL).getKill().getTaskId()).isEqualTo(taskId("t"));
    }

    @Test
    void suppressOffersThenReviveOffersGoOutInOrder() throws InterruptedException {
        registered();

        driver.suppressOffers();
        driver.reviveOffers();

        master.call(Call.Type.SUPPRESS);
        master.call(Call.Type.REVIVE);
    }

    @Test
    void acknowledgeStatusUpdateAcknowledges() throws InterruptedException {
        driver = driver(AcknowledgementMode.EXPLICIT);
        registered();
        ByteString uuid = Samples.uuid();
        TaskStatus status = Samples.status("t", TaskState.TASK_RUNNING).toBuilder()
                .setSlaveId(AGENT)
                .setUuid(uuid)
                .build();

        driver.acknowledgeStatusUpdate(status);

        assertThat(master.call(Call.Type.ACKNOWLEDGE).getAcknowledge())
                .isEqualTo(Call.Acknowledge.newBuilder()
                        .setSlaveId(AGENT)
                        .setTaskId(taskId("t"))
                        .setUuid(uuid)
                        .build());
    }

    @Test
    void sendFrameworkMessageGoesThroughTheMasterToAnAgentNotKnown() throws InterruptedException {
        registered();

        driver.sendFrameworkMessage(EXECUTOR, AGENT, ByteString.copyFromUtf8("x"));

        assertThat(master.call(Call.Type.MESSAGE).getMessage())
                .isEqualTo(Call.Message.newBuilder()
                        .setSlaveId(AGENT)
                        .setExecutorId(EXECUTOR)
                        .setData(ByteString.copyFromUtf8("x"))
                        .build());
    }

    @Test
    void reconcileTasksReconcilesNamedTasksOrAll() throws InterruptedException {
        registered();

        driver.reconcileTasks(List.of(Samples.status("t", TaskState.TASK_RUNNING)));
        driver.reconcileTasks(List.of());

        assertThat(master.call(Call.Type.RECONCILE).getReconcile().getTasks(0).getTaskId())
                .isEqualTo(taskId("t"));
        assertThat(master.call(Call.Type.RECONCILE).getReconcile().getTasksList())
                .isEmpty();
    }
}
