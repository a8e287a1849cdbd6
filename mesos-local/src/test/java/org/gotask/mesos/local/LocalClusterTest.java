package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.shell;
import static org.gotask.mesos.local.Tasks.tiny;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;

/** A complete run: a framework registers, launches, exchanges messages with its executor, and ends. */
class LocalClusterTest {

    @Test
    void offersAllAgentsInOneMessage() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.parse("local[3]{cpus=2,mem=256}"));
                var scheduler = SchedulerPeer.registered(cluster, "offers")) {
            var message = scheduler.next(ResourceOffersMessage.getDefaultInstance());

            assertThat(message.getOffersList()).hasSize(3);
            assertThat(message.getPidsList())
                    .containsExactlyElementsOf(cluster.agents().stream()
                            .map(agent -> agent.address().wire())
                            .toList());
        }
    }

    @Test
    void runsShellCommand() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(cluster, "command")) {
            Offer offer = scheduler.offers().getFirst();

            scheduler.launch(
                    List.of(offer), 0, shell(offer, "t1", "echo hello; exit 0").build());

            assertThat(scheduler.update("t1").getStatus().getState()).isEqualTo(TaskState.TASK_STARTING);
            assertThat(scheduler.update("t1").getStatus().getState()).isEqualTo(TaskState.TASK_RUNNING);
            var last = scheduler.update("t1").getStatus();
            assertThat(last.getState()).isEqualTo(TaskState.TASK_FINISHED);
            assertThat(last.getMessage()).isEqualTo("Command exited with status 0");
        }
    }

    @Test
    void removesTheSandboxesOfAFrameworkThatHasEnded() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var ended = SchedulerPeer.registered(cluster, "ended")) {
            Offer offer = ended.offers().getFirst();
            ended.launch(List.of(offer), 0, shell(offer, "t1", "true").build());
            ended.await("t1", TaskState.TASK_FINISHED);
            Path sandboxes = cluster.workDirectory()
                    .resolve("slaves")
                    .resolve(offer.getSlaveId().getValue())
                    .resolve("frameworks")
                    .resolve(ended.id.getValue());
            assertThat(sandboxes).isNotEmptyDirectory();

            ended.call(Call.newBuilder().setType(Call.Type.TEARDOWN));

            Awaitility.await().untilAsserted(() -> assertThat(sandboxes).doesNotExist());
        }
    }

    @Test
    void carriesMessagesBetweenSchedulerAndExecutor() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(cluster, "messages")) {
            var offers = scheduler.next(ResourceOffersMessage.getDefaultInstance());
            Offer offer = offers.getOffers(0);
            scheduler.launch(List.of(offer), 0, tiny(offer, "t1", "e1", "hold").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);

            var direct = FrameworkToExecutorMessage.newBuilder()
                    .setSlaveId(offer.getSlaveId())
                    .setFrameworkId(scheduler.id)
                    .setExecutorId(ExecutorID.newBuilder().setValue("e1"))
                    .setData(ByteString.copyFromUtf8("direct"))
                    .build();
            scheduler.send(Upid.parse(offers.getPids(0)), direct);
            assertThat(scheduler
                            .next(ExecutorToFrameworkMessage.getDefaultInstance())
                            .getData()
                            .toStringUtf8())
                    .isEqualTo("direct");
            scheduler.call(Call.newBuilder()
                    .setType(Call.Type.MESSAGE)
                    .setMessage(Call.Message.newBuilder()
                            .setSlaveId(offer.getSlaveId())
                            .setExecutorId(direct.getExecutorId())
                            .setData(ByteString.copyFromUtf8("through the master"))));
            assertThat(scheduler
                            .next(ExecutorToFrameworkMessage.getDefaultInstance())
                            .getData()
                            .toStringUtf8())
                    .isEqualTo("through the master");
        }
    }
}
