package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.scalar;
import static org.gotask.mesos.local.Tasks.shell;

import java.util.List;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.AuthenticationCompletedMessage;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.LostSlaveMessage;
import org.gotask.mesos.proto.internal.RegisterSlaveMessage;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;
import org.gotask.mesos.proto.internal.ShutdownMessage;
import org.gotask.mesos.proto.internal.SlaveRegisteredMessage;
import org.gotask.mesos.proto.internal.SlaveReregisteredMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that has read the id of a framework or an agent from the master's page cannot take its place. */
@Timeout(60)
class TakeOverTest {

    private static final Credential OWNER = Credential.of("owner", "owner-secret");
    private static final Credential OTHER = Credential.of("other", "other-secret");
    private static final String REFUSAL = "Changing framework's principal is not allowed.";

    private LocalCluster cluster;
    private SchedulerPeer owner;
    private SchedulerPeer other;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(LocalClusterConfig.builder(LocalSpec.parse("local{cpus=1,mem=64}"))
                .credentials(List.of(OWNER, OTHER))
                .build());
        owner = new SchedulerPeer(cluster.master());
        other = new SchedulerPeer(cluster.master());
    }

    @AfterEach
    void stop() {
        owner.close();
        other.close();
        cluster.close();
    }

    @Test
    void frameworkOfAPrincipalIsNotGivenToWhoeverClaimsToBeIt() throws Exception {
        registerFramework(owner);

        takeFramework(other, "owner");

        assertThat(other.next(FrameworkErrorMessage.getDefaultInstance()).getMessage())
                .isEqualTo(REFUSAL);
        ownerStillWorks();
    }

    @Test
    void frameworkThatOnlyNamedItsPrincipalIsNotGivenToAnother() throws Exception {
        owner.subscribe(framework().setPrincipal("owner").build());
        prove(other, OTHER);

        takeFramework(other, "other");

        assertThat(other.next(FrameworkErrorMessage.getDefaultInstance()).getMessage())
                .isEqualTo(REFUSAL);
        ownerStillWorks();
    }

    @Test
    void frameworkIsGivenToAnotherSchedulerOfItsPrincipal() throws Exception {
        registerFramework(owner);
        prove(other, OWNER);

        takeFramework(other, "owner");

        assertThat(other.next(FrameworkRegisteredMessage.getDefaultInstance()).getFrameworkId())
                .isEqualTo(owner.id);
        assertThat(owner.next(FrameworkErrorMessage.getDefaultInstance()).getMessage())
                .isEqualTo("Framework failed over");
    }

    @Test
    void agentThatIsConnectedIsNotReplaced() throws Exception {
        registerFramework(owner);

        other.send(reregistration(
                other,
                SlaveID.newBuilder().setValue(cluster.agents().getFirst().id()).build()));

        assertThat(other.next(ShutdownMessage.getDefaultInstance()).getMessage())
                .startsWith("Agent attempted to reregister from another address while it is connected");
        ownerStillWorks();
    }

    @Test
    void agentThatWasLostComesBackAsItsPrincipalOnly() throws Exception {
        registerFramework(owner);
        SlaveID id;
        try (var agent = new SchedulerPeer(cluster.master())) {
            prove(agent, OWNER);
            agent.send(RegisterSlaveMessage.newBuilder()
                    .setSlave(info(agent))
                    .setVersion("1.12.0")
                    .build());
            id = agent.next(SlaveRegisteredMessage.getDefaultInstance()).getSlaveId();
        }
        assertThat(owner.next(LostSlaveMessage.getDefaultInstance()).getSlaveId())
                .isEqualTo(id);
        prove(other, OTHER);

        other.send(reregistration(other, id));
        assertThat(other.next(ShutdownMessage.getDefaultInstance()).getMessage())
                .isEqualTo("Changing agent's principal is not allowed.");

        prove(other, OWNER);
        other.send(reregistration(other, id));
        assertThat(other.next(SlaveReregisteredMessage.getDefaultInstance()).getSlaveId())
                .isEqualTo(id);
    }

    private static void registerFramework(SchedulerPeer scheduler) throws Exception {
        prove(scheduler, OWNER);
        scheduler.subscribe(framework().build());
    }

    private static void prove(SchedulerPeer peer, Credential credential) throws Exception {
        AuthenticationTest.prove(peer, credential);
        peer.next(AuthenticationCompletedMessage.getDefaultInstance());
    }

    private void takeFramework(SchedulerPeer thief, String principal) throws Exception {
        thief.send(Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setFrameworkId(owner.id)
                .setSubscribe(Call.Subscribe.newBuilder()
                        .setForce(true)
                        .setFrameworkInfo(framework().setId(owner.id).setPrincipal(principal)))
                .build());
    }

    private void ownerStillWorks() throws Exception {
        Offer offer = owner.offers().getFirst();
        owner.launch(List.of(offer), 0, shell(offer, "still", "true").build());
        owner.await("still", TaskState.TASK_FINISHED);
    }

    private static FrameworkInfo.Builder framework() {
        return FrameworkInfo.newBuilder().setUser("nobody").setName("wanted").setFailoverTimeout(60);
    }

    private static SlaveInfo.Builder info(SchedulerPeer agent) {
        return SlaveInfo.newBuilder()
                .setHostname("scripted")
                .setPort(agent.self.port())
                .addResources(scalar("cpus", 0.001));
    }

    private static ReregisterSlaveMessage reregistration(SchedulerPeer agent, SlaveID id) {
        return ReregisterSlaveMessage.newBuilder()
                .setSlave(info(agent).setId(id))
                .setVersion("1.12.0")
                .build();
    }
}
