package org.gotask.scheduler.mesos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.scheduler.cluster.TaskState;
import org.gotask.scheduler.cluster.TaskUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MesosMessagesTest {

    @ParameterizedTest
    @CsvSource({
        "TASK_STAGING, STARTING",
        "TASK_STARTING, STARTING",
        "TASK_RUNNING, RUNNING",
        "TASK_FINISHED, FINISHED",
        "TASK_FAILED, FAILED",
        "TASK_ERROR, FAILED",
        "TASK_KILLED, KILLED",
        "TASK_LOST, LOST",
        "TASK_DROPPED, LOST",
        "TASK_GONE, LOST",
        "TASK_UNREACHABLE, LOST"
    })
    void everyStateOfMesosMakesTheDifferenceItShould(org.gotask.mesos.proto.TaskState mesos, TaskState ours) {
        assertThat(MesosMessages.update(status(mesos).build()))
                .map(TaskUpdate::state)
                .contains(ours);
    }

    @ParameterizedTest
    @EnumSource(names = "TASK_KILLING")
    void killingIsNotTheEnd(org.gotask.mesos.proto.TaskState mesos) {
        assertThat(MesosMessages.update(status(mesos).build())).isEmpty();
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
    @CsvSource({"SOURCE_EXECUTOR, EXECUTOR", "SOURCE_SLAVE, CLUSTER", "SOURCE_MASTER, CLUSTER"})
    void statusNamesItsReporter(TaskStatus.Source source, TaskUpdate.Reporter reporter) {
        TaskStatus.Builder failed = status(org.gotask.mesos.proto.TaskState.TASK_FAILED);

        assertThat(MesosMessages.update(failed.setSource(source).build()))
                .map(TaskUpdate::reporter)
                .contains(reporter);
        assertThat(MesosMessages.update(failed.clearSource().build()))
                .map(TaskUpdate::reporter)
                .contains(TaskUpdate.Reporter.EXECUTOR);
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
