package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.FRAMEWORK_INFO;

import java.time.Clock;
import java.util.Optional;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.FrameworkInfo.Capability;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;

/** The contents of a scheduler driver's registration: its id, the force flag, and the suppressed roles. */
class SubscriptionTest {

    private final FakeEffects<Scheduler, SchedulerDriver> effects = Samples.effects(new RecordingScheduler());
    private SchedulerProcess process = process(FRAMEWORK_INFO);

    private SchedulerProcess process(FrameworkInfo framework) {
        return Samples.process(framework, effects, Clock.systemUTC());
    }

    private void findMaster() {
        process.leaderChanged(Optional.of(Samples.LEADER));
    }

    private Call next(Call.Type type) {
        Call call = effects.next(Call.class);
        assertThat(call.getType()).isEqualTo(type);
        return call;
    }

    @Test
    void subscribesWithoutIdAtFirstAndWithItLater() {
        findMaster();
        Call first = next(Call.Type.SUBSCRIBE);
        assertThat(first.hasFrameworkId()).isFalse();
        assertThat(first.getSubscribe().hasForce()).isFalse();
        assertThat(first.getSubscribe().getFrameworkInfo()).isEqualTo(FRAMEWORK_INFO);
        assertThat(first.getSubscribe().hasOfferConstraints()).isTrue();

        process.registered(FRAMEWORK, "m");
        effects.breakLink();
        effects.fire();

        Call second = next(Call.Type.SUBSCRIBE);
        assertThat(second.getFrameworkId()).isEqualTo(FRAMEWORK);
        assertThat(second.getSubscribe().getFrameworkInfo().getId()).isEqualTo(FRAMEWORK);
        assertThat(second.getSubscribe().getForce()).isFalse();
    }

    @Test
    void forcesItsWayInWhenGivenAnIdUntilRegistered() {
        process = process(FRAMEWORK_INFO.toBuilder().setId(FRAMEWORK).build());
        findMaster();
        assertThat(next(Call.Type.SUBSCRIBE).getSubscribe().getForce()).isTrue();
        effects.fire();
        assertThat(next(Call.Type.SUBSCRIBE).getSubscribe().getForce()).isTrue();

        process.registered(FRAMEWORK, "m");
        effects.breakLink();
        effects.fire();

        assertThat(next(Call.Type.SUBSCRIBE).getSubscribe().getForce()).isFalse();
    }

    @Test
    void suppressionWhileDisconnectedIsMadeUpForBeforeTheCallback() {
        process = process(FRAMEWORK_INFO.toBuilder().setRole("builders").build());
        process.suppressOffers();
        findMaster();
        assertThat(next(Call.Type.SUBSCRIBE).getSubscribe().getSuppressedRolesList())
                .containsExactly("builders");

        process.registered(FRAMEWORK, "m");

        Call update = next(Call.Type.UPDATE_FRAMEWORK);
        assertThat(update.getUpdateFramework().getSuppressedRolesList()).containsExactly("builders");
        assertThat(update.getUpdateFramework().getFrameworkInfo().getId()).isEqualTo(FRAMEWORK);
        effects.breakLink();
        effects.fire();
        next(Call.Type.SUBSCRIBE);
        process.registered(FRAMEWORK, "m");
        assertThat(effects.sent).isEmpty();
    }

    @Test
    void suppressesEachRoleOfMultiRoleFramework() {
        process = process(FRAMEWORK_INFO.toBuilder()
                .addCapabilities(Capability.newBuilder().setType(Capability.Type.MULTI_ROLE))
                .addRoles("x")
                .addRoles("y")
                .build());
        process.suppressOffers();
        findMaster();
        assertThat(next(Call.Type.SUBSCRIBE).getSubscribe().getSuppressedRolesList())
                .containsExactly("x", "y");

        process.reviveOffers();
        effects.fire();

        assertThat(next(Call.Type.SUBSCRIBE).getSubscribe().getSuppressedRolesList())
                .isEmpty();
    }
}
