package org.gotask.scheduler.mesos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.scheduler.cluster.TaskState;
import org.gotask.scheduler.cluster.TaskUpdate;
import org.gotask.testing.LongTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MesosMessagesTest {

    /** Every state of Mesos; empty if it changes nothing. */
    private static final Map<org.gotask.mesos.proto.TaskState, Optional<TaskState>> STATES =
            new EnumMap<>(org.gotask.mesos.proto.TaskState.class);

    static {
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_STAGING, Optional.of(TaskState.STARTING));
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_STARTING, Optional.of(TaskState.STARTING));
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_RUNNING, Optional.of(TaskState.RUNNING));
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_FINISHED, Optional.of(TaskState.FINISHED));
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_FAILED, Optional.of(TaskState.FAILED));
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_ERROR, Optional.of(TaskState.FAILED));
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_KILLED, Optional.of(TaskState.KILLED));
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_LOST, Optional.of(TaskState.LOST));
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_DROPPED, Optional.of(TaskState.LOST));
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_UNREACHABLE, Optional.of(TaskState.LOST));
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_GONE, Optional.of(TaskState.LOST));
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_GONE_BY_OPERATOR, Optional.of(TaskState.LOST));
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_UNKNOWN, Optional.of(TaskState.LOST));
        // requested by this scheduler, or not; its end follows
        STATES.put(org.gotask.mesos.proto.TaskState.TASK_KILLING, Optional.empty());
    }

    static Stream<Arguments> statesAndReasons() {
        return Stream.of(org.gotask.mesos.proto.TaskState.values())
                .flatMap(state -> Stream.of(TaskStatus.Reason.values()).map(reason -> Arguments.of(state, reason)));
    }

    @ParameterizedTest
    @MethodSource("statesAndReasons")
    void everyStateOfMesosHasItsMeaningWhateverTheReason(
            org.gotask.mesos.proto.TaskState mesos, TaskStatus.Reason reason) {
        assertThat(MesosMessages.update(status(mesos).setReason(reason).build()).map(TaskUpdate::state))
                .isEqualTo(STATES.get(mesos));
    }

    /** Only the executor reports that a task runs or has returned; others may report its end. */
    @ParameterizedTest
    @EnumSource(org.gotask.mesos.proto.TaskState.class)
    void statusWithoutTheExecutorEndsATaskUnlessItReturned(org.gotask.mesos.proto.TaskState mesos) {
        Optional<TaskState> expected = Objects.requireNonNull(STATES.get(mesos))
                .filter(state -> state != TaskState.RUNNING && state != TaskState.FINISHED);

        assertThat(MesosMessages.update(status(mesos).clearUuid().build()).map(TaskUpdate::state))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Executor terminated: signal 9 (Killed), ''",
        "Executor terminated: exit status 1, ''",
        "Abnormal executor termination, ''",
        "'Executor terminated: exit status 1 before it registered; stderr ends: no jar',"
                + "'before it registered; stderr ends: no jar'",
        "Container is gone, Container is gone"
    })
    void endOfAnExecutorIsNotDescribedTwice(String message, String reason) {
        TaskUpdate update = MesosMessages.update(status(org.gotask.mesos.proto.TaskState.TASK_FAILED)
                        .setReason(TaskStatus.Reason.REASON_EXECUTOR_TERMINATED)
                        .setMessage(message)
                        .build())
                .orElseThrow();

        assertThat(update.cause()).isEqualTo(TaskUpdate.Cause.EXECUTOR_ENDED);
        assertThat(update.reason()).isEqualTo(reason);
    }

    /** A message of 100,000 blanks once took more than a minute. */
    @Test
    void longMessageOfAStatusIsOneShortLine() {
        LongTexts.all().forEach(text -> {
            TaskStatus status = TaskStatus.newBuilder()
                    .setTaskId(MesosMessages.taskId("worker-0"))
                    .setState(org.gotask.mesos.proto.TaskState.TASK_FAILED)
                    .setMessage(text)
                    .build();

            assertThat(MesosMessages.update(status).orElseThrow().reason())
                    .hasSizeLessThan(1002)
                    .matches(line -> line.chars().noneMatch(Character::isISOControl));
        });
    }

    @Test
    void mastersWordOfARunningTaskChangesNothingForItDoesNotSayWhatItsLinkSpeaks() {
        assertThat(MesosMessages.update(status(org.gotask.mesos.proto.TaskState.TASK_RUNNING)
                        .clearUuid()
                        .build()))
                .isEmpty();
    }

    @Test
    void reasonIsOneLineOrTheNameOfMesossReason() {
        assertThat(reason(status(org.gotask.mesos.proto.TaskState.TASK_FAILED).setMessage(" two \n lines ")))
                .contains("two lines");
        assertThat(reason(status(org.gotask.mesos.proto.TaskState.TASK_LOST)
                        .setReason(TaskStatus.Reason.REASON_SLAVE_REMOVED)))
                .contains("REASON_SLAVE_REMOVED");
        assertThat(reason(status(org.gotask.mesos.proto.TaskState.TASK_LOST))).contains("");
    }

    /** Only failures that the executor itself reports are failures of the task alone. */
    @ParameterizedTest
    @CsvSource({"SOURCE_EXECUTOR, TASK", "SOURCE_SLAVE, CLUSTER", "SOURCE_MASTER, CLUSTER"})
    void failureIsOfTheTaskOnlyIfItsExecutorReportsIt(TaskStatus.Source source, TaskUpdate.Cause cause) {
        TaskStatus.Builder failed = status(org.gotask.mesos.proto.TaskState.TASK_FAILED);

        assertThat(MesosMessages.update(failed.setSource(source).build()))
                .map(TaskUpdate::cause)
                .contains(cause);
        assertThat(MesosMessages.update(failed.clearSource().build()))
                .map(TaskUpdate::cause)
                .contains(TaskUpdate.Cause.TASK);
    }

    @Test
    void statusBringsTheBytesOfTheExecutorUnchanged() {
        TaskStatus.Builder running = status(org.gotask.mesos.proto.TaskState.TASK_RUNNING);

        assertThat(MesosMessages.update(running.build()).orElseThrow().data()).isEmpty();
        assertThat(MesosMessages.update(running.setData(ByteString.copyFromUtf8("a link"))
                                .build())
                        .orElseThrow()
                        .data())
                .asString(UTF_8)
                .isEqualTo("a link");
    }

    @ParameterizedTest
    @CsvSource({
        "9, it was killed by signal 9",
        "35072, it was killed by signal 9",
        "0, it exited with status 0",
        "256, it exited with status 1",
        "768, 'it exited with status 3 (for a JVM: out of memory, see --executor-mem, or System.exit(3))'",
        "51200, it exited with status 200",
        "32512, it exited with status 127 (the agent's shell cannot run the command; see --executor-java)",
        "-1, 'it ended, status unknown'"
    })
    void rawWaitStatusIsExplained(int status, String text) {
        assertThat(MesosMessages.exit(status)).isEqualTo(text);
    }

    private static Optional<String> reason(TaskStatus.Builder status) {
        return MesosMessages.update(status.build()).map(TaskUpdate::reason);
    }

    private static TaskStatus.Builder status(org.gotask.mesos.proto.TaskState state) {
        return TaskStatus.newBuilder()
                .setTaskId(MesosMessages.taskId("worker-0"))
                .setUuid(ByteString.copyFrom(new byte[16]))
                .setState(state);
    }
}
