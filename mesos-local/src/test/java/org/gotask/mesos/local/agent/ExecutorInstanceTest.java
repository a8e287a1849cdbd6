package org.gotask.mesos.local.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.agent.ExecutorInstance.Failure;
import org.gotask.mesos.local.sandbox.ChildProcess;
import org.gotask.mesos.local.sandbox.Sandbox;
import org.gotask.mesos.local.sandbox.WaitStatus;
import org.gotask.mesos.proto.CommandInfo;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.runtime.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transitions of the state machine of an executor run. */
class ExecutorInstanceTest {

    private static final Upid ADDRESS = Upid.parse("executor(1)@127.0.0.1:1");
    private static final Timer UNLIMITED = () -> {};
    private static final TaskInfo TASK = TaskInfo.newBuilder()
            .setName("t1")
            .setTaskId(TaskID.newBuilder().setValue("t1"))
            .setSlaveId(SlaveID.newBuilder().setValue("S0"))
            .build();

    @TempDir
    Path folder;

    private Optional<ChildProcess> process = Optional.empty();

    @AfterEach
    void killProcess() {
        process.ifPresent(ChildProcess::kill);
    }

    @Test
    void taskIsQueuedThenLaunchedThenEnded() {
        ExecutorInstance executor = executor();
        executor.taskQueued(TASK);
        assertThat(executor.queued()).containsOnlyKeys("t1");

        executor.registered(ADDRESS);
        executor.taskLaunched(TASK);
        assertThat(executor.queued()).isEmpty();
        assertThat(executor.launched()).containsOnlyKeys("t1");
        assertThat(executor.isIdle()).isFalse();

        executor.taskEnded("t1");
        assertThat(executor.launched()).isEmpty();
        assertThat(executor.ended()).containsOnlyKeys("t1");
        assertThat(executor.isIdle()).isTrue();

        executor.taskEndAcknowledged("t1");
        assertThat(executor.ended()).isEmpty();
    }

    @Test
    void queuedTaskCannotEndButCanBeWithdrawn() {
        ExecutorInstance executor = executor();
        executor.taskQueued(TASK);

        executor.taskEnded("t1");
        assertThat(executor.queued()).containsOnlyKeys("t1");

        executor.taskWithdrawn("t1");
        assertThat(executor.queued()).isEmpty();
        assertThat(executor.ended()).containsOnlyKeys("t1");
    }

    @Test
    void executorWithAProcessStillAwaitsRegistration() throws Exception {
        ExecutorInstance executor = executor();

        assertThat(executor.started(sleeping())).isTrue();

        assertThat(executor.awaitsRegistration()).isTrue();
        assertThat(executor.acceptsTasks()).isTrue();
    }

    @Test
    void commandRunsItsTaskAsSoonAsItHasAProcess() throws Exception {
        ExecutorInstance command = command();
        command.taskQueued(TASK);
        assertThat(command.awaitsRegistration()).isFalse();

        assertThat(command.started(sleeping())).isTrue();

        assertThat(command.queued()).isEmpty();
        assertThat(command.launched()).containsOnlyKeys("t1");
    }

    @Test
    void commandTakesNoOtherTask() throws Exception {
        ExecutorInstance command = command();
        command.taskQueued(TASK);
        assertThat(command.acceptsTasks()).isFalse();

        command.started(sleeping());

        assertThat(command.acceptsTasks()).isFalse();
    }

