package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gotask.mesos.DriverConfig;
import org.gotask.mesos.DriverStatus;
import org.gotask.mesos.MesosSchedulerDriver;
import org.gotask.mesos.SchedulerDriver;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.local.LocalCluster;
import org.gotask.mesos.local.LocalClusterConfig;
import org.gotask.mesos.local.LocalSpec;
import org.gotask.mesos.proto.CommandInfo;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.Filters;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.Value;
import org.gotask.system.app.PingExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A framework's life with mesos-go in one of the roles or both: what two halves of our own might have misunderstood
 * alike shows here. In each story ten tasks are launched on one executor, messages go both ways, one task is killed, the
 * states are reconciled, the others finish, and the framework is removed.
 */
@Tag("deep")
class MesosGoIT {

    private static final int TASKS = 10;
    private static final int MESSAGES = 100;
    private static final String SECRET = "burrow";
    private static final ExecutorID EXECUTOR =
            ExecutorID.newBuilder().setValue("executor").build();

    @TempDir
    Path folder;

    private LocalCluster cluster;

    @BeforeEach
    void startCluster() throws Exception {
        GoPeer.program("scheduler");
        cluster = LocalCluster.start(config().build());
    }

    private LocalClusterConfig.Builder config() {
        return LocalClusterConfig.builder(
                LocalSpec.parse("local[2]{cpus=2,mem=512,work_dir=" + folder.resolve("agents") + "}"));
    }

    @AfterEach
    void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    /**
     * Catches a master or agent that understands our drivers only: the old messages of frameworks, a task's resources or
     * executor read from the wrong field, an update that is passed on before the last one was acknowledged, a framework
     * that stays after it unregistered.
     */
    @Test
    void schedulerAndExecutorInGoRunOnTheLocalCluster() throws Exception {
        runSchedulerInGo(GoPeer.program("executor").toString());
    }

    /**
     * Catches an executor driver whose registration, updates or messages only our own agent's tests take, and one that
     * drops, doubles or reorders messages: the scheduler in Go counts them.
     */
    @Test
    void ourExecutorDriverServesASchedulerInGo() throws Exception {
        runSchedulerInGo("exec '" + AppProcess.JAVA + "' -Xmx64m -cp '" + System.getProperty("java.class.path") + "' "
                + PingExecutor.class.getName());
    }

    /**
     * Catches a master that understands only our own way to authenticate: mesos-go's comes from a process and a port of its
     * own, and sends no data with its first step.
     */
    @Test
    void schedulerInGoAuthenticatesWithTheLocalMaster() throws Exception {
        restartWithAuthentication();

        runSchedulerInGo(GoPeer.program("executor").toString(), "-principal=gopher", "-secret=" + SECRET);
    }

    /** Catches a master that lets anybody in: mesos-go's driver says nothing of a refusal, and waits. */
    @Test
    void schedulerInGoWithAWrongSecretIsNotRegistered() throws Exception {
        restartWithAuthentication();

        try (AppProcess scheduler = schedulerInGo("none", "-principal=gopher", "-secret=wrong", "-patience=2s")) {
            assertThat(scheduler.awaitExit()).isEqualTo(1);
            assertThat(scheduler.out()).containsExactly("FAILED: no registration within 2s");
            assertThat(scheduler.err()).anyMatch(line -> line.contains("refused authentication"));
        }
    }

    private void restartWithAuthentication() throws Exception {
        cluster.close();
        cluster = LocalCluster.start(config().credentials(List.of(Credential.of("gopher", SECRET)))
                .authentication(LocalClusterConfig.Authentication.REQUIRED)
                .build());
    }

