package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.MASTER_UPID;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.mesos.MasterConnection.Leader;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;

/** Detection, loss and new detection of masters, without threads and clock. */
class MasterConnectionTest {

    private static final Leader A = new Leader("a", MASTER_UPID);
    private static final Leader A_RESTARTED = new Leader("a2", MASTER_UPID);
    private static final Leader B = new Leader("b", new Upid("master", "127.0.0.2", 5050));

    private final FakeEffects<String, String> effects = new FakeEffects<>("", "");
    private final AtomicInteger redetections = new AtomicInteger();
    private final AtomicInteger disconnections = new AtomicInteger();
    private final MasterConnection connection = new MasterConnection(
            effects,
            Samples.noAuthentication(effects),
            new RegistrationBackoff(Duration.ofSeconds(2), Duration.ofMinutes(1)),
            new Random(7),
            () -> Call.newBuilder().setType(Call.Type.SUBSCRIBE).build(),
            redetections::incrementAndGet,
            disconnections::incrementAndGet);

    private void find(Leader leader) {
        connection.leaderChanged(Optional.of(leader));
    }

    @Test
    void registersAtOnceWithLeaderFound() {
        find(A);

        assertThat(effects.links).containsExactly(A.upid());
        assertThat(effects.sent).hasSize(1);
        assertThat(effects.sent.element().to()).isEqualTo(A.upid());
        assertThat(connection.isConnected()).isFalse();
        assertThat(connection.registeredWith()).isEmpty();
    }

    @Test
    void repeatsRegistrationWithGrowingWaitsUntilAnswered() {
        find(A);
        for (int i = 0; i < 8; i++) {
            Duration longest = Duration.ofSeconds(Math.min(60, 2L << i));
            assertThat(effects.set()).hasSize(1);
            assertThat(effects.set().get(0).delay).isBetween(Duration.ZERO, longest);
            effects.fire();
        }
        assertThat(effects.sent).hasSize(9);
        assertThat(redetections).hasValue(0);

        connection.registered("a");

        assertThat(effects.set()).isEmpty();
        assertThat(connection.registeredWith()).contains(A.upid());
    }

    @Test
    void brokenLinkDisconnectsOnceAndTriesTheSameLeaderAgain() {
        find(A);
        connection.registered("a");
        effects.sent.clear();

        effects.breakLink();

        assertThat(connection.isConnected()).isFalse();
        assertThat(disconnections).hasValue(1);
        assertThat(redetections).hasValue(1);
        assertThat(effects.sent).isEmpty();

        effects.fire();
        assertThat(effects.links).containsExactly(A.upid(), A.upid());
        assertThat(effects.sent).hasSize(1);

        effects.breakLink();
        effects.fire();
        assertThat(disconnections).hasValue(1);
        assertThat(effects.sent).hasSize(2);

        connection.registered("a");
        assertThat(connection.isConnected()).isTrue();
    }

    @Test
    void linkThatNeverStandsIsTriedWithGrowingWaits() {
        find(A);
        for (int i = 0; i < 20; i++) {
            effects.breakLink();
            assertThat(effects.set()).hasSize(1);
            effects.fire();
        }

        assertThat(effects.timers.stream().map(timer -> timer.delay))
                .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(20)) > 0)
                .allMatch(delay -> delay.compareTo(Duration.ofMinutes(1)) <= 0);
        assertThat(disconnections).hasValue(0);
    }

    @Test
    void refusedLinkDoesNotCountAsFurtherTry() {
        find(A);
        for (int i = 0; i < 5; i++) {
            FakeEffects.FakeTimer scheduled = effects.set().get(0);
            effects.breakLink();
            assertThat(effects.set()).containsExactly(scheduled);
            effects.fire();
        }

        assertThat(effects.sent).hasSize(6);
        assertThat(effects.timers).hasSize(6);
        for (int i = 0; i < 6; i++) {
            assertThat(effects.timers.get(i).delay).isLessThanOrEqualTo(Duration.ofSeconds(2L << i));
        }
    }

    @Test
    void sameLeaderReportedAgainWhileRegisteredChangesNothing() {
        find(A);
        connection.registered("a");

        find(A);

        assertThat(connection.isConnected()).isTrue();
        assertThat(effects.links).hasSize(1);
        assertThat(effects.sent).hasSize(1);
    }

    @Test
    void sameAddressWithNewMasterIsRegisteredWithAnew() {
        find(A);
        connection.registered("a");

        find(A_RESTARTED);

        assertThat(disconnections).hasValue(1);
        assertThat(effects.links).hasSize(2);
        assertThat(effects.sent).hasSize(2);
    }

    @Test
    void restartThatWasSurvivedAlreadyIsNoNews() {
        find(A);
        connection.registered("a");
        effects.breakLink();
        effects.fire();
        connection.registered("a2");
        effects.sent.clear();

        find(A_RESTARTED);

        assertThat(connection.isConnected()).isTrue();
        assertThat(disconnections).hasValue(1);
        assertThat(effects.sent).isEmpty();
    }

    @Test
    void leaderReportedWithoutIdIsTakenForTheOneAtThatAddress() {
        find(A);
        connection.registered("a");

        find(new Leader("", A.upid()));

        assertThat(connection.isConnected()).isTrue();
        assertThat(effects.sent).hasSize(1);
    }

    @Test
    void sameLeaderReportedWhileLinkIsBrokenIsTriedAtOnce() {
        find(A);
        connection.registered("a");
        effects.breakLink();

        find(A);

        assertThat(effects.links).hasSize(2);
        assertThat(effects.sent).hasSize(2);
        assertThat(effects.set()).hasSize(1);
    }

    @Test
    void nextLeaderReplacesTheFirst() {
        find(A);
        connection.registered("a");

        find(B);

        assertThat(disconnections).hasValue(1);
        assertThat(effects.links).containsExactly(A.upid(), B.upid());
        assertThat(effects.sent.getLast().to()).isEqualTo(B.upid());
        assertThat(connection.isLeader(Optional.of(A.upid()))).isFalse();
        assertThat(connection.isLeader(Optional.of(B.upid()))).isTrue();
    }

    @Test
    void withoutLeaderNothingIsTried() {
        find(A);
        connection.registered("a");

        connection.leaderChanged(Optional.empty());

        assertThat(disconnections).hasValue(1);
        assertThat(effects.set()).isEmpty();
        assertThat(effects.linkBroken).isNull();
        assertThat(connection.isLeader(Optional.of(A.upid()))).isFalse();

        find(A);
        assertThat(effects.sent).hasSize(2);
    }

    @Test
    void answerThatComesOverBrokenLinkIsLinkedAgain() {
        find(A);
        effects.breakLink();

        connection.registered("a");

        assertThat(effects.links).hasSize(2);
        assertThat(effects.set()).isEmpty();
    }

    @Test
    void nothingIsTriedAfterTheEnd() {
        find(A);
        connection.end();
        assertThat(effects.set()).isEmpty();

        effects.breakLink();

        assertThat(effects.set()).isEmpty();
        assertThat(redetections).hasValue(0);
    }

    @Test
    void nobodyIsNotTheLeader() {
        find(A);

        assertThat(connection.isLeader(Optional.empty())).isFalse();
        assertThat(connection.isLeader(Optional.of(new Upid("slave(1)", "127.0.0.1", 5050))))
                .isFalse();
    }
}
