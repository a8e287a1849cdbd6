package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.scalar;
import static org.gotask.mesos.local.Tasks.shell;

import java.time.Duration;
import java.util.List;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.Task;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.LostSlaveMessage;
import org.gotask.mesos.proto.internal.PingSlaveMessage;
import org.gotask.mesos.proto.internal.RegisterSlaveMessage;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;
import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.gotask.mesos.proto.internal.SlaveRegisteredMessage;
import org.gotask.mesos.proto.internal.SlaveReregisteredMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A master and a scripted agent, which is lost because it does not respond, and returns. */
class AgentReturnTest {

    private LocalCluster cluster;
    private SchedulerPeer agent;
    private SchedulerPeer scheduler;
    private SlaveInfo info;
    private Offer offer;

    @BeforeEach
    void start() throws Exception {
        Timings timings = Timings.builder().pingInterval(Duration.ofMillis(200)).build();
        cluster = LocalCluster.start(LocalSpec.parse("local{cpus=1,mem=64}"), "127.0.0.1", 0, timings);
        scheduler = SchedulerPeer.registered(cluster, "returns", FrameworkInfo.Capability.Type.PARTITION_AWARE);
        scheduler.decline(scheduler.offers(), 10_000);
        agent = new SchedulerPeer(cluster.master());
        SlaveInfo.Builder newcomer = SlaveInfo.newBuilder()
                .setHostname("scripted")
                .setPort(agent.self.port())
                .addResources(scalar("cpus", 4))
                .addResources(scalar("mem", 1024));
        agent.send(RegisterSlaveMessage.newBuilder()
                .setSlave(newcomer)
                .setVersion("1.12.0")
                .build());
        info = newcomer.setId(
                        agent.next(SlaveRegisteredMessage.getDefaultInstance()).getSlaveId())
                .build();
        offer = scheduler.offers().getFirst();
        scheduler.launch(List.of(offer), 0, shell(offer, "t1", "true").build());
        agent.next(RunTaskMessage.getDefaultInstance());
    }

    @AfterEach
    void stop() {
        scheduler.close();
        agent.close();
        cluster.close();
    }

    @Test
    void lostAgentIsWelcomeAgainWithItsTasks() throws Exception {
        agent.ignorePings();
        assertThat(scheduler.unacknowledged("t1").getStatus().getState()).isEqualTo(TaskState.TASK_UNREACHABLE);
        awaitLost();
        reconcile("t9", info.getId());
        assertThat(scheduler.unacknowledged("t9").getStatus().getState()).isEqualTo(TaskState.TASK_UNREACHABLE);

        agent.send(reregistration().addTasks(task(TaskState.TASK_RUNNING)).build());

        StatusUpdate back = scheduler.unacknowledged("t1");
        assertThat(back.getUuid().isEmpty()).isTrue();
        assertThat(back.getStatus().getState()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(back.getStatus().getReason()).isEqualTo(TaskStatus.Reason.REASON_SLAVE_REREGISTERED);
        agent.next(SlaveReregisteredMessage.getDefaultInstance());
        assertThat(ResourceSet.of(scheduler.offers().getFirst().getResourcesList())
                        .scalar("cpus"))
                .isEqualTo(3_900);
    }

    @Test
    void agentThatDoesNotKnowItIsLostIsToldSo() throws Exception {
        agent.ignorePings();
        awaitLost();

        agent.send(update());

        agent.next(PingSlaveMessage.getDefaultInstance(), ping -> !ping.getConnected());
    }

    @Test
    void taskThatNeverReachedItsAgentIsAskedFor() throws Exception {
        agent.send(reregistration().build());

        var answer = agent.next(SlaveReregisteredMessage.getDefaultInstance());
        assertThat(answer.getReconciliationsList())
                .singleElement()
                .satisfies(asked -> assertThat(asked.getStatusesList())
                        .extracting(status -> status.getTaskId().getValue())
                        .containsExactly("t1"));
    }

    /** The other agent may be lost as well on a slow machine. */
    private void awaitLost() throws InterruptedException {
        scheduler.next(
                LostSlaveMessage.getDefaultInstance(), lost -> lost.getSlaveId().equals(info.getId()));
    }

    private ReregisterSlaveMessage.Builder reregistration() {
        return ReregisterSlaveMessage.newBuilder()
                .setSlave(info)
                .setVersion("1.12.0")
                .addFrameworks(FrameworkInfo.newBuilder()
                        .setUser("nobody")
                        .setName("returns")
                        .setId(scheduler.id));
    }

    private Task task(TaskState state) {
        return Task.newBuilder()
                .setName("t1")
                .setTaskId(TaskID.newBuilder().setValue("t1"))
                .setFrameworkId(scheduler.id)
                .setSlaveId(info.getId())
                .setState(state)
                .addResources(scalar("cpus", 0.1))
                .addResources(scalar("mem", 32))
                .build();
    }

    private StatusUpdateMessage update() {
        return StatusUpdateMessage.newBuilder()
                .setUpdate(StatusUpdate.newBuilder()
                        .setFrameworkId(scheduler.id)
                        .setSlaveId(info.getId())
                        .setStatus(TaskStatus.newBuilder()
                                .setTaskId(TaskID.newBuilder().setValue("t1"))
                                .setState(TaskState.TASK_RUNNING))
                        .setTimestamp(1)
                        .setUuid(Ids.newUuid()))
                .setPid(agent.self.wire())
                .build();
    }

    private void reconcile(String task, SlaveID slave) throws Exception {
        scheduler.call(Call.newBuilder()
                .setType(Call.Type.RECONCILE)
                .setReconcile(Call.Reconcile.newBuilder()
                        .addTasks(Call.Reconcile.Task.newBuilder()
                                .setTaskId(TaskID.newBuilder().setValue(task))
                                .setSlaveId(slave))));
    }
}
