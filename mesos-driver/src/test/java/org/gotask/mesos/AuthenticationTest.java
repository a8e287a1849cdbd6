package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.MASTER_UPID;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.mesos.MasterConnection.Leader;
import org.gotask.mesos.auth.AuthenticationTimeouts;
import org.gotask.mesos.auth.CramMd5;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.internal.AuthenticateMessage;
import org.gotask.mesos.proto.internal.AuthenticationCompletedMessage;
import org.gotask.mesos.proto.internal.AuthenticationErrorMessage;
import org.gotask.mesos.proto.internal.AuthenticationFailedMessage;
import org.gotask.mesos.proto.internal.AuthenticationMechanismsMessage;
import org.gotask.mesos.proto.internal.AuthenticationStartMessage;
import org.gotask.mesos.proto.internal.AuthenticationStepMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;

/** A driver with a credential authenticates before it registers: the message exchange and its failures. */
class AuthenticationTest {

    private static final Leader LEADER = new Leader("a", MASTER_UPID);
    private static final Upid SESSION =
            new Upid("crammd5-authenticator-session(1)", MASTER_UPID.host(), MASTER_UPID.port());
    private static final Upid STRANGER = new Upid("crammd5-authenticator-session(1)", "127.0.0.66", MASTER_UPID.port());
    private static final Credential CREDENTIAL = Credential.of("frameworks", "hush-hush");
    private static final ByteString CHALLENGE = ByteString.copyFromUtf8("<1.2@localhost>");

    private final FakeEffects<String, String> effects = new FakeEffects<>("", "");
    private final AtomicInteger redetections = new AtomicInteger();
    private final MasterConnection connection = new MasterConnection(
            effects,
            new Authentication(Optional.of(CREDENTIAL), AuthenticationTimeouts.DEFAULT, effects, new Random(7)),
            RegistrationBackoff.DEFAULT,
            new Random(7),
            () -> Call.newBuilder().setType(Call.Type.SUBSCRIBE).build(),
            redetections::incrementAndGet,
            () -> {});

    private static AuthenticationMechanismsMessage mechanisms(String... names) {
        return AuthenticationMechanismsMessage.newBuilder()
                .addAllMechanisms(List.of(names))
                .build();
    }

    private static AuthenticationStepMessage challenge() {
        return AuthenticationStepMessage.newBuilder().setData(CHALLENGE).build();
    }

    private static AuthenticationErrorMessage error(String text) {
        return AuthenticationErrorMessage.newBuilder().setError(text).build();
    }

    private void find() {
        connection.leaderChanged(Optional.of(LEADER));
    }

    private void receive(Message message) {
        effects.lastProcess().receive(SESSION, message);
    }

    /** The master's part of the exchange, up to its decision. */
    private void answerChallenge() {
        effects.lastProcess().next(AuthenticateMessage.class);
        receive(mechanisms("CRAM-MD5"));
        effects.lastProcess().next(AuthenticationStartMessage.class);
        receive(challenge());
        effects.lastProcess().next(AuthenticationStepMessage.class);
    }

    private void authenticate() {
        answerChallenge();
        receive(AuthenticationCompletedMessage.getDefaultInstance());
    }

