package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.gotask.mesos.DriverConfig;
import org.gotask.mesos.DriverStatus;
import org.gotask.mesos.MesosSchedulerDriver;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.Filters;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.junit.jupiter.api.Test;

/** The drivers of this project on {@code local[2]}, from the registration to the stop. */
class RealDriversTest {

    private static final int TASKS_PER_AGENT = 5;
    private static final int MESSAGES = 200;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void runTasksOnTwoAgentsAndTalkInOrder() throws Exception {
        var scheduler = new RecordingScheduler();
        var driver = new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(scheduler)
                .framework(FrameworkInfo.newBuilder()
                        .setUser("")
                        .setName("real drivers")
                        .build())
                .master("local[2]")
                .messenger(MessengerConfig.loopback())
                .build());
        driver.start();
        try {
            List<Offer> offers = scheduler.offers.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(offers).hasSize(2);
            for (Offer offer : offers) {
                driver.launchTasks(
                        List.of(offer.getId()),
                        tasks(offer),
                        Filters.newBuilder().setRefuseSeconds(1000).build());
            }
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> scheduler.count(TaskState.TASK_RUNNING) == 2 * TASKS_PER_AGENT);

            SlaveID agent = offers.getFirst().getSlaveId();
            for (int i = 0; i < MESSAGES; i++) {
                driver.sendFrameworkMessage(executorId(agent), agent, ByteString.copyFromUtf8(Integer.toString(i)));
            }
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(scheduler.messages.poll(LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .isEqualTo(Integer.toString(i));
            }
            driver.killTask(taskId(agent, 0));
            for (int i = 1; i < TASKS_PER_AGENT; i++) {
                driver.sendFrameworkMessage(
                        executorId(agent),
                        agent,
                        ByteString.copyFromUtf8("finish " + taskId(agent, i).getValue()));
            }
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> scheduler.count(TaskState.TASK_KILLED) == 1
                            && scheduler.count(TaskState.TASK_FINISHED) == TASKS_PER_AGENT - 1);
        } finally {
            assertThat(driver.stop()).isEqualTo(DriverStatus.STOPPED);
        }

        assertThat(scheduler.errors).isEmpty();
        Awaitility.await()
                .until(() -> ProcessHandle.current().descendants().findAny().isEmpty());
    }

    private static List<TaskInfo> tasks(Offer offer) {
        ExecutorInfo executor =
                Tasks.javaExecutor(executorId(offer.getSlaveId()).getValue(), EchoExecutor.class);
        var tasks = new ArrayList<TaskInfo>();
        for (int i = 0; i < TASKS_PER_AGENT; i++) {
            tasks.add(TaskInfo.newBuilder()
                    .setName("echo")
                    .setTaskId(taskId(offer.getSlaveId(), i))
                    .setSlaveId(offer.getSlaveId())
                    .addResources(Tasks.scalar("cpus", 0.01))
                    .setExecutor(executor)
                    .build());
        }
        return tasks;
    }

    private static TaskID taskId(SlaveID agent, int number) {
        return TaskID.newBuilder().setValue(agent.getValue() + "-" + number).build();
    }

    private static ExecutorID executorId(SlaveID agent) {
        return ExecutorID.newBuilder().setValue("echo-" + agent.getValue()).build();
    }
}
