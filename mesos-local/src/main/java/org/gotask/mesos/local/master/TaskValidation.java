package org.gotask.mesos.local.master;

import java.util.Optional;
import org.gotask.mesos.local.master.FrameworkEntry.ExecutorKey;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.TaskInfo;

/**
 * The checks of a task before its launch, with Mesos's error messages where clients may know them. Confined to the
 * master's thread.
 *
 * @param framework the framework that launches the task
 * @param agent the agent of the offer
 * @param available the remaining resources of the offer
 */
record TaskValidation(FrameworkEntry framework, AgentEntry agent, ResourceSet available) {

    /** The error in the task, in one line; empty if it can be launched. */
    Optional<String> problem(TaskInfo task) {
        String id = task.getTaskId().getValue();
        if (!Ids.isWellFormed(id)) {
            return Optional.of("Task id is malformed: it has to be the name of a file, of 1 to 255 characters");
        }
        if (framework.tasks.containsKey(id)) {
            return Optional.of("Task has duplicate ID: " + id);
        }
        if (!task.getSlaveId().equals(agent.info.getId())) {
            return Optional.of("Task uses invalid agent " + task.getSlaveId().getValue() + " while agent " + agent.id()
                    + " is expected");
        }
        if (task.hasExecutor() == task.hasCommand()) {
            return Optional.of("Task should have at least one (but not both) of CommandInfo or ExecutorInfo present");
        }
        if (task.getResourcesCount() == 0) {
            return Optional.of("Task uses no resources");
        }
        if (task.getKillPolicy().getGracePeriod().getNanoseconds() < 0) {
            return Optional.of("Task's 'kill_policy.grace_period' must be non-negative");
        }
        if (task.getMaxCompletionTime().getNanoseconds() < 0) {
            return Optional.of("Task's 'max_completion_time' must be non-negative");
        }
        try {
            return task.hasExecutor() ? executorProblem(task.getExecutor()).or(() -> fit(task)) : fit(task);
        } catch (IllegalArgumentException e) {
            return Optional.of("Task uses invalid resources: " + e.getMessage());
        }
    }

    /** Whether the task needs an executor that is not on the agent yet. */
    static boolean needsNewExecutor(FrameworkEntry framework, AgentEntry agent, TaskInfo task) {
        return !task.hasExecutor() || !framework.executors.containsKey(key(agent, task.getExecutor()));
    }

    /** The resources that the task takes from the offer; those of an executor only for its first task. */
    static ResourceSet charge(FrameworkEntry framework, AgentEntry agent, TaskInfo task) {
        ResourceSet resources = ResourceSet.of(task.getResourcesList());
        return task.hasExecutor() && needsNewExecutor(framework, agent, task)
                ? resources.plus(ResourceSet.of(task.getExecutor().getResourcesList()))
                : resources;
    }

    static ExecutorKey key(AgentEntry agent, ExecutorInfo executor) {
        return new ExecutorKey(agent.id(), executor.getExecutorId().getValue());
    }

    private Optional<String> executorProblem(ExecutorInfo executor) {
        String id = executor.getExecutorId().getValue();
        if (!Ids.isWellFormed(id)) {
            return Optional.of("Executor id is malformed: it has to be the name of a file, of 1 to 255 characters");
        }
        if (executor.hasType() && executor.getType() != ExecutorInfo.Type.CUSTOM) {
            return Optional.of("'ExecutorInfo.type' must be 'CUSTOM' or unset");
        }
        if (!executor.hasCommand()) {
            return Optional.of("'ExecutorInfo.command' must be set for 'CUSTOM' executor");
        }
        if (executor.hasFrameworkId()
                && !executor.getFrameworkId().equals(framework.info().getId())) {
            return Optional.of("ExecutorInfo has an invalid FrameworkID (Actual: "
                    + executor.getFrameworkId().getValue() + " vs Expected: " + framework.id() + ")");
        }
        if (executor.getShutdownGracePeriod().getNanoseconds() < 0) {
            return Optional.of("ExecutorInfo's 'shutdown_grace_period' must be non-negative");
        }
        ExecutorInfo existing = framework.executors.get(key(agent, executor));
        if (existing != null && !isSame(existing, executor)) {
            return Optional.of("ExecutorInfo is not compatible with existing ExecutorInfo with same ExecutorID: " + id);
        }
        return Optional.empty();
    }

    private Optional<String> fit(TaskInfo task) {
        ResourceSet needed = charge(framework, agent, task);
        return available.contains(needed)
                ? Optional.empty()
                : Optional.of("Task uses more resources " + needed + " than available " + available);
    }

    /** Whether two descriptions are equal, except for the order of resources and the fields that the master sets. */
    private boolean isSame(ExecutorInfo known, ExecutorInfo named) {
        return bare(known).equals(bare(named))
                && ResourceSet.of(known.getResourcesList()).equals(ResourceSet.of(named.getResourcesList()));
    }

    private ExecutorInfo bare(ExecutorInfo executor) {
        return executor.toBuilder()
                .setFrameworkId(framework.info().getId())
                .clearResources()
                .build();
    }
}
