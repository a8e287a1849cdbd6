package org.gotask.mesos.local.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.sandbox.ChildProcess;
import org.gotask.mesos.local.sandbox.Sandbox;
import org.gotask.mesos.local.sandbox.WaitStatus;
import org.gotask.mesos.proto.ContainerID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.runtime.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one executor run, from its launch to the end of its process. Callers report events, one method
 * per event; the transitions are private. A task is queued until the executor registers, then launched, then ended.
 * Confined to the agent's thread.
 */
final class ExecutorInstance {

    private enum State {
        /** Being fetched or started, or running but not registered. */
        REGISTERING,
        RUNNING,
        /** Asked to end. */
        TERMINATING,
        /** Its process is gone. */
        TERMINATED
    }

    final AgentFramework framework;
    final ExecutorInfo info;
    final boolean commandTask;
    final ContainerID container =
            ContainerID.newBuilder().setValue(UUID.randomUUID().toString()).build();
    final Sandbox sandbox;
    final Duration shutdownGrace;

    private final Map<String, TaskInfo> queued = new LinkedHashMap<>();
    private final Map<String, TaskInfo> launched = new LinkedHashMap<>();
    private final Map<String, TaskInfo> ended = new LinkedHashMap<>();
    private State state = State.REGISTERING;
    private Optional<Upid> pid = Optional.empty();
    private Optional<ChildProcess> process = Optional.empty();
    private Optional<Thread> launcher = Optional.empty();
    private Optional<Failure> failure = Optional.empty();
    private boolean killed;

    /** Ends the current state when it takes too long. */
    private @Nullable Timer timer;

    ExecutorInstance(
            AgentFramework framework,
            ExecutorInfo info,
            boolean commandTask,
            SandboxFactory sandboxes,
            Duration grace) {
        this.framework = framework;
        this.info = info;
        this.commandTask = commandTask;
        this.sandbox = sandboxes.sandbox(framework.id.getValue(), id(), container.getValue());
        this.shutdownGrace = info.hasShutdownGracePeriod()
                ? Duration.ofNanos(info.getShutdownGracePeriod().getNanoseconds())
                : grace;
    }

    String id() {
        return info.getExecutorId().getValue();
    }

    /** The role to which its resources are allocated. */
    String role() {
        return info.getResourcesList().stream()
                .map(resource -> resource.getAllocationInfo().getRole())
                .filter(role -> !role.isEmpty())
                .findFirst()
                .orElse("*");
    }

    /** Tasks that wait for the registration, by id. */
    Map<String, TaskInfo> queued() {
        return Collections.unmodifiableMap(queued);
    }

    /** Tasks sent to the executor that have not ended, by id. */
    Map<String, TaskInfo> launched() {
        return Collections.unmodifiableMap(launched);
    }

    /** Ended tasks whose terminal updates may be unacknowledged, by id. */
    Map<String, TaskInfo> ended() {
        return Collections.unmodifiableMap(ended);
    }

    /** The executor's address; empty until it has registered. */
    Optional<Upid> pid() {
        return pid;
    }

    /** The executor's process; empty until it has started. */
    Optional<ChildProcess> process() {
        return process;
    }

    /** Whether it takes further tasks, immediately or after its registration. A command has only its own task. */
    boolean acceptsTasks() {
        return !commandTask && !isEnding();
    }

    /** Whether a registration is expected; a command does not register. */
    boolean awaitsRegistration() {
        return !commandTask && state == State.REGISTERING;
    }

    boolean hasExited() {
        return state == State.TERMINATED;
    }

    /** Whether all its tasks have ended. */
    boolean isIdle() {
        return queued.isEmpty() && launched.isEmpty();
    }

    /** Whether its command task was killed on request. */
    boolean wasKilled() {
        return killed;
    }

    /**
     * A thread has begun to fetch and start the executor.
     *
     * @param limit the time limit of the registration
     */
    void launchBegun(Thread thread, Timer limit) {
        launcher = Optional.of(thread);
        startTimer(limit);
    }

    /** Interrupts the launch, if it has not finished. */
    void abandonLaunch() {
        launcher.ifPresent(Thread::interrupt);
    }

    /** The launch has failed; no process will start. */
    void launchFailed(String problem) {
        fail(TaskStatus.Reason.REASON_CONTAINER_LAUNCH_FAILED, problem);
    }

