package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.DriverConfig;
import org.gotask.mesos.DriverStatus;
import org.gotask.mesos.MesosSchedulerDriver;
import org.gotask.mesos.auth.CramMd5;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.LocalClusterConfig.Authentication;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.internal.AuthenticateMessage;
import org.gotask.mesos.proto.internal.AuthenticationCompletedMessage;
import org.gotask.mesos.proto.internal.AuthenticationErrorMessage;
import org.gotask.mesos.proto.internal.AuthenticationFailedMessage;
import org.gotask.mesos.proto.internal.AuthenticationMechanismsMessage;
import org.gotask.mesos.proto.internal.AuthenticationStartMessage;
import org.gotask.mesos.proto.internal.AuthenticationStepMessage;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Framework authentication by the master; the expected messages are those of recordings of Mesos 1.12. */
class AuthenticationTest {

    private static final Credential RIGHT = Credential.of("frameworks", "framework-secret");
    private static final FrameworkInfo INFO = FrameworkInfo.newBuilder()
            .setUser("nobody")
            .setName("authentic")
            .setFailoverTimeout(60)
            .build();

    private LocalCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = start(Timings.builder().authentication(Duration.ofHours(1)).build());
    }

    private static LocalCluster start(Timings timings) throws Exception {
        return LocalCluster.start(
                LocalClusterConfig.builder(LocalSpec.ofAgents(1))
                        .credentials(List.of(RIGHT, Credential.of("agents", "agent-secret")))
                        .authentication(Authentication.REQUIRED)
                        .build(),
                timings);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void rightSecretIsAccepted() throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            Upid session = offered(scheduler);
            scheduler.send(
                    session,
                    AuthenticationStartMessage.newBuilder()
                            .setMechanism("CRAM-MD5")
                            .setData(ByteString.EMPTY)
                            .build());
            ByteString challenge = challenge(scheduler);
            answer(scheduler, session, CramMd5.answer(RIGHT, challenge));

            scheduler.next(AuthenticationCompletedMessage.getDefaultInstance());
            assertThat(session.id()).matches("crammd5-authenticator-session-[0-9a-f]{32}");
            assertThat(challenge.toStringUtf8()).matches("<\\d+\\.\\d+@localhost>");
            scheduler.subscribe(INFO.toBuilder().setPrincipal("frameworks").build());
        }
    }

    @Test
    void wrongSecretAndUnknownPrincipalAreRefusedAlike() throws Exception {
        for (Credential wrong :
                List.of(Credential.of("frameworks", "guessed"), Credential.of("nobody", "framework-secret"))) {
            try (var scheduler = new SchedulerPeer(cluster.master())) {
                prove(scheduler, wrong);

                scheduler.next(AuthenticationFailedMessage.getDefaultInstance());
                subscribe(scheduler, INFO);
                assertThat(error(scheduler)).isEqualTo("Framework at " + scheduler.self + " is not authenticated");
            }
        }
    }

    @Test
    void frameworkWithoutProofIsRefused() throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            subscribe(scheduler, INFO.toBuilder().setPrincipal("frameworks").build());

            assertThat(error(scheduler)).isEqualTo("Framework at " + scheduler.self + " is not authenticated");
        }
    }

    @Test
    void frameworkCannotBeSomebodyElse() throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            prove(scheduler, RIGHT);
            scheduler.next(AuthenticationCompletedMessage.getDefaultInstance());

            subscribe(scheduler, INFO.toBuilder().setPrincipal("agents").build());

            assertThat(error(scheduler))
                    .isEqualTo("Framework principal 'agents' does not match authenticated principal 'frameworks'");
        }
    }

    @Test
    void registrationWaitsForTheEndOfTheProof() throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            Upid session = offered(scheduler);
            subscribe(scheduler, INFO);
            scheduler.send(
                    session,
                    AuthenticationStartMessage.newBuilder()
                            .setMechanism("CRAM-MD5")
                            .build());
            answer(scheduler, session, CramMd5.answer(RIGHT, challenge(scheduler)));

            scheduler.next(FrameworkRegisteredMessage.getDefaultInstance());
        }
    }

    @Test
    void proofThatStopsHalfWayCountsAsNoneAfterAWhile() throws Exception {
        Timings hasty = Timings.builder().authentication(Duration.ofMillis(500)).build();
        try (LocalCluster impatient = start(hasty);
                var scheduler = new SchedulerPeer(impatient.master())) {
            offered(scheduler);
            subscribe(scheduler, INFO);

            assertThat(error(scheduler)).endsWith("is not authenticated");
        }
    }

    @Test
    void messagesThatDoNotFitEndTheAttempt() throws Exception {
        try (var scheduler = new SchedulerPeer(cluster.master())) {
            answer(scheduler, offered(scheduler), ByteString.copyFromUtf8("frameworks 0"));
            assertThat(scheduler
                            .next(AuthenticationErrorMessage.getDefaultInstance())
                            .getError())
                    .isEqualTo("Unexpected authentication 'step' received");

            scheduler.send(
                    offered(scheduler),
                    AuthenticationStartMessage.newBuilder()
                            .setMechanism("PLAIN")
                            .build());
            assertThat(scheduler
                            .next(AuthenticationErrorMessage.getDefaultInstance())
                            .getError())
                    .isEqualTo("Mechanism 'PLAIN' is not supported");
        }
    }

    @Test
    void proofCountsForOneRegistration() throws Exception {
        FrameworkID id;
        try (var scheduler = new SchedulerPeer(cluster.master());
                var successor = new SchedulerPeer(cluster.master())) {
            prove(scheduler, RIGHT);
            scheduler.next(AuthenticationCompletedMessage.getDefaultInstance());
            scheduler.subscribe(INFO);
            id = scheduler.id;

            prove(successor, RIGHT);
            successor.next(AuthenticationCompletedMessage.getDefaultInstance());
            successor.send(Call.newBuilder()
                    .setType(Call.Type.SUBSCRIBE)
                    .setFrameworkId(id)
                    .setSubscribe(Call.Subscribe.newBuilder()
                            .setFrameworkInfo(INFO.toBuilder().setId(id))
                            .setForce(true))
                    .build());
            successor.next(FrameworkRegisteredMessage.getDefaultInstance());
            assertThat(error(scheduler)).isEqualTo("Framework failed over");

            subscribe(scheduler, INFO); // the former address is no longer authenticated
            assertThat(error(scheduler)).endsWith("is not authenticated");
        }
    }

    @Test
    void masterWithoutCredentialsRefusesEachProofButNeedsNone() throws Exception {
        try (var open = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = new SchedulerPeer(open.master())) {
            prove(scheduler, RIGHT);
            scheduler.next(AuthenticationFailedMessage.getDefaultInstance());

            scheduler.subscribe(INFO);
        }
    }

    @Test
    void driverOfThisProjectIsAcceptedWithTheSecretOnly() throws Exception {
        var recorder = new RecordingScheduler();
        var driver = driver(recorder, RIGHT);
        driver.start();
        try {
            assertThat(recorder.registrations.poll(60, TimeUnit.SECONDS)).isNotNull();
        } finally {
            driver.stop();
        }

        var refused = driver(new RecordingScheduler(), Credential.of("frameworks", "guessed"));
        assertThat(refused.run()).isEqualTo(DriverStatus.ABORTED);
    }

    private MesosSchedulerDriver driver(RecordingScheduler recorder, Credential credential) {
        return new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(recorder)
                .framework(INFO)
                .master(cluster.masterAddress())
                .credential(credential)
                .messenger(MessengerConfig.loopback())
                .build());
    }

    static void prove(SchedulerPeer scheduler, Credential credential) throws Exception {
        Upid session = offered(scheduler);
        scheduler.send(
                session,
                AuthenticationStartMessage.newBuilder().setMechanism("CRAM-MD5").build());
        answer(scheduler, session, CramMd5.answer(credential, challenge(scheduler)));
    }

    /** The session that the master opens. */
    private static Upid offered(SchedulerPeer scheduler) throws Exception {
        scheduler.send(
                AuthenticateMessage.newBuilder().setPid(scheduler.self.wire()).build());
        var mechanisms = scheduler.next(AuthenticationMechanismsMessage.getDefaultInstance());
        assertThat(mechanisms.getMechanismsList()).containsExactly("CRAM-MD5");
        return scheduler.lastSender();
    }

    private static ByteString challenge(SchedulerPeer scheduler) throws Exception {
        return scheduler.next(AuthenticationStepMessage.getDefaultInstance()).getData();
    }

    private static void answer(SchedulerPeer scheduler, Upid session, ByteString answer) throws Exception {
        scheduler.send(
                session, AuthenticationStepMessage.newBuilder().setData(answer).build());
    }

    private static void subscribe(SchedulerPeer scheduler, FrameworkInfo info) throws Exception {
        scheduler.send(Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info))
                .build());
    }

    private static String error(SchedulerPeer scheduler) throws Exception {
        return scheduler.next(FrameworkErrorMessage.getDefaultInstance()).getMessage();
    }
}