    @Test
    void provesItsCredentialBeforeItRegisters() {
        find();

        FakeEffects.FakeProcess authenticatee = effects.lastProcess();
        assertThat(authenticatee.sent.element().to()).isEqualTo(MASTER_UPID);
        assertThat(authenticatee.next(AuthenticateMessage.class).getPid())
                .isEqualTo(effects.self().wire());
        assertThat(effects.links).containsExactly(MASTER_UPID);

        receive(mechanisms("SCRAM", "CRAM-MD5"));
        assertThat(authenticatee.sent.element().to()).isEqualTo(SESSION);
        assertThat(authenticatee.next(AuthenticationStartMessage.class))
                .isEqualTo(AuthenticationStartMessage.newBuilder()
                        .setMechanism("CRAM-MD5")
                        .setData(ByteString.EMPTY)
                        .build());

        receive(challenge());
        assertThat(authenticatee.sent.element().to()).isEqualTo(SESSION);
        assertThat(authenticatee.next(AuthenticationStepMessage.class).getData())
                .isEqualTo(CramMd5.answer(CREDENTIAL, CHALLENGE));
        assertThat(effects.sent).isEmpty();

        receive(AuthenticationCompletedMessage.getDefaultInstance());
        assertThat(effects.next(Call.class).getType()).isEqualTo(Call.Type.SUBSCRIBE);
        assertThat(authenticatee.closed).isTrue();
        assertThat(effects.ignored).isEmpty();
    }

    @Test
    void unansweredRegistrationIsRepeatedWithoutAuthenticatingAgain() {
        find();
        authenticate();

        effects.fire();

        assertThat(effects.processes).hasSize(1);
        assertThat(effects.sent).hasSize(2);
    }

    @Test
    void refusalAbortsTheDriver() {
        find();
        answerChallenge();

        receive(AuthenticationFailedMessage.getDefaultInstance());

        assertThat(effects.failures)
                .containsExactly("Master refused authentication: principal=frameworks, master=master@127.0.0.1:5050; "
                        + "check the principal, its secret, and that the master knows them");
        assertThat(effects.set()).isEmpty();
        assertThat(effects.sent).isEmpty();
    }

    @Test
    void refusalMayComeBeforeTheChallenge() {
        find();
        receive(mechanisms("CRAM-MD5"));

        receive(AuthenticationFailedMessage.getDefaultInstance());

        assertThat(effects.failures).hasSize(1);
    }

    @Test
    void silentMasterIsAskedAgainAtOnceWithGrowingLimitAndAnotherProcess() {
        find();
        for (int i = 0; i < 8; i++) {
            Duration longest = Duration.ofSeconds(Math.min(60, 5 + (2L << i)));
            assertThat(effects.set()).hasSize(1);
            assertThat(effects.set().get(0).delay).isBetween(Duration.ofSeconds(5), longest);
            effects.fire();
        }

        assertThat(effects.processes).hasSize(9);
        assertThat(effects.processes.stream().map(process -> process.id)).doesNotHaveDuplicates();
        assertThat(effects.processes.stream().filter(process -> !process.closed))
                .hasSize(1);
        assertThat(effects.sent).isEmpty();
    }

    @Test
    void errorOfTheMasterIsWaitedOutAndTheAttemptRepeated() {
        find();
        effects.lastProcess().receive(MASTER_UPID, error("No authenticator loaded"));

        assertThat(effects.ignored)
                .containsExactly("authentication failed, retrying: reason=master reported: No authenticator loaded,"
                        + " master=master@127.0.0.1:5050");
        assertThat(effects.processes).hasSize(1);
        assertThat(effects.set().get(0).delay).isLessThanOrEqualTo(Duration.ofSeconds(2));

        effects.fire();
        authenticate();
        effects.next(Call.class);
    }

