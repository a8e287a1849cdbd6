package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.gotask.mesos.auth.AuthenticationTimeouts;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.internal.AuthenticateMessage;
import org.gotask.mesos.proto.internal.AuthenticationStartMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Replays the master's side of recorded authentications, and the messages that follow, to the driver. The driver must
 * send the messages that Mesos's own driver sent, or the calls that correspond to the messages of mesos-go's driver and
 * its authentication helper, and must end as the recording requires. Attempts with a wrong secret are omitted, because
 * the recordings do not contain the secret.
 */
class AuthenticationReplayTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final String SECRET = "framework-secret";

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Map<Upid, Upid> addresses = new HashMap<>();
    private Optional<MesosSchedulerDriver> driver = Optional.empty();
    private Optional<ReplayPeers> peers = Optional.empty();

    @AfterEach
    void stop() {
        driver.ifPresent(started -> started.stop(true));
        peers.ifPresent(ReplayPeers::close);
    }

    /** Replays the recording to its end. */
    private void play(String scenario, String role, Optional<Credential> credential, FrameworkInfo framework)
            throws InterruptedException {
        play(Recording.of(scenario, role), role, credential, framework);
    }

    private void play(
            List<Recording.Entry> entries, String role, Optional<Credential> credential, FrameworkInfo framework)
            throws InterruptedException {
        ReplayPeers replay = new ReplayPeers(entries, role);
        peers = Optional.of(replay);
        MesosSchedulerDriver started = driver(entries.get(0), replay, credential, framework);
        driver = Optional.of(started);
        started.start();
        for (Recording.Entry entry : entries) {
            if (entry.from().equals(role)) {
                Message recorded = entry.message();
                if (OldDialect.translated(recorded) instanceof Call) {
                    SchedulerReplayTest.decide(started, recorded, false);
                }
                addresses.put(
                        entry.fromUpid(), replay.expect(entry, fits(recorded)).from());
            } else {
                replay.send(entry, Objects.requireNonNull(addresses.get(entry.toUpid())), entry.body());
                if (entry.name().endsWith("FrameworkRegisteredMessage")) {
                    scheduler.next("registered");
                } else if (entry.name().endsWith("ResourceOffersMessage")) {
                    scheduler.next("resourceOffers");
                }
            }
        }
    }

    /** The address of the driver itself differs between runs. */
    private Predicate<Message> fits(Message recorded) {
        return switch (recorded) {
            case AuthenticateMessage authenticate ->
                message -> message instanceof AuthenticateMessage sent
                        && sent.getPid().matches("scheduler-[0-9a-f]{32}@127\\.0\\.0\\.1:\\d+")
                        && Upid.parse(sent.getPid()).port()
                                == Upid.parse(authenticate.getPid()).port();
            // mesos-go omits empty data
            case AuthenticationStartMessage start ->
                start.toBuilder().setData(start.getData()).build()::equals;
            default -> OldDialect.translated(recorded)::equals;
        };
    }

    private MesosSchedulerDriver driver(
            Recording.Entry first, ReplayPeers replay, Optional<Credential> credential, FrameworkInfo framework) {
        Upid self = first.message() instanceof AuthenticateMessage message
                ? Upid.parse(message.getPid())
                : first.fromUpid();
        DriverConfig.Builder config = DriverConfig.builder()
                .scheduler(scheduler)
                .framework(framework)
                .detector(() -> new FakeDetector(Optional.of(Samples.masterInfo("m", first.toUpid()))))
                .messenger(MessengerConfig.loopback())
                .messengers(unused -> replay.subject(self.port()))
                // one attempt of each kind is recorded
                .authentication(new AuthenticationTimeouts(LONG, LONG, LONG))
                .registration(new RegistrationBackoff(LONG, LONG));
        credential.ifPresent(config::credential);
        return new MesosSchedulerDriver(config.build());
    }

    private static FrameworkInfo framework(String name, String principal) {
        FrameworkInfo.Builder framework =
                FrameworkInfo.newBuilder().setUser("root").setName(name).setHostname("localhost");
        return principal.isEmpty()
                ? framework.build()
                : framework.setPrincipal(principal).build();
    }

    @Test
    void authenticatesRegistersAndGoesOnAsMesossOwnDriver() throws InterruptedException {
        play(
                "03-auth-success-cpp",
                "scheduler",
                Optional.of(Credential.of("frameworks", SECRET)),
                framework("recorded framework", "frameworks"));

        assertThat(driver.orElseThrow().stop()).isEqualTo(DriverStatus.STOPPED);
        peers.orElseThrow().assertNothingElse();
        assertThat(scheduler.rest()).isEmpty();
    }

    @Test
    void refusedCredentialIsAnErrorAndNothingMoreIsSent() throws InterruptedException {
        play(
                "04-auth-no-credentials-file-cpp",
                "scheduler",
                Optional.of(Credential.of("frameworks", SECRET)),
                framework("recorded framework", ""));

        assertThat(scheduler.next("error").argument(0).toString())
                .startsWith("Master refused authentication: principal=frameworks, master=master@127.0.0.1:26050");
        assertThat(driver.orElseThrow().join()).isEqualTo(DriverStatus.ABORTED);
        peers.orElseThrow().assertNothingElse();
    }

    @Test
    void frameworkWithoutCredentialIsToldThatItIsNotAuthenticated() throws InterruptedException {
        play(
                "04-auth-failure-cpp",
                "scheduler-no-credential",
                Optional.empty(),
                framework("scheduler-no-credential", ""));

        assertThat(scheduler.next("error").argument(0).toString()).endsWith(" is not authenticated");
        assertThat(driver.orElseThrow().join()).isEqualTo(DriverStatus.ABORTED);
    }

    @Test
    void frameworkWithAnotherPrincipalIsTurnedAwayAfterTheAuthentication() throws InterruptedException {
        play(
                "04-auth-failure-cpp",
                "scheduler-other-principal",
                Optional.of(Credential.of("frameworks", SECRET)),
                framework("scheduler-other-principal", "agents"));

        assertThat(scheduler.next("error").argument(0).toString())
                .isEqualTo("Framework principal 'agents' does not match authenticated principal 'frameworks'");
    }

    @Test
    void authenticatesRegistersAndGoesOnAsTheDriverOfMesosGo() throws InterruptedException {
        play(
                Recording.of("03-auth-success-mesos-go", "scheduler", "authenticatee"),
                "scheduler",
                Optional.of(Credential.of("frameworks", SECRET)),
                framework("recorded framework", "frameworks"));

        assertThat(driver.orElseThrow().stop()).isEqualTo(DriverStatus.STOPPED);
        peers.orElseThrow().assertNothingElse();
        assertThat(scheduler.rest()).isEmpty();
    }

    /** The recorded driver sent nothing more here; this driver reports the refusal and aborts. */
    @Test
    void unknownPrincipalOfMesosGoIsRefused() throws InterruptedException {
        String role = "scheduler-unknown-principal";
        play(
                Recording.of("04-auth-failure-mesos-go", role, role + "-authenticatee"),
                role,
                Optional.of(Credential.of("nobody", SECRET)),
                framework(role, "nobody"));

        assertThat(scheduler.next("error").argument(0).toString())
                .startsWith("Master refused authentication: principal=nobody");
        assertThat(driver.orElseThrow().join()).isEqualTo(DriverStatus.ABORTED);
        peers.orElseThrow().assertNothingElse();
    }

    @Test
    void frameworkOfMesosGoWithoutCredentialIsToldThatItIsNotAuthenticated() throws InterruptedException {
        play(
                "04-auth-failure-mesos-go",
                "scheduler-no-credential",
                Optional.empty(),
                framework("scheduler-no-credential", ""));

        assertThat(scheduler.next("error").argument(0).toString()).endsWith(" is not authenticated");
        assertThat(driver.orElseThrow().join()).isEqualTo(DriverStatus.ABORTED);
    }

    @Test
    void frameworkOfMesosGoWithAnotherPrincipalIsTurnedAwayAfterTheAuthentication() throws InterruptedException {
        String role = "scheduler-other-principal";
        play(
                Recording.of("04-auth-failure-mesos-go", role, role + "-authenticatee"),
                role,
                Optional.of(Credential.of("frameworks", SECRET)),
                framework(role, "agents"));

        assertThat(scheduler.next("error").argument(0).toString())
                .isEqualTo("Framework principal 'agents' does not match authenticated principal 'frameworks'");
    }
}
