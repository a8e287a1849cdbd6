package org.gotask.mesos;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.ReregisterExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.jspecify.annotations.Nullable;

/**
 * What an executor driver does at each call of its user and each change of its agent: the state machine without its
 * receiving half, which is {@link ExecutorInbox}. Confined to the event loop; acts on the world through
 * {@link DriverEffects} only.
 *
 * <p>An update is kept until the agent has acknowledged it: it is sent again after a while, and to an agent that was
 * restarted. That is harmless, for an agent knows an update by its uuid. All unacknowledged updates are sent again
 * together, so that a task's updates never overtake each other.
 */
final class ExecutorProcess {

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

    private final ExecutorEnvironment environment;
    private final Duration firstRetry;
    private final DriverEffects<Executor, ExecutorDriver> effects;
    private final Consumer<Duration> forcedExit;
    private final Clock clock;
    private final Upid agent;
    private final UnacknowledgedUpdates unacknowledged = new UnacknowledgedUpdates();

    private boolean agentReachable;
    private boolean connected;
    private boolean everRegistered;
    private boolean mayReconnectOnceMore;
    private boolean running = true;
    private boolean shuttingDown;
    private Duration retry;
    private Timer retryTimer = () -> {};
    private Timer recoveryTimer = () -> {};
    private @Nullable Runnable drained;

    /**
     * An executor that is not registered.
     *
     * @param forcedExit has the process ended after the time it is given
     */
    ExecutorProcess(
            ExecutorEnvironment environment,
            Duration firstRetry,
            DriverEffects<Executor, ExecutorDriver> effects,
            Consumer<Duration> forcedExit,
            Clock clock) {
        this.environment = environment;
        this.firstRetry = firstRetry;
        this.effects = effects;
        this.forcedExit = forcedExit;
        this.clock = clock;
        agent = environment.agent();
        retry = firstRetry;
    }

    /** True while messages are answered: neither aborted nor stopped nor shutting down. */
    boolean isListening() {
        return running && !shuttingDown;
    }

    /** True from the agent's answer to the registration until the agent is lost. */
    boolean isConnected() {
        return connected;
    }

    /** Whether this is the agent's address. May be asked on any thread. */
    boolean isAgent(Optional<Upid> from) {
        return from.filter(agent::equals).isPresent();
    }

    /** Registers: once, for an agent that is there answers, and one that is not is gone for good. */
    void start() {
        linkAgent();
        effects.send(
                agent,
                RegisterExecutorMessage.newBuilder()
                        .setFrameworkId(environment.identity().frameworkId())
                        .setExecutorId(environment.identity().executorId())
                        .build());
    }

    /** The agent has answered. */
    void registered() {
        connected = true;
        everRegistered = true;
        recoveryTimer.cancel();
        retryLater(firstRetry);
    }

    /** Whether an agent that comes back finds the executor waiting. */
    boolean outlivesItsAgent() {
        return environment.recoveryTimeout().isPresent();
    }

    /** A restarted agent asks what the executor is doing. */
    void reconnect() {
        connected = false;
        mayReconnectOnceMore = true;
        reregister();
    }

    /** Remembers a task until the agent acknowledges an update of it; false if it is known already. */
    boolean launched(TaskInfo task) {
        return unacknowledged.launched(task);
    }

    /** The agent has taken an update over. */
    void acknowledged(ByteString uuid, TaskID taskId) {
        if (unacknowledged.acknowledged(uuid, taskId)) {
            retryLater(firstRetry);
            checkDrained();
        }
    }

    /** Gives a state a new uuid and sends it. Still done while shutting down. */
    void sendStatusUpdate(TaskStatus status) {
        if (!running) {
            return;
        }
        ByteString uuid = randomUuid();
        double now = StatusUpdates.seconds(clock.instant());
        ExecutorIdentity identity = environment.identity();
        StatusUpdate update = StatusUpdate.newBuilder()
                .setFrameworkId(identity.frameworkId())
                .setExecutorId(identity.executorId())
                .setSlaveId(identity.agentId())
                .setStatus(status.toBuilder().setUuid(uuid).setTimestamp(now).setSlaveId(identity.agentId()))
                .setTimestamp(now)
                .setUuid(uuid)
                .build();
        boolean first = !unacknowledged.hasUpdates();
        unacknowledged.sent(update);
        sendToAgent(update);
        if (first) {
            retryLater(firstRetry);
        }
    }