    @Test
    void abandonedLaunchIsInterrupted() throws Exception {
        var interrupted = new CountDownLatch(1);
        Thread launch = Thread.ofVirtual().start(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        ExecutorInstance executor = executor();
        executor.launchBegun(launch, UNLIMITED);

        executor.abandonLaunch();

        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void processThatStartsAfterAShutdownRequestMustEnd() throws Exception {
        ExecutorInstance executor = executor();
        assertThat(executor.shutdownRequested()).isTrue();

        assertThat(executor.started(sleeping())).isFalse();

        assertThat(executor.process()).isEqualTo(process);
        assertThat(executor.acceptsTasks()).isFalse();
    }

    @Test
    void onlyTheFirstShutdownRequestIsAccepted() {
        ExecutorInstance executor = executor();

        assertThat(executor.shutdownRequested()).isTrue();
        assertThat(executor.shutdownRequested()).isFalse();
        executor.exited(WaitStatus.UNKNOWN);
        assertThat(executor.shutdownRequested()).isFalse();
    }

    @Test
    void registrationCancelsItsTimeLimit() {
        var cancelled = new AtomicInteger();
        ExecutorInstance executor = executor();
        executor.launchBegun(Thread.currentThread(), cancelled::incrementAndGet);

        executor.registered(ADDRESS);

        assertThat(cancelled).hasValue(1);
        assertThat(executor.registrationTimedOut("late")).isFalse();
        assertThat(executor.exited(WaitStatus.UNKNOWN).failure().reason())
                .isEqualTo(TaskStatus.Reason.REASON_EXECUTOR_TERMINATED);
    }

    @Test
    void exitCancelsThePendingKill() {
        var cancelled = new AtomicInteger();
        ExecutorInstance executor = executor();
        executor.registered(ADDRESS);
        executor.shutdownRequested();
        executor.shutdownSent(cancelled::incrementAndGet);

        executor.exited(new WaitStatus(0));

        assertThat(cancelled).hasValue(1);
        assertThat(executor.hasExited()).isTrue();
    }

    @Test
    void exitEndsAllTasks() {
        ExecutorInstance executor = executor();
        executor.registered(ADDRESS);
        executor.taskLaunched(TASK);

        ExecutorInstance.End end = executor.exited(new WaitStatus(256));

        assertThat(end.unfinished()).containsExactly("t1");
        assertThat(end.failure())
                .isEqualTo(new Failure(
                        TaskStatus.Reason.REASON_EXECUTOR_TERMINATED, "Executor terminated: exit status 1"));
        assertThat(executor.launched()).isEmpty();
        assertThat(executor.ended()).containsOnlyKeys("t1");
    }

    @Test
    void tasksFailForTheFirstCause() {
        ExecutorInstance executor = executor();
        assertThat(executor.registrationTimedOut("did not register")).isTrue();
        executor.shutdownRequested();
        executor.launchFailed("given up");

        assertThat(executor.exited(WaitStatus.UNKNOWN).failure())
                .isEqualTo(new Failure(TaskStatus.Reason.REASON_EXECUTOR_REGISTRATION_TIMEOUT, "did not register"));
    }

    @Test
    void firstKillRequestIsDistinguished() {
        ExecutorInstance command = command();

        assertThat(command.wasKilled()).isFalse();
        assertThat(command.killRequested(UNLIMITED)).isTrue();
        assertThat(command.killRequested(UNLIMITED)).isFalse();
        assertThat(command.wasKilled()).isTrue();
    }

    private ExecutorInstance executor() {
        return executor(false);
    }

    private ExecutorInstance command() {
        return executor(true);
    }

    private ExecutorInstance executor(boolean command) {
        FrameworkInfo framework = FrameworkInfo.newBuilder()
                .setId(FrameworkID.newBuilder().setValue("f"))
                .setUser("nobody")
                .setName("f")
                .build();
        return new ExecutorInstance(
                new AgentFramework(framework, Optional.empty()),
                ExecutorInfo.newBuilder()
                        .setExecutorId(ExecutorID.newBuilder().setValue("e"))
                        .build(),
                command,
                (frameworkId, executorId, containerId) ->
                        Sandbox.of(folder, "S0", frameworkId, executorId, containerId),
                Duration.ofSeconds(5));
    }

    private ChildProcess sleeping() throws Exception {
        Sandbox sandbox = Sandbox.of(folder, "S0", "f", "e", "c");
        sandbox.create();
        ChildProcess child =
                ChildProcess.start(CommandInfo.newBuilder().setValue("sleep 60").build(), Map.of(), sandbox);
        process = Optional.of(child);
        return child;
    }
}
