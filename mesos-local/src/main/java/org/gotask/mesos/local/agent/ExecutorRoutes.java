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
 * The way of framework messages through an agent. They do not pass the agent's thread: each is handed on by the thread of
 * the connection that brought it, which waits while the receiver does not keep up. So a flood slows its own sender, and
 * nobody else. The agent's thread says who is where; thread-safe.
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

    /** An executor that may send. To be called before its first tasks are sent: it may begin as soon as it has them. */
    void sender(FrameworkID framework, ExecutorID executor) {
        senders.add(Key.of(framework, executor));
    }

    /** An executor that is sent to. To be called after its first tasks were sent, so that no message overtakes them. */
    void executor(FrameworkID framework, ExecutorID executor, Upid pid) {
        executors.put(Key.of(framework, executor), pid);
    }

    void removeExecutor(FrameworkID framework, ExecutorID executor) {
        senders.remove(Key.of(framework, executor));
        executors.remove(Key.of(framework, executor));
        faults.forget(framework.getValue(), executor.getValue());
    }

    void framework(FrameworkID framework, Upid pid) {
        frameworks.put(framework.getValue(), pid);
    }

    void removeFramework(FrameworkID framework) {
        frameworks.remove(framework.getValue());
    }

    /** Passes a message on to its executor; from anybody. Dropped unless the executor is running. */
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

    /** Passes an executor's message on to its scheduler, or to the master if the agent does not know where that is. */
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
                new FaultFilter.Letter(to, message),
                this::relay,
                (late, held) -> agent.tell(late, held));
    }

    private void relay(Upid to, Message message) {
        try {
            agent.outbox.relay(agent.self, to, message);
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
