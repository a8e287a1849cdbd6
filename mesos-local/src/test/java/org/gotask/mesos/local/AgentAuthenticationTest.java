package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gotask.mesos.local.Tasks.scalar;

import java.io.IOException;
import java.util.List;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.local.LocalClusterConfig.Authentication;
import org.gotask.mesos.local.LocalClusterConfig.Parts;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.internal.AuthenticationCompletedMessage;
import org.gotask.mesos.proto.internal.RegisterSlaveMessage;
import org.gotask.mesos.proto.internal.SlaveRegisteredMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A master that admits only authenticated agents. */
@Timeout(60)
class AgentAuthenticationTest {

    private static final Credential AGENTS = Credential.of("agents", "agent-secret");

    private LocalCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(LocalClusterConfig.builder(LocalSpec.ofAgents(2))
                .credentials(List.of(AGENTS))
                .agentAuthentication(Authentication.REQUIRED)
                .build());
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void agentsBesideTheMasterAreAdmittedWithoutACredentialOfTheUser() {
        assertThat(cluster.agents()).hasSize(2);
    }

    @Test
    void agentWithoutProofIsNotAnsweredAndOneWithProofIsAdmitted() throws Exception {
        try (var silent = new SchedulerPeer(cluster.master());
                var agent = new SchedulerPeer(cluster.master())) {
            silent.send(registration(silent));
            agent.send(registration(agent));
            AuthenticationTest.prove(agent, AGENTS);
            agent.next(AuthenticationCompletedMessage.getDefaultInstance());

            agent.send(registration(agent));

            agent.next(SlaveRegisteredMessage.getDefaultInstance());
            assertThat(agent.poll(SlaveRegisteredMessage.getDefaultInstance(), unused -> true, 0))
                    .isEmpty();
            assertThat(silent.poll(SlaveRegisteredMessage.getDefaultInstance(), unused -> true, 0))
                    .isEmpty();
        }
    }

    @Test
    void agentsOfAnotherProcessAreAdmittedWithTheirCredential() throws Exception {
        try (var agents = LocalCluster.start(elsewhere(AGENTS))) {
            assertThat(agents.agents()).hasSize(1);
            assertThat(agents.agents().getFirst().id()).isNotEmpty();
        }
    }

    @Test
    void agentsWithAWrongSecretDoNotStart() {
        assertThatThrownBy(() -> LocalCluster.start(elsewhere(Credential.of("agents", "guessed"))))
                .isInstanceOf(IOException.class)
                .hasMessage("master refuses the agent's credential: principal=agents, master=" + cluster.master()
                        + "; check principal and secret, and that they are in the master's --credentials");
    }

    private LocalClusterConfig elsewhere(Credential credential) {
        return LocalClusterConfig.builder(LocalSpec.ofAgents(1))
                .parts(Parts.AGENTS)
                .masters(cluster.masterAddress())
                .credential(credential)
                .build();
    }

    private static RegisterSlaveMessage registration(SchedulerPeer agent) {
        return RegisterSlaveMessage.newBuilder()
                .setSlave(SlaveInfo.newBuilder()
                        .setHostname("scripted")
                        .setPort(agent.self.port())
                        .addResources(scalar("cpus", 1)))
                .setVersion("1.12.0")
                .build();
    }
}
