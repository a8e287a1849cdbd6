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
import org.gotask.mesos.runtime.DriverEffects;
import org.gotask.mesos.runtime.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of an executor driver: handles calls of the user and changes of the agent; {@link ExecutorInbox}
 * handles messages. Confined to the event loop; acts only through {@link DriverEffects}.
 *
 * <p>An update is kept until the agent has acknowledged it, and is sent again after some time, or when the agent was
 * restarted. The agent recognizes duplicates by the UUID. All unacknowledged updates are sent again together, so that
 * the updates of a task stay in order.
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
     * @param forcedExit ends the process by force after the given time
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

    /** True while messages are handled: neither aborted nor stopped nor shutting down. */
    boolean isListening() {
        return running && !shuttingDown;
    }

    /** True from the confirmation of the registration until the agent is lost. */
    boolean isConnected() {
        return connected;
    }

    /** Whether this is the agent's address. Thread-safe. */
    boolean isAgent(Optional<Upid> from) {
        return from.filter(agent::equals).isPresent();
    }

    /** Registers once: a running agent answers, and one that does not run will not come back. */
    void start() {
        linkAgent();
        effects.send(
                agent,
                RegisterExecutorMessage.newBuilder()
                        .setFrameworkId(environment.identity().frameworkId())
                        .setExecutorId(environment.identity().executorId())
                        .build());
    }

    /** The agent has confirmed the registration. */
    void registered() {
        connected = true;
        everRegistered = true;
        recoveryTimer.cancel();
        retryLater(firstRetry);
    }

    /** Whether the executor waits for a lost agent. */
    boolean outlivesItsAgent() {
        return environment.recoveryTimeout().isPresent();
    }

    /** A restarted agent asks the executor to reregister. */
    void reconnect() {
        connected = false;
        mayReconnectOnceMore = true;
        reregister();
    }

    /** Records a task until the agent acknowledges an update of it; false if it is recorded already. */
    boolean launched(TaskInfo task) {
        return unacknowledged.launched(task);
    }

    /** The agent has acknowledged an update. */
    void acknowledged(ByteString uuid, TaskID taskId) {
        if (unacknowledged.acknowledged(uuid, taskId)) {
            retryLater(firstRetry);
            checkDrained();
        }
    }

    /** Sends a status with a new UUID; also while shutting down. */
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

    /** Asks the user to end the executor, and ends it by force after the grace period. */
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

    /** Ends the state machine; sends nothing afterwards. */
    void abort() {
        running = false;
        retryTimer.cancel();
        recoveryTimer.cancel();
    }

    /**
     * Ends the state machine as soon as all terminal updates are acknowledged: if the executor exited before, they
     * could be lost. The caller limits the wait.
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
            // this may be the old connection, from before the restart of the agent
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
        // an update without an address counts as the agent's own, and would not be acknowledged
        if (agentReachable) {
            effects.send(
                    agent,
                    StatusUpdateMessage.newBuilder()
                            .setUpdate(update)
                            .setPid(effects.self().wire())
                            .build());
        }
    }

    /** Version 4: other bytes may crash an agent. */
    private static ByteString randomUuid() {
        UUID uuid = UUID.randomUUID();
        return ByteString.copyFrom(ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .flip());
    }
}
