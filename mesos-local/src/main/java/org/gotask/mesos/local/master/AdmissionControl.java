package org.gotask.mesos.local.master;

import com.google.protobuf.Message;
import java.util.Optional;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskInfo;

/**
 * Bounds the memory of a master: decides whether it can keep one more framework, agent, task or executor, so that no
 * client can exhaust the heap. Confined to the master's thread.
 */
final class AdmissionControl {

    private static final String FULL = "The master's memory for frameworks, agents and tasks is full";

    private final MasterState state;
    private final MasterLimits limits;

    AdmissionControl(MasterState state, MasterLimits limits) {
        this.state = state;
        this.limits = limits;
    }

    /** The reason why the description of a framework cannot be kept; empty if it can. */
    Optional<String> problem(FrameworkInfo info) {
        return tooLong("FrameworkInfo", info, limits.infoBytes()).or(() -> full(info));
    }

    /** The reason why the master cannot have another framework; empty if it can. */
    Optional<String> frameworkLimitProblem() {
        return state.frameworks.size() < limits.frameworks()
                ? Optional.empty()
                : Optional.of("The master has " + limits.frameworks() + " frameworks already and admits no more");
    }

    /** The reason why the master cannot have another agent; empty if it can. */
    Optional<String> agentLimitProblem() {
        return state.agents.size() < limits.agents()
                ? Optional.empty()
                : Optional.of("The master has " + limits.agents() + " agents already and admits no more");
    }

    /** The reason why the description of an agent cannot be kept; empty if it can. */
    Optional<String> problem(SlaveInfo info) {
        return tooLong("SlaveInfo", info, limits.infoBytes()).or(() -> full(info));
    }

    /** The reason why a task cannot be kept; empty if it can. */
    Optional<String> problem(FrameworkEntry framework, TaskInfo task) {
        if (framework.tasks.size() >= limits.tasks()) {
            return Optional.of("The framework has " + limits.tasks() + " tasks already and may have no more");
        }
        TaskInfo outline = TaskEntry.outline(task);
        return tooLong("TaskInfo without its data", outline, limits.infoBytes()).or(() -> full(outline));
    }

    /** The reason why a new executor cannot be kept; empty if it can. */
    Optional<String> problem(FrameworkEntry framework, ExecutorInfo executor) {
        if (framework.executors.size() >= limits.executors()) {
            return Optional.of("The framework has " + limits.executors() + " executors already and may have no more");
        }
        return tooLong("ExecutorInfo", executor, limits.executorBytes()).or(() -> full(executor));
    }

    private static Optional<String> tooLong(String what, Message message, int limit) {
        int bytes = message.getSerializedSize();
        return bytes <= limit
                ? Optional.empty()
                : Optional.of(what + " is too long: bytes=" + bytes + ", expected at most " + limit);
    }

    /** Checks the total memory; forgets ended frameworks if necessary. */
    private Optional<String> full(Message more) {
        long needed = RetainedMessage.heapBytes(more);
        while (keptBytes() + needed > limits.keptBytes()) {
            if (!state.forgetOldestRemoved()) {
                return Optional.of(FULL);
            }
        }
        return Optional.empty();
    }

    private long keptBytes() {
        long frameworks = state.frameworks.values().stream()
                .mapToLong(FrameworkEntry::keptBytes)
                .sum();
        long removed = state.removed.values().stream()
                .mapToLong(FrameworkEntry::keptBytes)
                .sum();
        long agents = state.agents.values().stream()
                .mapToLong(agent -> agent.infoBytes)
                .sum();
        return frameworks + removed + agents;
    }
}
