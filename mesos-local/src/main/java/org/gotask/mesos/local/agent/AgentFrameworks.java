package org.gotask.mesos.local.agent;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.sandbox.ChildProcess;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;

/** The frameworks that have tasks on an agent, and their executors. Confined to the agent's thread. */
final class AgentFrameworks {

    private final AgentContext agent;
    private final ExecutorRoutes routes;
    private final Map<String, AgentFramework> frameworks = new LinkedHashMap<>();
    private Runnable whenEmpty = () -> {};

    AgentFrameworks(AgentContext agent, ExecutorRoutes routes) {
        this.agent = agent;
        this.routes = routes;
    }

    /** A snapshot of all frameworks. */
    List<AgentFramework> all() {
        return List.copyOf(frameworks.values());
    }

    Optional<AgentFramework> find(FrameworkID id) {
        return Optional.ofNullable(frameworks.get(id.getValue()));
    }

    /** Finds an executor that has not ended. */
    Optional<ExecutorInstance> find(FrameworkID framework, ExecutorID executor) {
        return find(framework).flatMap(known -> known.executor(executor.getValue()));
    }

    /** Finds a framework; adds it if it is unknown. */
    AgentFramework admit(FrameworkInfo info, Optional<Upid> scheduler) {
        return frameworks.computeIfAbsent(info.getId().getValue(), unused -> new AgentFramework(info, scheduler));
    }

    /** Removes a framework that is being shut down after its last executor has ended. */
    void removeIfDone(AgentFramework framework) {
        if (!framework.isTerminating() || !framework.executors().isEmpty()) {
            return;
        }
        frameworks.remove(framework.id.getValue(), framework);
        routes.removeFramework(framework.id);
        String agentId = agent.id().getValue();
        agent.aside(() -> agent.workDirectory.removeSandboxes(agentId, framework.id.getValue()));
        if (frameworks.isEmpty()) {
            whenEmpty.run();
        }
    }

    /** Runs an action after the last framework is removed; immediately if there are no frameworks. */
    void whenEmpty(Runnable action) {
        whenEmpty = action;
        if (frameworks.isEmpty()) {
            action.run();
        }
    }

    /** Whether there are executors that have not ended, including those being fetched. */
    boolean hasExecutors() {
        return executors().findAny().isPresent();
    }

    /** The processes of all executors that are not known to have ended. */
    List<ChildProcess> processes() {
        return executors().flatMap(executor -> executor.process().stream()).toList();
    }

    /** The longest shutdown grace period of all executors; zero if there are none. */
    Duration longestGrace() {
        return executors()
                .map(executor -> executor.commandTask ? CommandTasks.grace(executor) : executor.shutdownGrace)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private Stream<ExecutorInstance> executors() {
        return all().stream().flatMap(framework -> framework.executors().stream());
    }
}
