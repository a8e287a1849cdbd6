package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.shell;
import static org.gotask.mesos.local.Tasks.tiny;

import com.google.protobuf.ByteString;
import java.util.List;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.Filters;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.LaunchTasksMessage;
import org.gotask.mesos.proto.internal.ReconcileTasksMessage;
import org.gotask.mesos.proto.internal.RegisterFrameworkMessage;
import org.gotask.mesos.proto.internal.ReregisterFrameworkMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.gotask.mesos.proto.internal.ReviveOffersMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.UnregisterFrameworkMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The messages that mesos-go and older drivers send instead of calls. */
class OldDialectTest {

    private static final FrameworkInfo INFO =
            FrameworkInfo.newBuilder().setUser("nobody").setName("old").build();

    private LocalCluster cluster;
    private SchedulerPeer scheduler;

    @BeforeEach
    void register() throws Exception {
        cluster = LocalCluster.start(LocalSpec.ofAgents(1));
        scheduler = new SchedulerPeer(cluster.master());
        scheduler.send(RegisterFrameworkMessage.newBuilder().setFramework(INFO).build());
        scheduler.id =
                scheduler.next(FrameworkRegisteredMessage.getDefaultInstance()).getFrameworkId();
    }

    @AfterEach
    void stop() {
        scheduler.close();
        cluster.close();
    }

    @Test
    void launchesAcknowledgesAndKills() throws Exception {
        var offers = scheduler.next(ResourceOffersMessage.getDefaultInstance());
        Offer offer = offers.getOffers(0);
        scheduler.send(LaunchTasksMessage.newBuilder()
                .setFrameworkId(scheduler.id)
                .addOfferIds(offer.getId())
                .addTasks(tiny(offer, "t1", "e1", "hold"))
                .setFilters(Filters.newBuilder().setRefuseSeconds(1000))
                .build());
        acknowledge(scheduler.unacknowledged("t1"));

        scheduler.send(
                Upid.parse(offers.getPids(0)),
                FrameworkToExecutorMessage.newBuilder()
                        .setSlaveId(offer.getSlaveId())
                        .setFrameworkId(scheduler.id)
                        .setExecutorId(Tasks.tinyExecutor("e1").getExecutorId())
                        .setData(ByteString.copyFromUtf8("ping"))
                        .build());
        assertThat(scheduler
                        .next(ExecutorToFrameworkMessage.getDefaultInstance())
                        .getData()
                        .toStringUtf8())
                .isEqualTo("ping");
        scheduler.send(KillTaskMessage.newBuilder()
                .setFrameworkId(scheduler.id)
                .setTaskId(TaskID.newBuilder().setValue("t1"))
                .build());
        assertThat(scheduler.unacknowledged("t1").getStatus().getState()).isEqualTo(TaskState.TASK_KILLED);
    }

    @Test
    void declinesByLaunchingNothingAndRevives() throws Exception {
        Offer offer = scheduler.offers().getFirst();
        scheduler.send(LaunchTasksMessage.newBuilder()
                .setFrameworkId(scheduler.id)
                .addOfferIds(offer.getId())
                .setFilters(Filters.newBuilder().setRefuseSeconds(1000))
                .build());

        scheduler.send(
                ReviveOffersMessage.newBuilder().setFrameworkId(scheduler.id).build());

        assertThat(scheduler.offers().getFirst().getResourcesList()).isEqualTo(offer.getResourcesList());
    }

    @Test
    void reconciles() throws Exception {
        Offer offer = scheduler.offers().getFirst();
        scheduler.launch(List.of(offer), 0, shell(offer, "t1", "sleep 60").build());
        scheduler.await("t1", TaskState.TASK_RUNNING);

        scheduler.send(ReconcileTasksMessage.newBuilder()
                .setFrameworkId(scheduler.id)
                .addStatuses(TaskStatus.newBuilder()
                        .setTaskId(TaskID.newBuilder().setValue("t1"))
                        .setState(TaskState.TASK_LOST))
                .build());
        assertThat(scheduler.unacknowledged("t1").getStatus().getState()).isEqualTo(TaskState.TASK_RUNNING);
        scheduler.send(
                ReconcileTasksMessage.newBuilder().setFrameworkId(scheduler.id).build());
        assertThat(scheduler.unacknowledged("t1").getStatus().getReason())
                .isEqualTo(TaskStatus.Reason.REASON_RECONCILIATION);
    }

    @Test
    void unregistersForGood() throws Exception {
        scheduler.send(UnregisterFrameworkMessage.newBuilder()
                .setFrameworkId(scheduler.id)
                .build());

        scheduler.send(ReregisterFrameworkMessage.newBuilder()
                .setFramework(INFO.toBuilder().setId(scheduler.id))
                .setFailover(true)
                .build());

        assertThat(scheduler.next(FrameworkErrorMessage.getDefaultInstance()).getMessage())
                .isEqualTo("Framework has been removed");
    }

    /** Catches a scheduler that waits for tasks that another process has ended in its name. */
    @Test
    void schedulerThatStaysLearnsThatItWasUnregistered() throws Exception {
        scheduler.send(UnregisterFrameworkMessage.newBuilder()
                .setFrameworkId(scheduler.id)
                .build());

        assertThat(scheduler.next(FrameworkErrorMessage.getDefaultInstance()).getMessage())
                .isEqualTo("Framework has been removed");
    }

    @Test
    void refusesAFirstRegistrationWithAnId() throws Exception {
        scheduler.send(RegisterFrameworkMessage.newBuilder()
                .setFramework(INFO.toBuilder().setId(scheduler.id))
                .build());

        assertThat(scheduler.next(FrameworkErrorMessage.getDefaultInstance()).getMessage())
                .isEqualTo("Registering with 'id' already set");
    }

    private void acknowledge(StatusUpdate update) throws InterruptedException {
        scheduler.send(StatusUpdateAcknowledgementMessage.newBuilder()
                .setSlaveId(update.getSlaveId())
                .setFrameworkId(scheduler.id)
                .setTaskId(update.getStatus().getTaskId())
                .setUuid(update.getUuid())
                .build());
    }
}
