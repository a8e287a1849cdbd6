package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.scalar;
import static org.gotask.mesos.local.Tasks.shell;

import com.google.protobuf.Message;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Label;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.RegisterFrameworkMessage;
import org.gotask.mesos.proto.internal.RegisterSlaveMessage;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;
import org.gotask.mesos.proto.internal.ShutdownFrameworkMessage;
import org.gotask.mesos.proto.internal.ShutdownMessage;
import org.gotask.mesos.proto.internal.SlaveRegisteredMessage;
import org.gotask.mesos.proto.internal.SlaveReregisteredMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The memory that a master uses for others is bounded; requests beyond the limits are refused by messages of the
 * protocol.
 */
@Timeout(120)
class MasterBoundsTest {

    private static final String LONG = "x".repeat(64 * 1024);
    private static final FrameworkInfo INFO =
            FrameworkInfo.newBuilder().setUser("nobody").setName("one of many").build();

    private LocalCluster cluster;
    private Crowd crowd;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(LocalSpec.ofAgents(1));
        crowd = new Crowd(cluster.master());
    }

    @AfterEach
    void stop() {
        crowd.close();
        cluster.close();
    }

    @Test
    void longFrameworkInfoIsRefusedInBothDialects() throws Exception {
        FrameworkInfo big = INFO.toBuilder().setWebuiUrl(LONG).build();

        for (Message registration : List.of(subscription(big), registration(big))) {
            crowd.send(registration.getDescriptorForType().getName(), registration);

            assertThat(crowd.next(FrameworkErrorMessage.getDefaultInstance()).getMessage())
                    .isEqualTo(
                            "FrameworkInfo is too long: bytes=" + big.getSerializedSize() + ", expected at most 65536");
        }
        crowd.send("small", subscription(INFO));
        crowd.next(FrameworkRegisteredMessage.getDefaultInstance());
    }

    @Test
    void registeredFrameworkCannotGrow() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "small")) {
            FrameworkInfo grown = INFO.toBuilder()
                    .setId(scheduler.id)
                    .setName("grown")
                    .setWebuiUrl(LONG)
                    .build();

            scheduler.call(Call.newBuilder()
                    .setType(Call.Type.UPDATE_FRAMEWORK)
                    .setUpdateFramework(Call.UpdateFramework.newBuilder().setFrameworkInfo(grown)));
            // arrives after the update on the same connection
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(List.of(offer), 0, shell(offer, "t", "true").build());
            scheduler.await("t", TaskState.TASK_FINISHED);

            assertThat(state()).contains("\"name\":\"small\"").doesNotContain("\"name\":\"grown\"");
        }
    }

    @Test
    void frameworkNumber257IsRefusedUntilOneThatIsAwayGivesWay() throws Exception {
        try (var away = new Crowd(cluster.master())) {
            away.send(
                    "away",
                    subscription(INFO.toBuilder().setFailoverTimeout(1e6).build()));
            away.next(FrameworkRegisteredMessage.getDefaultInstance());
            for (int i = 1; i < 256; i++) {
                crowd.send("framework-" + i, subscription(INFO));
                crowd.next(FrameworkRegisteredMessage.getDefaultInstance());
            }

            crowd.send("last", subscription(INFO));

            assertThat(crowd.next(FrameworkErrorMessage.getDefaultInstance()).getMessage())
                    .isEqualTo("The master has 256 frameworks already and admits no more");
        }
        // a place becomes free when the master notices that a connection has broken; a refused scheduler is restarted
        boolean admitted = false;
        for (int i = 0; !admitted; i++) {
            crowd.send("again-" + i, subscription(INFO));
            admitted = crowd.nextOf(
                            FrameworkRegisteredMessage.getDefaultInstance(), FrameworkErrorMessage.getDefaultInstance())
                    instanceof FrameworkRegisteredMessage;
        }
    }

    @Test
    void agentNumber257IsDismissed() throws Exception {
        for (int i = 1; i < 256; i++) {
            crowd.send("agent-" + i, agent(SlaveInfo.newBuilder().setHostname("one of many")));
            crowd.next(SlaveRegisteredMessage.getDefaultInstance());
        }

        crowd.send("last", agent(SlaveInfo.newBuilder().setHostname("last")));

        assertThat(crowd.next(ShutdownMessage.getDefaultInstance()).getMessage())
                .isEqualTo("The master has 256 agents already and admits no more");
    }

    @Test
    void longSlaveInfoIsRefused() throws Exception {
        crowd.send("big", agent(SlaveInfo.newBuilder().setHostname(LONG)));

        assertThat(crowd.next(ShutdownMessage.getDefaultInstance()).getMessage())
                .startsWith("SlaveInfo is too long: bytes=")
                .endsWith(", expected at most 65536");
    }

    @Test
    void frameworksThatAnAgentBringsAreBoundedAsWell() throws Exception {
        var message = ReregisterSlaveMessage.newBuilder()
                .setVersion("1.12.0")
                .setSlave(SlaveInfo.newBuilder()
                        .setId(SlaveID.newBuilder().setValue("agent-that-returns"))
                        .setHostname("one")
                        .addResources(scalar("cpus", 1)));
        for (int i = 0; i < 300; i++) {
            message.addFrameworks(INFO.toBuilder()
                    .setId(FrameworkID.newBuilder().setValue("brought-" + i))
                    .setFailoverTimeout(1e6));
        }
        message.addFrameworks(
                INFO.toBuilder().setId(FrameworkID.newBuilder().setValue("big")).setWebuiUrl(LONG));

        crowd.send("agent", message.build());

        assertThat(crowd.next(ShutdownFrameworkMessage.getDefaultInstance())
                        .getFrameworkId()
                        .getValue())
                .isIn("big", "brought-0");
        crowd.next(SlaveReregisteredMessage.getDefaultInstance());
        crowd.send("newcomer", subscription(INFO));
        crowd.next(FrameworkRegisteredMessage.getDefaultInstance());
    }

    @Test
    void taskWithALongNameIsRefusedAndItsDataMayBeLong() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "tasks")) {
            Offer offer = scheduler.offers().getFirst();
            TaskInfo big = shell(offer, "big", "true").setName(LONG).build();

            scheduler.launch(List.of(offer), 0, big);

            TaskStatus status = scheduler.unacknowledged("big").getStatus();
            assertThat(status.getState()).isEqualTo(TaskState.TASK_ERROR);
            assertThat(status.getReason()).isEqualTo(TaskStatus.Reason.REASON_TASK_INVALID);
            assertThat(status.getMessage()).startsWith("TaskInfo without its data is too long: bytes=");

            Offer next = scheduler.offers().getFirst();
            TaskInfo.Builder labelled = shell(next, "labelled", "true");
            labelled.getLabelsBuilder().addLabels(Label.newBuilder().setKey(LONG));
            scheduler.launch(List.of(next), 0, labelled.build());
            scheduler.await("labelled", TaskState.TASK_FINISHED);
        }
    }

    private String state() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI page = URI.create("http://" + cluster.masterAddress() + "/state");
            return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static Call subscription(FrameworkInfo info) {
        return Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info))
                .build();
    }

    private static RegisterFrameworkMessage registration(FrameworkInfo info) {
        return RegisterFrameworkMessage.newBuilder().setFramework(info).build();
    }

    private static RegisterSlaveMessage agent(SlaveInfo.Builder info) {
        return RegisterSlaveMessage.newBuilder()
                .setVersion("1.12.0")
                .setSlave(info.addResources(scalar("cpus", 1)))
                .build();
    }
}