    /**
     * The process has started. A command is running now; other executors must register first.
     *
     * @return false if the executor was asked to end in the meantime, so that the process must be killed
     */
    boolean started(ChildProcess child) {
        process = Optional.of(child);
        launcher = Optional.empty();
        if (isEnding()) {
            return false;
        }
        if (commandTask) {
            state = State.RUNNING;
            stopTimer();
            launched.putAll(queued);
            queued.clear();
        }
        return true;
    }

    /** The executor has registered, which was {@linkplain #awaitsRegistration expected}. */
    void registered(Upid from) {
        pid = Optional.of(from);
        state = State.RUNNING;
        stopTimer();
        process.ifPresent(ChildProcess::recordProgram);
    }

    /**
     * The time limit to register, or for a command to start, has passed.
     *
     * @return false if the executor has registered or started, or is ending
     */
    boolean registrationTimedOut(String problem) {
        boolean late = state == State.REGISTERING;
        if (late) {
            fail(TaskStatus.Reason.REASON_EXECUTOR_REGISTRATION_TIMEOUT, problem);
        }
        return late;
    }

    /** A task has arrived before the registration. */
    void taskQueued(TaskInfo task) {
        queued.put(task.getTaskId().getValue(), task);
    }

    /** A task was sent to the executor. */
    void taskLaunched(TaskInfo task) {
        String taskId = task.getTaskId().getValue();
        queued.remove(taskId);
        launched.put(taskId, task);
    }

    /** A queued task was killed. */
    void taskWithdrawn(String taskId) {
        move(taskId, queued, ended);
    }

    /** A launched task has ended. */
    void taskEnded(String taskId) {
        move(taskId, launched, ended);
    }

    /** The scheduler has acknowledged the terminal update of a task. */
    void taskEndAcknowledged(String taskId) {
        ended.remove(taskId);
    }

    /**
     * The kill of its command task was requested.
     *
     * @param limit the time limit of the command, after which it gets SIGKILL
     * @return whether this is the first request
     */
    boolean killRequested(Timer limit) {
        boolean first = !killed;
        killed = true;
        startTimer(limit);
        return first;
    }

    /** Its end was requested; false if it is ending or has ended. */
    boolean shutdownRequested() {
        if (isEnding()) {
            return false;
        }
        state = State.TERMINATING;
        return true;
    }

    /**
     * The shutdown message was sent to the executor.
     *
     * @param limit the executor's time limit, after which its process is killed
     */
    void shutdownSent(Timer limit) {
        startTimer(limit);
    }

    /**
     * The process has ended, or will never start. This ends all tasks of the executor.
     *
     * @return the tasks that had not ended, and the reason for which they fail
     */
    End exited(WaitStatus status) {
        Failure cause = failure.orElseGet(() -> terminated(status));
        state = State.TERMINATED;
        stopTimer();
        var unfinished = new ArrayList<>(launched.keySet());
        unfinished.addAll(queued.keySet());
        ended.putAll(launched);
        ended.putAll(queued);
        launched.clear();
        queued.clear();
        return new End(List.copyOf(unfinished), cause);
    }

    private boolean isEnding() {
        return state == State.TERMINATING || state == State.TERMINATED;
    }

    private Failure terminated(WaitStatus status) {
        var text = new StringBuilder("Executor terminated: ").append(status.describe());
        if (pid.isEmpty()) {
            text.append(" before it registered");
            sandbox.lastError().ifPresent(line -> text.append("; stderr ends: ").append(line));
        }
        return new Failure(TaskStatus.Reason.REASON_EXECUTOR_TERMINATED, text.toString());
    }

    /** Keeps the first cause: later failures follow from it. */
    private void fail(TaskStatus.Reason reason, String problem) {
        failure = failure.or(() -> Optional.of(new Failure(reason, problem)));
    }

    private void startTimer(Timer next) {
        stopTimer();
        timer = next;
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private static void move(String taskId, Map<String, TaskInfo> from, Map<String, TaskInfo> to) {
        TaskInfo task = from.remove(taskId);
        if (task != null) {
            to.put(taskId, task);
        }
    }

    /** Locates the sandbox of an executor run. */
    @FunctionalInterface
    interface SandboxFactory {
        Sandbox sandbox(String frameworkId, String executorId, String containerId);
    }

    /** Reason and message of the status updates of failed tasks. */
    record Failure(TaskStatus.Reason reason, String message) {}

    /** The ids of the tasks that had not ended before the executor, and the reason for which they fail. */
    record End(List<String> unfinished, Failure failure) {}
}