    private AppProcess schedulerInGo(String executor, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                GoPeer.program("scheduler").toString(),
                "-master=" + cluster.masterAddress(),
                "-executor=" + executor,
                "-tasks=" + TASKS,
                "-messages=" + MESSAGES));
        command.addAll(List.of(more));
        return AppProcess.command(folder.resolve("scheduler"), command);
    }

    private void runSchedulerInGo(String executor, String... more) throws Exception {
        try (AppProcess scheduler = schedulerInGo(executor, more)) {
            int code = scheduler.awaitExit();

            assertThat(code)
                    .as(() -> scheduler.output() + "\n" + saidByExecutors())
                    .isZero();
            assertThat(scheduler.out().getFirst()).startsWith("registered ");
            assertThat(scheduler.out())
                    .endsWith(
                            "running 10",
                            "answered in order 100",
                            "heard in order 100",
                            "killed task-0",
                            "reconciled 9",
                            "finished 9",
                            "stopped DRIVER_STOPPED");
        }
    }

    /**
     * Catches a scheduler driver that only our own executor driver's messages satisfy: an executor's message that is taken
     * for a stranger's, an update whose acknowledgement names the wrong task or uuid (the next one would not come), and
     * messages that are lost, doubled or, upwards, reordered.
     */
    @Test
    void ourSchedulerDriverCommandsAnExecutorInGo() throws Exception {
        var heard = new HeardEvents();
        var driver = new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(heard)
                .framework(FrameworkInfo.newBuilder()
                        .setUser("")
                        .setName("framework in Java")
                        .build())
                .master(cluster.masterAddress())
                .messenger(MessengerConfig.loopback())
                .build());
        driver.start();
        try {
            heard.next(heard.registrations);
            SlaveID agent = launch(driver, heard);
            expectOfAll(heard, 0, TaskState.TASK_RUNNING);

            for (int i = 0; i < MESSAGES; i++) {
                say(driver, agent, "ping " + i);
            }
            expectInOrder(heard, "pong ");
            say(driver, agent, "count " + MESSAGES);
            expectInOrder(heard, "up ");

            driver.killTask(task(0));
            assertThat(heard.next(heard.statuses)).satisfies(status -> {
                assertThat(status.getTaskId()).isEqualTo(task(0));
                assertThat(status.getState()).isEqualTo(TaskState.TASK_KILLED);
            });

            driver.reconcileTasks(List.of(running("task-1", agent), running("nobody", agent)));
            Map<String, TaskState> answers = new HashMap<>();
            for (int i = 0; i < 2; i++) {
                TaskStatus answer = heard.next(heard.statuses);
                assertThat(answer.getReason()).isEqualTo(TaskStatus.Reason.REASON_RECONCILIATION);
                answers.put(answer.getTaskId().getValue(), answer.getState());
            }
            assertThat(answers).isEqualTo(Map.of("task-1", TaskState.TASK_RUNNING, "nobody", TaskState.TASK_LOST));
            driver.reconcileTasks(List.of());
            expectOfAll(heard, 1, TaskState.TASK_RUNNING);

            say(driver, agent, "finish");
            expectOfAll(heard, 1, TaskState.TASK_FINISHED);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + saidByExecutors(), e);
        } finally {
            assertThat(driver.stop()).isEqualTo(DriverStatus.STOPPED);
        }
        assertThat(heard.accidents).isEmpty();
        assertThat(heard.messages).as("messages too many").isEmpty();
        assertThat(heard.statuses).as("updates too many").isEmpty();
    }

    private static SlaveID launch(SchedulerDriver driver, HeardEvents heard) throws Exception {
        List<Offer> offers = heard.next(heard.offers);
        Offer offer = offers.getFirst();
        offers.subList(1, offers.size())
                .forEach(other -> driver.declineOffer(other.getId(), Filters.getDefaultInstance()));
        ExecutorInfo executor = ExecutorInfo.newBuilder()
                .setExecutorId(EXECUTOR)
                .setCommand(CommandInfo.newBuilder()
                        .setValue(GoPeer.program("executor").toString()))
                .build();
        List<TaskInfo> tasks = IntStream.range(0, TASKS)
                .mapToObj(number -> TaskInfo.newBuilder()
                        .setName("task")
                        .setTaskId(task(number))
                        .setSlaveId(offer.getSlaveId())
                        .setExecutor(executor)
                        .addResources(Resource.newBuilder()
                                .setName("cpus")
                                .setType(Value.Type.SCALAR)
                                .setScalar(Value.Scalar.newBuilder().setValue(0.1)))
                        .build())
                .toList();
        driver.launchTasks(List.of(offer.getId()), tasks, Filters.getDefaultInstance());
        return offer.getSlaveId();
    }

    private static void expectOfAll(HeardEvents heard, int first, TaskState state) throws InterruptedException {
        List<TaskStatus> statuses = new ArrayList<>();
        for (int i = first; i < TASKS; i++) {
            statuses.add(heard.next(heard.statuses));
        }
        assertThat(statuses).extracting(TaskStatus::getState).containsOnly(state);
        assertThat(statuses)
                .extracting(TaskStatus::getTaskId)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(first, TASKS).mapToObj(MesosGoIT::task).toList());
    }

    private static void expectInOrder(HeardEvents heard, String word) throws InterruptedException {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(heard.next(heard.messages));
        }
        assertThat(messages)
                .containsExactlyElementsOf(IntStream.range(0, MESSAGES)
                        .mapToObj(number -> word + number)
                        .toList());
    }

    private static void say(SchedulerDriver driver, SlaveID agent, String text) {
        driver.sendFrameworkMessage(EXECUTOR, agent, ByteString.copyFromUtf8(text));
    }

    private static TaskID task(int number) {
        return TaskID.newBuilder().setValue("task-" + number).build();
    }

    private static TaskStatus running(String task, SlaveID agent) {
        return TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setSlaveId(agent)
                .setState(TaskState.TASK_RUNNING)
                .build();
    }

    /** What is in the executors' sandboxes, for messages. */
    private String saidByExecutors() {
        var said = new StringBuilder();
        try (Stream<Path> files = Files.walk(cluster.workDirectory())) {
            for (Path file : files.filter(path -> path.endsWith("stdout") || path.endsWith("stderr"))
                    .toList()) {
                said.append(file).append(":\n").append(Files.readString(file));
            }
        } catch (IOException e) {
            said.append("sandboxes are unreadable: ").append(e);
        }
        return said.toString();
    }
}
