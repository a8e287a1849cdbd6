package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.tiny;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.ProcessName;
import org.gotask.mesos.local.agent.AgentConfig;
import org.gotask.mesos.local.agent.LocalAgent;
import org.gotask.mesos.local.faults.FaultRates;
import org.gotask.mesos.local.master.AuthenticationPolicy;
import org.gotask.mesos.local.master.LocalMaster;
import org.gotask.mesos.local.master.MasterConfig;
import org.gotask.mesos.local.sandbox.WorkDirectory;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent with a real executor, and a framework, move from one master to the next. */
class MasterFailoverTest {

    /** Longer than any test takes. */
    private static final Timings PATIENT =
            Timings.builder().recoveredFramework(Duration.ofHours(1)).build();

    private static final Timings HASTY =
            Timings.builder().recoveredFramework(Duration.ofMillis(300)).build();
    private static final FrameworkInfo INFO = FrameworkInfo.newBuilder()
            .setUser("nobody")
            .setName("failover")
            .setFailoverTimeout(60)
            .build();

    @TempDir
    Path folder;

    private final SwitchableDetector detector = new SwitchableDetector();
    private LocalMaster first;
    private LocalMaster second;
    private WorkDirectory workDirectory;
    private LocalAgent agent;

    @BeforeEach
    void start() throws Exception {
        first = master(PATIENT);
        second = master(PATIENT);
        workDirectory = WorkDirectory.create(Optional.of(folder));
        ResourceSet resources = ResourceSet.ofThousandths(Map.of("cpus", 2_000L, "mem", 512_000L));
        agent = LocalAgent.start(
                new AgentConfig(
                        "127.0.0.1",
                        0,
                        ProcessName.ofAgent(),
                        resources,
                        PATIENT.agent(),
                        Optional.empty(),
                        FaultRates.NONE),
                detector,
                workDirectory);
        detector.lead(first.info());
        assertThat(agent.awaitRegistered(60)).isTrue();
    }

    @AfterEach
    void stop() {
        agent.close();
        workDirectory.close();
        first.close();
        second.close();
    }

    @Test
    void tasksGoOnUnderTheNextMaster() throws Exception {
        try (var before = new SchedulerPeer(first.upid())) {
            before.subscribe(INFO);
            Offer offer = launch(before);
            before.await("t1", TaskState.TASK_RUNNING);
            ProcessHandle executor = ExecutorEndTest.executor(before);
            first.close();

            try (var after = before.at(second.upid())) {
                subscribe(after, before.id);
                detector.lead(second.info());

                StatusUpdate back = after.unacknowledged("t1");
                assertThat(back.getUuid().isEmpty()).isTrue();
                assertThat(back.getStatus().getState()).isEqualTo(TaskState.TASK_RUNNING);
                assertThat(back.getStatus().getReason()).isEqualTo(TaskStatus.Reason.REASON_SLAVE_REREGISTERED);
                assertThat(agent.id()).isEqualTo(offer.getSlaveId().getValue());
                Offer rest = after.offers().getFirst();
                assertThat(rest.getExecutorIdsList())
                        .extracting(id -> id.getValue())
                        .containsExactly("e1");
                assertThat(ResourceSet.of(rest.getResourcesList()).scalar("cpus"))
                        .isEqualTo(1_800); // 0.1 for the task, 0.1 for its executor
                assertThat(executor.isAlive()).isTrue();

                after.launch(List.of(rest), 0, tiny(rest, "t2", "e1", "hold").build());
                after.await("t2", TaskState.TASK_RUNNING);
                after.kill("t1");
                after.await("t1", TaskState.TASK_KILLED);
            }
        }
    }

    @Test
    void agentMayComeFirst() throws Exception {
        try (var before = new SchedulerPeer(first.upid())) {
            before.subscribe(INFO);
            launch(before);
            before.await("t1", TaskState.TASK_RUNNING);
            first.close();
            detector.nobody();
            detector.lead(second.info());

            try (var after = before.at(second.upid())) {
                subscribe(after, before.id);

                reconcile(after);
                TaskStatus running = after.unacknowledged("t1").getStatus();
                assertThat(running.getState()).isEqualTo(TaskState.TASK_RUNNING);
                after.kill("t1");
                after.await("t1", TaskState.TASK_KILLED);
            }
        }
    }

    @Test
    void updateThatFoundNoMasterIsToldToTheNext() throws Exception {
        try (var before = new SchedulerPeer(first.upid())) {
            before.subscribe(INFO);
            launch(before);
            StatusUpdate running = before.unacknowledged("t1");
            first.close();
            detector.nobody();

            try (var after = before.at(second.upid())) {
                subscribe(after, before.id);
                detector.lead(second.info());

                StatusUpdate told = after.unacknowledged("t1");
                while (told.getUuid().isEmpty()) {
                    told = after.unacknowledged("t1");
                }
                assertThat(told.getUuid()).isEqualTo(running.getUuid());
            }
        }
    }

