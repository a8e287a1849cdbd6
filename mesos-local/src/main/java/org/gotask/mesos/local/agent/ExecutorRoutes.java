package org.gotask.mesos.local.agent;

import com.google.protobuf.Message;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.faults.FaultFilter;
import org.gotask.mesos.local.faults.FaultFilter.Direction;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.text.ForeignText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards framework messages through an agent. They do not pass the agent's thread: the thread of the incoming
 * connection forwards each message, and waits while the receiver is slow, so that a flood slows only its sender down.
 * The agent's thread sets the addresses. Thread-safe.
 */
final class ExecutorRoutes {

    private static final Logger log = LoggerFactory.getLogger(ExecutorRoutes.class);

    private final AgentContext agent;
    private final FaultFilter faults;
    private final Set<Key> senders = ConcurrentHashMap.newKeySet();
    private final Map<Key, Upid> executors = new ConcurrentHashMap<>();
    private final Map<String, Upid> frameworks = new ConcurrentHashMap<>();

    ExecutorRoutes(AgentContext agent, FaultFilter faults) {
        this.agent = agent;
        this.faults = faults;
    }

    /**
     * Accepts messages from an executor. To be called before its first tasks are sent, because it may send as soon as
     * it has them.
     */
    void sender(FrameworkID framework, ExecutorID executor) {
        senders.add(Key.of(framework, executor));
    }

    /**
     * Forwards messages to an executor. To be called after its first tasks were sent, so that no message overtakes
     * them.
     */
    void executor(FrameworkID framework, ExecutorID executor, Upid pid) {
        executors.put(Key.of(framework, executor), pid);
    }

    void removeExecutor(FrameworkID framework, ExecutorID executor) {
        senders.remove(Key.of(framework, executor));
        executors.remove(Key.of(framework, executor));
        faults.removeStreams(framework.getValue(), executor.getValue());
    }

    void framework(FrameworkID framework, Upid pid) {
        frameworks.put(framework.getValue(), pid);
    }

    void removeFramework(FrameworkID framework) {
        frameworks.remove(framework.getValue());
    }

    /** Forwards a message to its executor; from any sender. Dropped unless the executor is running. */
    void toExecutor(Upid from, FrameworkToExecutorMessage message) {
        Upid pid = executors.get(Key.of(message.getFrameworkId(), message.getExecutorId()));
        if (pid == null) {
            log.debug(
                    "framework message dropped: executor={}, it is not running",
                    ForeignText.line(message.getExecutorId().getValue()));
        } else {
            pass(Direction.TO_EXECUTOR, Key.of(message.getFrameworkId(), message.getExecutorId()), pid, message);
        }
    }

    /**
     * Forwards an executor's message to its scheduler, or to the master if the agent does not know the scheduler's
     * address.
     */
    void toFramework(Upid from, ExecutorToFrameworkMessage message) {
        if (!senders.contains(Key.of(message.getFrameworkId(), message.getExecutorId()))) {
            log.debug(
                    "framework message dropped: executor={}, it is unknown",
                    ForeignText.line(message.getExecutorId().getValue()));
        } else {
            Upid scheduler = frameworks.get(message.getFrameworkId().getValue());
            Upid to = scheduler == null ? agent.master : scheduler;
            if (to != null) {
                pass(Direction.TO_SCHEDULER, Key.of(message.getFrameworkId(), message.getExecutorId()), to, message);
            }
        }
    }

    private void pass(Direction direction, Key key, Upid to, Message message) {
        faults.pass(
                direction,
                key.framework,
                key.executor,
                new FaultFilter.Envelope(to, message),
                this::relay,
                (late, held) -> agent.tell(late, held));
    }

    private void relay(Upid to, Message message) {
        try {
            agent.sender.relay(agent.self, to, message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Key(String framework, String executor) {
        static Key of(FrameworkID framework, ExecutorID executor) {
            return new Key(framework.getValue(), executor.getValue());
        }
    }
}
