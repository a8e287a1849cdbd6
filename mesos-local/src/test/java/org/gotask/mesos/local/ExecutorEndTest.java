package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.tiny;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import org.gotask.mesos.proto.CommandInfo;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.ExitedExecutorMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;

/** The states of tasks whose executor ends, or never starts. */
class ExecutorEndTest {

    @Test
    void killedExecutorIsReportedWithItsTasks() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(cluster, "kill -9")) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(
                    List.of(offer),
                    1000,
                    tiny(offer, "t1", "e1", "hold").build(),
                    tiny(offer, "t2", "e1", "hold").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);
            scheduler.await("t2", TaskState.TASK_RUNNING);

            executor(scheduler).destroyForcibly();

            var exited = scheduler.next(ExitedExecutorMessage.getDefaultInstance());
            assertThat(exited.getExecutorId().getValue()).isEqualTo("e1");
            assertThat(exited.getSlaveId()).isEqualTo(offer.getSlaveId());
            assertThat(exited.getStatus()).isEqualTo(9);
            for (String task : List.of("t1", "t2")) {
                TaskStatus status = scheduler.update(task).getStatus();
                assertThat(status.getState()).isEqualTo(TaskState.TASK_FAILED);
                assertThat(status.getReason()).isEqualTo(TaskStatus.Reason.REASON_EXECUTOR_TERMINATED);
                assertThat(status.getSource()).isEqualTo(TaskStatus.Source.SOURCE_SLAVE);
                assertThat(status.getMessage()).isEqualTo("Executor terminated: signal 9 (Killed)");
            }
            assertThat(scheduler.offers().getFirst().getExecutorIdsList()).isEmpty();
        }
    }

    @Test
    void executorThatDoesNotComeUpSaysWhy() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(cluster, "no jar")) {
            Offer offer = scheduler.offers().getFirst();
            String java = Tasks.tinyExecutor("e1").getCommand().getValue();
            var command = CommandInfo.newBuilder().setValue(java + " -jar x.jar");

            scheduler.launch(List.of(offer), 0, task(offer, command));

            assertThat(scheduler
                            .next(ExitedExecutorMessage.getDefaultInstance())
                            .getStatus())
                    .isEqualTo(256);
            TaskStatus status = scheduler.update("t1").getStatus();
            assertThat(status.getState()).isEqualTo(TaskState.TASK_FAILED);
            assertThat(status.getMessage())
                    .isEqualTo("Executor terminated: exit status 1 before it registered; stderr ends: "
                            + "Error: Unable to access jarfile x.jar");
        }
    }

    @Test
    void whatCannotBeFetchedIsNamed() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(cluster, "no file")) {
            Offer offer = scheduler.offers().getFirst();
            var command = CommandInfo.newBuilder().setValue("true");
            command.addUrisBuilder().setValue("/no/such/executor.jar");

            scheduler.launch(List.of(offer), 0, task(offer, command));

            assertThat(scheduler
                            .next(ExitedExecutorMessage.getDefaultInstance())
                            .getStatus())
                    .isEqualTo(-1);
            TaskStatus status = scheduler.update("t1").getStatus();
            assertThat(status.getState()).isEqualTo(TaskState.TASK_FAILED);
            assertThat(status.getReason()).isEqualTo(TaskStatus.Reason.REASON_CONTAINER_LAUNCH_FAILED);
            assertThat(status.getMessage())
                    .isEqualTo("Failed to launch container: Failed to fetch: uri=/no/such/executor.jar, no such file");
        }
    }

    @Test
    void executorThatStaysSilentIsKilled() throws Exception {
        Timings timings =
                Timings.builder().executorRegistration(Duration.ofMillis(500)).build();
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1), "127.0.0.1", 0, timings);
                var scheduler = SchedulerPeer.registered(cluster, "silent")) {
            Offer offer = scheduler.offers().getFirst();

            scheduler.launch(
                    List.of(offer), 0, task(offer, CommandInfo.newBuilder().setValue("exec sleep 60")));

            TaskStatus status = scheduler.update("t1").getStatus();
            assertThat(status.getState()).isEqualTo(TaskState.TASK_FAILED);
            assertThat(status.getReason()).isEqualTo(TaskStatus.Reason.REASON_EXECUTOR_REGISTRATION_TIMEOUT);
            assertThat(status.getMessage()).isEqualTo("Executor did not register within 500ms");
        }
    }

    @Test
    void executorThatIsShutDownMayEndByItself() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(cluster, "shutdown")) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(List.of(offer), 0, tiny(offer, "t1", "e1", "hold").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);

            scheduler.call(Call.newBuilder()
                    .setType(Call.Type.SHUTDOWN)
                    .setShutdown(Call.Shutdown.newBuilder()
                            .setExecutorId(Tasks.tinyExecutor("e1").getExecutorId())
                            .setSlaveId(offer.getSlaveId())));

            assertThat(scheduler
                            .next(ExitedExecutorMessage.getDefaultInstance())
                            .getStatus())
                    .isZero();
        }
    }

    @Test
    void executorThatIgnoresItsShutdownIsKilled() throws Exception {
        Timings timings =
                Timings.builder().shutdownGrace(Duration.ofMillis(300)).build();
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1), "127.0.0.1", 0, timings);
                var scheduler = SchedulerPeer.registered(cluster, "deaf")) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(List.of(offer), 0, tiny(offer, "t1", "e1", "deaf").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);

            scheduler.call(Call.newBuilder()
                    .setType(Call.Type.SHUTDOWN)
                    .setShutdown(Call.Shutdown.newBuilder()
                            .setExecutorId(Tasks.tinyExecutor("e1").getExecutorId())
                            .setSlaveId(offer.getSlaveId())));

            assertThat(scheduler
                            .next(ExitedExecutorMessage.getDefaultInstance())
                            .getStatus())
                    .isEqualTo(9);
        }
    }

    private static TaskInfo task(Offer offer, CommandInfo.Builder command) {
        ExecutorInfo executor =
                Tasks.tinyExecutor("e1").toBuilder().setCommand(command).build();
        return tiny(offer, "t1", "e1", "hold")
                .setExecutor(executor)
                .setData(ByteString.EMPTY)
                .build();
    }

    /** The only child of this JVM that runs executors of this framework. */
    static ProcessHandle executor(SchedulerPeer scheduler) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(TinyExecutor.class.getName())
                        || String.join(" ", process.info().arguments().orElse(new String[0]))
                                .contains(TinyExecutor.class.getName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no executor of " + scheduler.id.getValue()));
    }
}