    @Test
    void frameworkThatDoesNotComeIsEnded() throws Exception {
        ProcessHandle executor;
        FrameworkID id;
        try (var before = new SchedulerPeer(first.upid())) {
            before.subscribe(INFO.toBuilder().setFailoverTimeout(0).build());
            launch(before);
            before.await("t1", TaskState.TASK_RUNNING);
            executor = ExecutorEndTest.executor(before);
            id = before.id;
            first.close();
        }

        try (LocalMaster hasty = master(HASTY)) {
            detector.lead(hasty.info());

            assertThat(executor.onExit().get(60, TimeUnit.SECONDS)).isNotNull();
            try (var late = new SchedulerPeer(hasty.upid())) {
                send(late, id);
                assertThat(late.next(FrameworkErrorMessage.getDefaultInstance()).getMessage())
                        .isEqualTo("Framework has been removed");
            }
            detector.nobody();
        }
    }

    @Test
    void tasksOfAgentsThatMayStillComeAreNotCalledLost() throws Exception {
        try (LocalMaster elected = elected(PATIENT);
                var scheduler = new SchedulerPeer(elected.upid())) {
            scheduler.subscribe(INFO);

            askForTaskOfFormerAgent(scheduler);

            assertThat(scheduler.poll(StatusUpdateMessage.getDefaultInstance(), unused -> true, 300))
                    .isEmpty();
        }
    }

    @Test
    void tasksOfAgentsThatDidNotComeInTimeAreLost() throws Exception {
        try (LocalMaster elected = elected(HASTY);
                var scheduler = new SchedulerPeer(elected.upid())) {
            scheduler.subscribe(INFO);

            Awaitility.await().until(() -> {
                askForTaskOfFormerAgent(scheduler);
                return scheduler
                        .poll(StatusUpdateMessage.getDefaultInstance(), unused -> true, 200)
                        .filter(m -> m.getUpdate().getStatus().getState() == TaskState.TASK_LOST)
                        .isPresent();
            });
        }
    }

    private LocalMaster elected(Timings timings) throws Exception {
        LocalMaster master = LocalMaster.start(new MasterConfig(
                "127.0.0.1",
                0,
                ProcessName.ofMaster(),
                timings.master(),
                Set.of(),
                Optional.empty(),
                AuthenticationPolicy.of(List.of(), false, false),
                Optional.of("leader://" + folder.resolve("leader"))));
        Awaitility.await().until(master::isLeading);
        return master;
    }

    private static void askForTaskOfFormerAgent(SchedulerPeer scheduler) throws Exception {
        scheduler.call(Call.newBuilder()
                .setType(Call.Type.RECONCILE)
                .setReconcile(Call.Reconcile.newBuilder()
                        .addTasks(Call.Reconcile.Task.newBuilder()
                                .setTaskId(TaskID.newBuilder().setValue("t1"))
                                .setSlaveId(SlaveID.newBuilder().setValue("of-the-former-master-S0")))));
    }

    @Test
    void sameMasterFoundAgainKeepsAll() throws Exception {
        try (var scheduler = new SchedulerPeer(first.upid())) {
            scheduler.subscribe(INFO);
            launch(scheduler);
            scheduler.await("t1", TaskState.TASK_RUNNING);

            detector.nobody();
            detector.lead(first.info());

            scheduler.kill("t1");
            scheduler.await("t1", TaskState.TASK_KILLED);
        }
    }

    private static LocalMaster master(Timings timings) throws Exception {
        LocalMaster master = LocalMaster.start(new MasterConfig(
                "127.0.0.1",
                0,
                ProcessName.ofMaster(),
                timings.master(),
                Set.of(),
                Optional.empty(),
                AuthenticationPolicy.of(List.of(), false, false),
                Optional.empty()));
        master.open();
        return master;
    }

    private static Offer launch(SchedulerPeer scheduler) throws Exception {
        Offer offer = scheduler.offers().getFirst();
        scheduler.launch(List.of(offer), 1000, tiny(offer, "t1", "e1", "hold").build());
        return offer;
    }

    private static void subscribe(SchedulerPeer scheduler, FrameworkID id) throws Exception {
        send(scheduler, id);
        MasterInfo master = scheduler
                .next(
                        FrameworkRegisteredMessage.getDefaultInstance(),
                        m -> m.getFrameworkId().equals(id))
                .getMasterInfo();
        assertThat(Upid.parse(master.getPid())).isEqualTo(scheduler.master);
        scheduler.id = id;
    }

    private static void send(SchedulerPeer scheduler, FrameworkID id) throws Exception {
        scheduler.send(Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setFrameworkId(id)
                .setSubscribe(Call.Subscribe.newBuilder()
                        .setFrameworkInfo(INFO.toBuilder().setId(id)))
                .build());
    }

    private static void reconcile(SchedulerPeer scheduler) throws Exception {
        scheduler.call(Call.newBuilder().setType(Call.Type.RECONCILE).setReconcile(Call.Reconcile.newBuilder()));
    }
}
