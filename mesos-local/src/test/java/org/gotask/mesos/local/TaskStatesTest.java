package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.shell;
import static org.gotask.mesos.local.Tasks.tiny;

import java.time.Duration;
import java.util.List;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.ExitedExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;

/** Status updates, kills and reconciliation, as seen by a scheduler. */
class TaskStatesTest {

    @Test
    void updateIsRepeatedUntilAcknowledged() throws Exception {
        Timings timings = Timings.builder().updateRetry(Duration.ofMillis(100)).build();
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1), "127.0.0.1", 0, timings);
                var scheduler = SchedulerPeer.registered(cluster, "retry")) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(
                    List.of(offer), 0, tiny(offer, "t1", "e1", "finish").build());

            StatusUpdate first = scheduler.unacknowledged("t1");
            StatusUpdate second = scheduler.unacknowledged("t1");

            assertThat(first.getStatus().getState()).isEqualTo(TaskState.TASK_RUNNING);
            assertThat(second.getUuid()).isEqualTo(first.getUuid());
            scheduler.acknowledge(second);
            StatusUpdate last = scheduler
                    .next(
                            StatusUpdateMessage.getDefaultInstance(),
                            m -> !m.getUpdate().getUuid().equals(first.getUuid()))
                    .getUpdate();
            assertThat(last.getStatus().getState()).isEqualTo(TaskState.TASK_FINISHED);
        }
    }

    @Test
    void agentFillsInWhatTheExecutorLeavesOut() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(cluster, "fields")) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(List.of(offer), 0, tiny(offer, "t1", "e1", "hold").build());

            StatusUpdateMessage message = scheduler.next(StatusUpdateMessage.getDefaultInstance());

            assertThat(message.getPid())
                    .isEqualTo(cluster.agents().getFirst().address().wire());
            StatusUpdate update = message.getUpdate();
            assertThat(update.getLatestState()).isEqualTo(TaskState.TASK_RUNNING);
            TaskStatus status = update.getStatus();
            assertThat(status.getSource()).isEqualTo(TaskStatus.Source.SOURCE_EXECUTOR);
            assertThat(status.getExecutorId().getValue()).isEqualTo("e1");
            assertThat(status.getSlaveId()).isEqualTo(offer.getSlaveId());
            assertThat(status.getUuid()).isEqualTo(update.getUuid());
            assertThat(status.getContainerStatus()
                            .getNetworkInfos(0)
                            .getIpAddresses(0)
                            .getIpAddress())
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    void killReachesTheExecutor() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(cluster, "kill")) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(List.of(offer), 0, tiny(offer, "t1", "e1", "hold").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);

            scheduler.kill("t1");

            assertThat(scheduler.update("t1").getStatus().getMessage()).isEqualTo("killed on request");
        }
    }

    @Test
    void killBeforeTheExecutorIsThereEndsBoth() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(cluster, "early kill")) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(List.of(offer), 0, tiny(offer, "t1", "e1", "hold").build());
            scheduler.kill("t1");

            TaskStatus status = scheduler.update("t1").getStatus();

            assertThat(status.getState()).isEqualTo(TaskState.TASK_KILLED);
            assertThat(status.getReason()).isEqualTo(TaskStatus.Reason.REASON_TASK_KILLED_DURING_LAUNCH);
            scheduler.next(ExitedExecutorMessage.getDefaultInstance());
        }
    }

    @Test
    void killedCommandEndsWithAllItHasStarted() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(
                        cluster, "kill command", FrameworkInfo.Capability.Type.TASK_KILLING_STATE)) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(
                    List.of(offer), 0, shell(offer, "t1", "sleep 60; true").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);

            scheduler.kill("t1");

            assertThat(scheduler.update("t1").getStatus().getState()).isEqualTo(TaskState.TASK_KILLING);
            TaskStatus last = scheduler.update("t1").getStatus();
            assertThat(last.getState()).isEqualTo(TaskState.TASK_KILLED);
            assertThat(last.getMessage()).startsWith("Command ");
        }
    }

    @Test
    void failedCommandTellsItsStatus() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(cluster, "failed command")) {
            Offer offer = scheduler.offers().getFirst();

            scheduler.launch(List.of(offer), 0, shell(offer, "t1", "exit 7").build());

            assertThat(scheduler.await("t1", TaskState.TASK_FAILED).getStatus().getMessage())
                    .isEqualTo("Command exited with status 7");
            assertThat(scheduler.poll(ExitedExecutorMessage.getDefaultInstance(), unused -> true, 100))
                    .isEmpty();
        }
    }

    @Test
    void reconciliationTellsWhatIsKnown() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler =
                        SchedulerPeer.registered(cluster, "reconcile", FrameworkInfo.Capability.Type.PARTITION_AWARE)) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(
                    List.of(offer), 1000, shell(offer, "t1", "sleep 60").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);

            scheduler.call(Call.newBuilder().setType(Call.Type.RECONCILE).setReconcile(Call.Reconcile.newBuilder()));
            TaskStatus known = scheduler.update("t1").getStatus();
            assertThat(known.getState()).isEqualTo(TaskState.TASK_RUNNING);
            assertThat(known.getReason()).isEqualTo(TaskStatus.Reason.REASON_RECONCILIATION);
            assertThat(known.hasUuid()).isFalse();

            reconcile(scheduler, "gone", offer.getSlaveId());
            assertThat(scheduler.update("gone").getStatus().getState()).isEqualTo(TaskState.TASK_GONE);
            reconcile(
                    scheduler,
                    "unknown",
                    SlaveID.newBuilder().setValue("elsewhere").build());
            assertThat(scheduler.update("unknown").getStatus().getState()).isEqualTo(TaskState.TASK_UNKNOWN);
            scheduler.kill("never-there");
            assertThat(scheduler.update("never-there").getStatus().getMessage())
                    .isEqualTo("Reconciliation: Task is unknown");
        }
    }

    @Test
    void acknowledgedEndIsForgotten() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(cluster, "forget")) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(List.of(offer), 1000, shell(offer, "t1", "true").build());
            scheduler.await("t1", TaskState.TASK_FINISHED);

            reconcile(scheduler, "t1", offer.getSlaveId());

            TaskStatus status = scheduler.update("t1").getStatus();
            assertThat(status.getState()).isEqualTo(TaskState.TASK_LOST);
            assertThat(status.getMessage()).isEqualTo("Reconciliation: Task is unknown to the agent");
        }
    }

    private static void reconcile(SchedulerPeer scheduler, String task, SlaveID agent) throws InterruptedException {
        var question = Call.Reconcile.newBuilder();
        question.addTasksBuilder().setTaskId(TaskID.newBuilder().setValue(task)).setSlaveId(agent);
        scheduler.call(Call.newBuilder().setType(Call.Type.RECONCILE).setReconcile(question));
    }
}
