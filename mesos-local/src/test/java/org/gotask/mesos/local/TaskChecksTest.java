package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.scalar;
import static org.gotask.mesos.local.Tasks.shell;
import static org.gotask.mesos.local.Tasks.tiny;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gotask.mesos.proto.DurationInfo;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.KillPolicy;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.junit.jupiter.api.Test;

/** Tasks that a master does not launch. */
class TaskChecksTest {

    /** The mistakes in a task, by the beginning of the error message. */
    private static Map<String, Function<TaskInfo.Builder, TaskInfo.Builder>> mistakes() {
        var mistakes = new LinkedHashMap<String, Function<TaskInfo.Builder, TaskInfo.Builder>>();
        mistakes.put("Task uses no resources", TaskInfo.Builder::clearResources);
        mistakes.put(
                "Task uses invalid resources: invalid resource: name=cpus",
                task -> task.addResources(scalar("cpus", -1)));
        mistakes.put(
                "Task uses more resources cpus 3.1, mem 32 than available",
                task -> task.addResources(scalar("cpus", 3)));
        mistakes.put("Task uses more resources cpus 0.1, gpus 1, mem 32", task -> task.addResources(scalar("gpus", 1)));
        mistakes.put("Task should have at least one (but not both)", TaskInfo.Builder::clearCommand);
        mistakes.put(
                "Task should have at least one (but not both) ", task -> task.setExecutor(Tasks.tinyExecutor("e")));
        mistakes.put(
                "Task uses invalid agent elsewhere",
                task -> task.setSlaveId(SlaveID.newBuilder().setValue("elsewhere")));
        mistakes.put(
                "Task's 'kill_policy.grace_period'",
                task -> task.setKillPolicy(KillPolicy.newBuilder().setGracePeriod(nanos(-1))));
        mistakes.put("Task's 'max_completion_time'", task -> task.setMaxCompletionTime(nanos(-1)));
        mistakes.put("'ExecutorInfo.type' must be", withExecutor(e -> e.setType(ExecutorInfo.Type.DEFAULT)));
        mistakes.put("'ExecutorInfo.command' must be", withExecutor(ExecutorInfo.Builder::clearCommand));
        mistakes.put(
                "Executor id is malformed",
                withExecutor(e -> e.setExecutorId(ExecutorID.newBuilder().setValue("../e"))));
        mistakes.put(
                "ExecutorInfo has an invalid FrameworkID",
                withExecutor(e -> e.setFrameworkId(FrameworkID.newBuilder().setValue("other"))));
        mistakes.put("ExecutorInfo's 'shutdown_grace_period'", withExecutor(e -> e.setShutdownGracePeriod(nanos(-1))));
        return mistakes;
    }

    @Test
    void namesEachMistakeAndLaunchesTheRest() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.parse("local{cpus=2,mem=512,disk=10}"));
                var scheduler = SchedulerPeer.registered(cluster, "mistakes")) {
            Offer offer = scheduler.offers().getFirst();
            var tasks = new ArrayList<TaskInfo>();
            mistakes()
                    .forEach((message, mistake) -> tasks.add(mistake.apply(shell(offer, "bad-" + tasks.size(), "true"))
                            .build()));
            tasks.add(shell(offer, "a/b", "true").build());
            tasks.add(shell(offer, "good", "true").build());
            tasks.add(shell(offer, "good", "true").build());

            scheduler.launch(List.of(offer), 1000, tasks.toArray(TaskInfo[]::new));

            int i = 0;
            for (String message : mistakes().keySet()) {
                assertThat(error(scheduler, "bad-" + i++)).startsWith(message);
            }
            assertThat(error(scheduler, "a/b")).startsWith("Task id is malformed");
            assertThat(error(scheduler, "good")).isEqualTo("Task has duplicate ID: good");
            scheduler.await("good", TaskState.TASK_FINISHED);
        }
    }

    @Test
    void executorsOfOneIdHaveToBeEqual() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(cluster, "executors")) {
            Offer offer = scheduler.offers().getFirst();
            ExecutorInfo executor = Tasks.tinyExecutor("e1");
            ExecutorInfo turned = executor.toBuilder()
                    .clearResources()
                    .addResources(executor.getResources(1))
                    .addResources(executor.getResources(0))
                    .build();
            ExecutorInfo other = executor.toBuilder().setName("other").build();
            ExecutorInfo negative =
                    executor.toBuilder().addResources(scalar("mem", -1)).build();

            scheduler.launch(
                    List.of(offer),
                    0,
                    tiny(offer, "t1", "e1", "hold").build(),
                    tiny(offer, "t2", "e1", "hold").setExecutor(turned).build(),
                    tiny(offer, "t3", "e1", "hold").setExecutor(other).build(),
                    tiny(offer, "t4", "e1", "hold").setExecutor(negative).build());

            assertThat(error(scheduler, "t3")).startsWith("ExecutorInfo is not compatible with existing ExecutorInfo");
            assertThat(error(scheduler, "t4")).startsWith("Task uses invalid resources");
            scheduler.await("t1", TaskState.TASK_RUNNING);
            scheduler.await("t2", TaskState.TASK_RUNNING);
        }
    }

    @Test
    void resourcesOfValueZeroAreFine() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var scheduler = SchedulerPeer.registered(cluster, "zero")) {
            Offer offer = scheduler.offers().getFirst();
            TaskInfo.Builder task = shell(offer, "t1", "true").clearResources().addResources(scalar("cpus", 0));

            scheduler.launch(List.of(offer), 0, task.build());

            scheduler.await("t1", TaskState.TASK_FINISHED);
        }
    }

    private static String error(SchedulerPeer scheduler, String task) throws InterruptedException {
        TaskStatus status = scheduler.update(task).getStatus();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_ERROR);
        assertThat(status.getReason()).isEqualTo(TaskStatus.Reason.REASON_TASK_INVALID);
        assertThat(status.getSource()).isEqualTo(TaskStatus.Source.SOURCE_MASTER);
        assertThat(status.hasUuid()).isFalse();
        return status.getMessage();
    }

    private static Function<TaskInfo.Builder, TaskInfo.Builder> withExecutor(
            Function<ExecutorInfo.Builder, ExecutorInfo.Builder> mistake) {
        var executor = mistake.apply(Tasks.tinyExecutor("e").toBuilder());
        return task -> task.clearCommand().setExecutor(executor);
    }

    private static DurationInfo nanos(long nanos) {
        return DurationInfo.newBuilder().setNanoseconds(nanos).build();
    }
}
