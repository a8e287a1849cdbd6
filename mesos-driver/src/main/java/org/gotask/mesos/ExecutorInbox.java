package org.gotask.mesos;

import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.internal.ExecutorRegisteredMessage;
import org.gotask.mesos.proto.internal.ExecutorReregisteredMessage;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.ReconnectExecutorMessage;
import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.runtime.DriverEffects;
import org.gotask.mesos.runtime.ExpectedSender;
import org.gotask.mesos.runtime.MessageDispatcher;
import org.gotask.mesos.runtime.MessageHandlers;

/**
 * Handles the messages to an executor driver: the receiving half of the state machine of {@link ExecutorProcess}.
 * Confined to the event loop. Only messages from the executor's own agent are handled, which keeps its address after a
 * restart: a message from a new address would prove nothing, because any process can send it.
 */
final class ExecutorInbox {

    private static final int UUID_BYTES = 16;

    private final ExecutorProcess process;
    private final ExecutorIdentity identity;
    private final DriverEffects<Executor, ExecutorDriver> effects;
    private final ExpectedSender agent;

    ExecutorInbox(ExecutorProcess process, ExecutorIdentity identity, DriverEffects<Executor, ExecutorDriver> effects) {
        this.process = process;
        this.identity = identity;
        this.effects = effects;
        agent = new ExpectedSender("the executor's agent", process::isAgent);
    }

    /** Registers handlers for all messages that an agent sends to an executor. */
    void install(MessageHandlers handlers) {
        handlers.on(ExecutorRegisteredMessage.getDefaultInstance(), agent, this::registered);
        handlers.on(ExecutorReregisteredMessage.getDefaultInstance(), agent, this::reregistered);
        handlers.on(ReconnectExecutorMessage.getDefaultInstance(), agent, this::reconnect);
        handlers.on(RunTaskMessage.getDefaultInstance(), agent, this::runTask);
        handlers.on(KillTaskMessage.getDefaultInstance(), agent, this::killTask);
        handlers.on(StatusUpdateAcknowledgementMessage.getDefaultInstance(), agent, this::acknowledged);
        handlers.on(FrameworkToExecutorMessage.getDefaultInstance(), agent, this::frameworkMessage);
        handlers.on(ShutdownExecutorMessage.getDefaultInstance(), agent, this::shutdown);
        handlers.on(FrameworkErrorMessage.getDefaultInstance(), agent, this::error);
    }

    void registered(Optional<Upid> from, ExecutorRegisteredMessage message) {
        if (listensTo(from, "ExecutorRegisteredMessage")) {
            process.registered();
            effects.callback(
                    "registered",
                    (executor, driver) -> executor.registered(
                            driver, message.getExecutorInfo(), message.getFrameworkInfo(), message.getSlaveInfo()));
        }
    }

    void reregistered(Optional<Upid> from, ExecutorReregisteredMessage message) {
        if (listensTo(from, "ExecutorReregisteredMessage")) {
            process.registered();
            effects.callback(
                    "reregistered", (executor, driver) -> executor.reregistered(driver, message.getSlaveInfo()));
        }
    }

    void reconnect(Optional<Upid> from, ReconnectExecutorMessage message) {
        if (!listensTo(from, "ReconnectExecutorMessage")) {
            return;
        }
        SlaveID agentId = message.getSlaveId();
        if (!agentId.equals(identity.agentId())) {
            effects.ignored(
                    "reconnect",
                    "reconnection ignored, it is not from the executor's agent: agent=" + agentId.getValue()
                            + ", expected=" + identity.agentId().getValue() + ", from=" + MessageDispatcher.who(from));
        } else if (!process.outlivesItsAgent()) {
            effects.ignored(
                    "reconnect",
                    "reconnection ignored, the framework does not use checkpointing: agent=" + agentId.getValue()
                            + ", from="
                            + MessageDispatcher.who(from));
        } else {
            process.reconnect();
        }
    }

    void runTask(Optional<Upid> from, RunTaskMessage message) {
        if (!listensTo(from, "RunTaskMessage")) {
            return;
        }
        TaskInfo task = message.getTask();
        if (!process.isConnected()) {
            ignored("task dropped, the executor is not registered", task, from);
        } else if (!process.launched(task)) {
            ignored("task dropped, it was launched before", task, from);
        } else {
            effects.callback("launchTask", (executor, driver) -> executor.launchTask(driver, task));
        }
    }

    void killTask(Optional<Upid> from, KillTaskMessage message) {
        // also while not registered, where a kill does no harm
        if (listensTo(from, "KillTaskMessage")) {
            effects.callback("killTask", (executor, driver) -> executor.killTask(driver, message.getTaskId()));
        }
    }

    void acknowledged(Optional<Upid> from, StatusUpdateAcknowledgementMessage message) {
        // also while the driver stops, because the stop waits for acknowledgements
        if (!isAgent(from, "StatusUpdateAcknowledgementMessage") || !process.isConnected()) {
            return;
        }
        if (message.getUuid().size() != UUID_BYTES) {
            effects.ignored(
                    "uuid",
                    "acknowledgement ignored, its UUID is invalid: lengthBytes="
                            + message.getUuid().size() + ", task="
                            + message.getTaskId().getValue() + ", from="
                            + MessageDispatcher.who(from));
            return;
        }
        process.acknowledged(message.getUuid(), message.getTaskId());
    }

    void frameworkMessage(Optional<Upid> from, FrameworkToExecutorMessage message) {
        if (listensTo(from, "FrameworkToExecutorMessage") && process.isConnected()) {
            effects.callback(
                    "frameworkMessage", (executor, driver) -> executor.frameworkMessage(driver, message.getData()));
        }
    }

    void shutdown(Optional<Upid> from, ShutdownExecutorMessage message) {
        if (listensTo(from, "ShutdownExecutorMessage")) {
            process.shutdown();
        }
    }

    void error(Optional<Upid> from, FrameworkErrorMessage message) {
        if (listensTo(from, "FrameworkErrorMessage")) {
            effects.fail(message.getMessage());
        }
    }

    private boolean listensTo(Optional<Upid> from, String name) {
        return process.isListening() && isAgent(from, name);
    }

    private boolean isAgent(Optional<Upid> from, String name) {
        if (agent.is(from)) {
            return true;
        }
        effects.ignored("stranger", MessageDispatcher.strangersLine(agent, name, from));
        return false;
    }

    private void ignored(String what, TaskInfo task, Optional<Upid> from) {
        effects.ignored(what, what + ": task=" + task.getTaskId().getValue() + ", from=" + MessageDispatcher.who(from));
    }
}
