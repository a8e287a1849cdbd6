package org.gotask.mesos.local.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.gotask.mesos.local.actor.ActorThread;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpdateStreamsTest {

    private static final FrameworkID FRAMEWORK =
            FrameworkID.newBuilder().setValue("f").build();
    private static final TaskID TASK = TaskID.newBuilder().setValue("t").build();
    private static final Duration NEVER = Duration.ofHours(1);

    private final ActorThread thread = new ActorThread("test");
    private final List<StatusUpdate> sent = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    void sendsTheNextOnlyWhenTheOneBeforeIsAcknowledged() {
        var streams = streams(NEVER);
        StatusUpdate running = update(TaskState.TASK_RUNNING);
        StatusUpdate finished = update(TaskState.TASK_FINISHED);

        streams.add(running);
        streams.add(finished);
        assertThat(uuids()).containsExactly(running.getUuid());
        assertThat(streams.acknowledge(FRAMEWORK, TASK, running.getUuid())).isFalse();

        assertThat(uuids()).containsExactly(running.getUuid(), finished.getUuid());
        assertThat(streams.acknowledge(FRAMEWORK, TASK, finished.getUuid())).isTrue();
        assertThat(streams.latest(FRAMEWORK, TASK)).isEmpty();
    }

    @Test
    void tellsTheNewestStateWithAnOlderUpdate() {
        var streams = streams(NEVER);
        streams.add(update(TaskState.TASK_RUNNING));
        streams.add(update(TaskState.TASK_FAILED));

        streams.resend(FRAMEWORK);

        assertThat(sent)
                .extracting(StatusUpdate::getLatestState)
                .containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_FAILED);
        assertThat(sent.get(1).getStatus().getState()).isEqualTo(TaskState.TASK_RUNNING);
    }

    @Test
    void updatesThatNobodyAcknowledgesAreBoundedAndTheEndIsKept() {
        var streams = streams(NEVER);
        for (int i = 0; i < 300; i++) {
            streams.add(update(TaskState.TASK_RUNNING));
        }
        StatusUpdate finished = update(TaskState.TASK_FINISHED);
        streams.add(finished);

        int acknowledged = 1;
        while (!streams.acknowledge(
                FRAMEWORK, TASK, streams.head(FRAMEWORK, TASK).orElseThrow().getUuid())) {
            acknowledged++;
        }
        assertThat(acknowledged).isEqualTo(257);
        assertThat(uuids()).last().isEqualTo(finished.getUuid());
    }

    @Test
    void ignoresAcknowledgementsOfOthers() {
        var streams = streams(NEVER);
        StatusUpdate running = update(TaskState.TASK_RUNNING);
        StatusUpdate finished = update(TaskState.TASK_FINISHED);
        streams.add(running);
        streams.add(finished);

        streams.acknowledge(FRAMEWORK, TASK, finished.getUuid());
        streams.acknowledge(FRAMEWORK, TASK, Ids.newUuid());
        streams.acknowledge(FRAMEWORK, TaskID.newBuilder().setValue("other").build(), running.getUuid());

        assertThat(uuids()).containsExactly(running.getUuid());
    }

    @Test
    void dropsWhatItHasSeenAndWhatFollowsTheEnd() {
        var streams = streams(NEVER);
        StatusUpdate running = update(TaskState.TASK_RUNNING);
        StatusUpdate failed = update(TaskState.TASK_FAILED);
        streams.add(running);
        streams.add(running);
        streams.add(failed);
        streams.add(update(TaskState.TASK_RUNNING));

        streams.acknowledge(FRAMEWORK, TASK, running.getUuid());
        assertThat(streams.acknowledge(FRAMEWORK, TASK, failed.getUuid())).isTrue();

        assertThat(uuids()).containsExactly(running.getUuid(), failed.getUuid());
    }

    @Test
    void sendsAgainUntilAcknowledged() {
        var streams = streams(Duration.ofMillis(20));
        StatusUpdate running = update(TaskState.TASK_RUNNING);

        thread.execute(() -> streams.add(running));

        Awaitility.await().until(() -> sent.size() >= 3);
        assertThat(uuids()).containsOnly(running.getUuid());
    }

    @Test
    void keepsQuietAboutADroppedFramework() {
        var streams = streams(Duration.ofMillis(5));
        thread.execute(() -> {
            streams.add(update(TaskState.TASK_RUNNING));
            streams.drop(FRAMEWORK);
            sent.clear();
        });

        Awaitility.await().during(Duration.ofMillis(100)).until(sent::isEmpty);
    }

    private UpdateStreams streams(Duration retry) {
        return new UpdateStreams(thread, retry, NEVER, sent::add);
    }

    private List<ByteString> uuids() {
        return sent.stream().map(StatusUpdate::getUuid).toList();
    }

    private static StatusUpdate update(TaskState state) {
        return StatusUpdate.newBuilder()
                .setFrameworkId(FRAMEWORK)
                .setStatus(TaskStatus.newBuilder().setTaskId(TASK).setState(state))
                .setTimestamp(1)
                .setUuid(Ids.newUuid())
                .build();
    }
}