    void sendFrameworkMessage(ByteString data) {
        if (running && agentReachable) {
            ExecutorIdentity identity = environment.identity();
            effects.send(
                    agent,
                    ExecutorToFrameworkMessage.newBuilder()
                            .setSlaveId(identity.agentId())
                            .setFrameworkId(identity.frameworkId())
                            .setExecutorId(identity.executorId())
                            .setData(data)
                            .build());
        }
    }

    /** Has the user end the executor, and ends it by force after the grace period. */
    void shutdown() {
        if (!isListening()) {
            return;
        }
        shuttingDown = true;
        recoveryTimer.cancel();
        if (!environment.local()) {
            forcedExit.accept(environment.shutdownGracePeriod());
        }
        effects.callback("shutdown", Executor::shutdown);
    }

    /** Ends the state machine: nothing is sent any more. */
    void abort() {
        running = false;
        retryTimer.cancel();
        recoveryTimer.cancel();
    }

    /**
     * Ends the state machine as soon as no end of a task can be lost by it: an executor that exits before its last update
     * was acknowledged may take the update with it. Whoever calls sets the limit of the wait.
     */
    void stop(Runnable done) {
        drained = done;
        running = false;
        checkDrained();
    }

    private void checkDrained() {
        if (drained != null && (!agentReachable || !unacknowledged.hasTerminal())) {
            Runnable done = drained;
            drained = null;
            retryTimer.cancel();
            recoveryTimer.cancel();
            done.run();
        }
    }

    private void linkAgent() {
        agentReachable = true;
        effects.link(agent, this::linkBroken);
    }

    private void linkBroken() {
        agentReachable = false;
        boolean wasConnected = connected;
        connected = false;
        checkDrained();
        if (!isListening()) {
            return;
        }
        Optional<Duration> recoveryTimeout = environment.recoveryTimeout();
        if (recoveryTimeout.isEmpty() || !everRegistered) {
            shutdown();
        } else if (!wasConnected && mayReconnectOnceMore) {
            // the connection to the agent's former life may have been seen to break only now
            mayReconnectOnceMore = false;
            reregister();
        } else {
            recoveryTimer.cancel();
            recoveryTimer = effects.after(recoveryTimeout.get(), this::shutdown);
            if (wasConnected) {
                effects.callback("disconnected", Executor::disconnected);
            }
        }
    }

    private void reregister() {
        linkAgent();
        effects.send(
                agent,
                ReregisterExecutorMessage.newBuilder()
                        .setExecutorId(environment.identity().executorId())
                        .setFrameworkId(environment.identity().frameworkId())
                        .addAllTasks(unacknowledged.tasks())
                        .addAllUpdates(unacknowledged.updates())
                        .build());
    }

    private void retryLater(Duration delay) {
        retryTimer.cancel();
        retry = delay;
        if (unacknowledged.hasUpdates()) {
            retryTimer = effects.after(delay, this::retryNow);
        }
    }

    private void retryNow() {
        if (connected) {
            unacknowledged.updates().forEach(this::sendToAgent);
        }
        Duration doubled = retry.multipliedBy(2);
        retryLater(doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY);
    }

    private void sendToAgent(StatusUpdate update) {
        // without the address the agent would take the update for one of its own, and never acknowledge it
        if (agentReachable) {
            effects.send(
                    agent,
                    StatusUpdateMessage.newBuilder()
                            .setUpdate(update)
                            .setPid(effects.self().wire())
                            .build());
        }
    }

    /** Version 4: an agent that is sent any other sixteen bytes may not survive them. */
    private static ByteString randomUuid() {
        UUID uuid = UUID.randomUUID();
        return ByteString.copyFrom(ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .flip());
    }
}