    @Test
    void waitsBetweenErrorsGrow() {
        find();
        for (int i = 0; i < 20; i++) {
            effects.lastProcess().receive(MASTER_UPID, error("no"));
            effects.fire();
        }

        assertThat(effects.timers.stream().map(timer -> timer.delay))
                .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(20)) > 0);
    }

    @Test
    void masterWithoutKnownMechanismIsAnError() {
        find();

        receive(mechanisms("SCRAM", "bad\nline"));

        assertThat(effects.ignored)
                .containsExactly("authentication failed, retrying: reason=master offers no supported"
                        + " mechanism: offered=SCRAM,bad?line, known=CRAM-MD5, master=master@127.0.0.1:5050");
    }

    @Test
    void malformedChallengeIsAnError() {
        find();
        receive(mechanisms("CRAM-MD5"));

        receive(AuthenticationStepMessage.newBuilder().setData(ByteString.EMPTY).build());

        assertThat(effects.ignored).hasSize(1);
        effects.fire();
        assertThat(effects.processes).hasSize(2);
    }

    @Test
    void strangersAndUnexpectedMessagesChangeNothing() {
        find();
        FakeEffects.FakeProcess authenticatee = effects.lastProcess();
        authenticatee.receive(STRANGER, mechanisms("CRAM-MD5"));
        authenticatee.receive(STRANGER, error("no"));
        authenticatee.receive(SESSION, challenge());
        authenticatee.receive(SESSION, AuthenticationCompletedMessage.getDefaultInstance());
        authenticatee.receive(SESSION, AuthenticationFailedMessage.getDefaultInstance());
        receive(mechanisms("CRAM-MD5"));
        authenticatee.receive(STRANGER, AuthenticationFailedMessage.getDefaultInstance());
        authenticatee.receive(STRANGER, challenge());
        authenticatee.receive(SESSION, mechanisms("CRAM-MD5"));
        authenticatee.receive(SESSION, AuthenticationCompletedMessage.getDefaultInstance());
        receive(challenge());
        authenticatee.receive(STRANGER, AuthenticationCompletedMessage.getDefaultInstance());

        assertThat(effects.ignored).hasSize(10);
        assertThat(effects.failures).isEmpty();
        assertThat(effects.sent).isEmpty();
        assertThat(effects.processes).hasSize(1);

        receive(AuthenticationCompletedMessage.getDefaultInstance());
        effects.next(Call.class);
    }

    @Test
    void brokenLinkEndsTheAttemptAndTheNextOneIsAnew() {
        find();
        FakeEffects.FakeProcess first = effects.lastProcess();
        receive(mechanisms("CRAM-MD5"));

        effects.breakLink();

        assertThat(first.closed).isTrue();
        effects.fire();
        assertThat(effects.processes).hasSize(2);
        authenticate();
        effects.next(Call.class);
    }

    @Test
    void authenticatesAnewAfterEachLossOfTheMaster() {
        find();
        authenticate();
        connection.registered("a");
        effects.sent.clear();

        effects.breakLink();
        effects.fire();

        assertThat(effects.processes).hasSize(2);
        assertThat(effects.sent).isEmpty();
        authenticate();
        effects.next(Call.class);
    }

    @Test
    void newLeaderIsAuthenticatedWithInPlaceOfTheOldOne() {
        find();
        FakeEffects.FakeProcess first = effects.lastProcess();
        Leader next = new Leader("b", new Upid("master", "127.0.0.2", 5050));

        connection.leaderChanged(Optional.of(next));

        assertThat(first.closed).isTrue();
        assertThat(effects.lastProcess().sent.element().to()).isEqualTo(next.upid());
        assertThat(effects.set()).hasSize(1);
    }

    @Test
    void leaderThatIsGoneEndsTheAttempt() {
        find();

        connection.leaderChanged(Optional.empty());

        assertThat(effects.lastProcess().closed).isTrue();
        assertThat(effects.set()).isEmpty();
    }

    @Test
    void endOfTheDriverEndsTheAttempt() {
        find();

        connection.end();

        assertThat(effects.lastProcess().closed).isTrue();
        assertThat(effects.set()).isEmpty();
    }

    @Test
    void answerToAnEarlierRegistrationEndsTheAttempt() {
        find();

        connection.registered("a");

        assertThat(effects.lastProcess().closed).isTrue();
        assertThat(effects.set()).isEmpty();
        assertThat(connection.isConnected()).isTrue();
    }

    @Test
    void nothingSaidAnywhereHoldsTheSecret() {
        find();
        answerChallenge();
        receive(error("hm"));
        receive(AuthenticationFailedMessage.getDefaultInstance());

        assertThat(effects.ignored.toString() + effects.failures).doesNotContain("hush-hush");
    }
}
