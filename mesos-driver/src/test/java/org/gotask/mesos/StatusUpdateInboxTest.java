package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.FRAMEWORK_INFO;
import static org.gotask.mesos.Samples.MASTER_UPID;
import static org.gotask.mesos.Samples.frameworkId;
import static org.gotask.mesos.Samples.taskId;
import static org.gotask.mesos.Samples.update;
import static org.gotask.mesos.Samples.uuid;

import com.google.protobuf.ByteString;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The handling of status updates by a registered scheduler driver, and which of them it acknowledges. */
class StatusUpdateInboxTest {

    private static final Optional<Upid> MASTER = Optional.of(MASTER_UPID);

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final FakeEffects<Scheduler, SchedulerDriver> effects = Samples.effects(scheduler);
    private final SchedulerProcess process = Samples.process(FRAMEWORK_INFO, effects, Clock.systemUTC());
    private final SchedulerInbox inbox = new SchedulerInbox(process, effects, AcknowledgementMode.IMPLICIT);

    @BeforeEach
    void register() throws InterruptedException {
        process.leaderChanged(Optional.of(Samples.LEADER));
        inbox.registered(
                MASTER,
                FrameworkRegisteredMessage.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setMasterInfo(Samples.masterInfo("m", MASTER_UPID))
                        .build());
        scheduler.next("registered");
        effects.sent.clear();
    }

    @Test
    void updateOfAgentIsAcknowledgedWithItsUuid() throws InterruptedException {
        ByteString uuid = uuid();
        inbox.statusUpdate(MASTER, update("t", TaskState.TASK_FINISHED, uuid));

        assertThat(scheduler.next("statusUpdate").status().getUuid()).isEqualTo(uuid);
        assertThat(effects.next(Call.class).getAcknowledge())
                .isEqualTo(Call.Acknowledge.newBuilder()
                        .setSlaveId(AGENT)
                        .setTaskId(taskId("t"))
                        .setUuid(uuid)
                        .build());
    }

    static Stream<StatusUpdateMessage> updatesNotToAcknowledge() {
        StatusUpdateMessage update = update("t", TaskState.TASK_LOST, uuid());
        StatusUpdateMessage.Builder noUuid = update.toBuilder();
        noUuid.getUpdateBuilder().clearUuid();
        StatusUpdateMessage.Builder emptyUuid = update.toBuilder();
        emptyUuid.getUpdateBuilder().setUuid(ByteString.EMPTY);
        return Stream.of(
                noUuid.build(),
                emptyUuid.build(),
                update.toBuilder().clearPid().build(),
                update.toBuilder().setPid("@0.0.0.0:0").build(),
                update.toBuilder().setPid("").build(),
                update.toBuilder().setPid("what?").build());
    }

    @ParameterizedTest
    @MethodSource("updatesNotToAcknowledge")
    void updateThatCameThroughNoAgentIsShownWithoutUuidAndNotAcknowledged(StatusUpdateMessage update)
            throws InterruptedException {
        inbox.statusUpdate(MASTER, update);

        assertThat(scheduler.next("statusUpdate").status().hasUuid()).isFalse();
        assertThat(effects.sent).isEmpty();
    }

    @Test
    void uuidOfTheUpdateReplacesThatOfTheStatus() throws InterruptedException {
        StatusUpdateMessage.Builder update = update("t", TaskState.TASK_RUNNING, uuid()).toBuilder();
        update.getUpdateBuilder().getStatusBuilder().setUuid(uuid());

        inbox.statusUpdate(MASTER, update.build());

        assertThat(scheduler.next("statusUpdate").status().getUuid())
                .isEqualTo(update.getUpdate().getUuid());
    }

    @Test
    void updateOfAnotherFrameworkIsIgnoredWithOneLine() throws InterruptedException {
        StatusUpdateMessage.Builder update = update("t", TaskState.TASK_RUNNING, uuid()).toBuilder();
        update.getUpdateBuilder().setFrameworkId(frameworkId("other"));
        inbox.statusUpdate(MASTER, update.build());
        inbox.executorLost(MASTER, Samples.exited(frameworkId("other")));

        assertThat(scheduler.rest()).isEmpty();
        assertThat(effects.ignored).hasSize(2).allMatch(line -> line.contains("framework=other, own=framework-0"));
    }
}
