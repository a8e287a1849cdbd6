package org.gotask.scheduler.run;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gotask.TaskMsg;
import org.gotask.TaskSpec;
import org.gotask.channel.Channel;
import org.gotask.link.memory.Outbox;
import org.gotask.scheduler.placement.TaskNeed;

/** All tasks of the run by name, in the order of their specs. The set of tasks never changes. */
final class RunTasks {

    /** The names in a line for people. */
    private static final int MAX_LISTED = 10;

    private final List<TaskSpec> specs;
    private final Map<String, RunTask> byName = new LinkedHashMap<>();

    RunTasks(List<TaskSpec> specs) {
        this.specs = specs;
        for (TaskSpec spec : specs) {
            for (int index = 0; index < spec.count(); index++) {
                RunTask task = new RunTask(spec, index);
                byName.put(task.name(), task);
            }
        }
    }

    List<TaskSpec> specs() {
        return specs;
    }

    Collection<RunTask> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    Optional<RunTask> find(String taskName) {
        return Optional.ofNullable(byName.get(taskName));
    }

    /**
     * The task of that name.
     *
     * @throws IllegalArgumentException if the run has no such task; the message lists its tasks
     */
    RunTask get(String taskName) {
        return find(taskName)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no task of this run is called '" + taskName + "'; its tasks are " + names()));
    }

    /** For people: {@code floor-0 … floor-7, elevator-0}. */
    private String names() {
        return specs.stream()
                .map(spec -> spec.count() == 1
                        ? spec.taskName(0)
                        : spec.taskName(0) + " … " + spec.taskName(spec.count() - 1))
                .collect(Collectors.joining(", "));
    }

    /** For people: {@code worker-0, worker-1}; of many tasks the first ones and the number of the others. */
    static String list(Collection<RunTask> some) {
        String first = some.stream().limit(MAX_LISTED).map(RunTask::name).collect(Collectors.joining(", "));
        return some.size() <= MAX_LISTED ? first : first + " and " + (some.size() - MAX_LISTED) + " more";
    }

    /** The tasks that were launched and have not ended, each with the id of its agent. */
    Map<String, String> agentIdsOfLaunched() {
        return unfinished().stream()
                .filter(task -> task.executor().isPresent())
                .collect(Collectors.toMap(
                        RunTask::name, task -> task.executor().orElseThrow().agentId()));
    }

    List<TaskNeed> needs() {
        return byName.values().stream().map(RunTask::need).toList();
    }

    boolean allEnded() {
        return byName.values().stream().allMatch(RunTask::hasEnded);
    }

    boolean allInboundEnded() {
        return byName.values().stream().allMatch(RunTask::inboundEnded);
    }

    List<RunTask> unfinished() {
        return byName.values().stream().filter(task -> !task.hasEnded()).toList();
    }

    void closeOutboxes() {
        byName.values().stream().map(RunTask::toTask).forEach(Channel::close);
    }

    void closeOutboxes(String reason) {
        byName.values().stream().map(RunTask::toTask).forEach(outbox -> outbox.close(reason));
    }

    /** Frees the memory of the outboxes after the end of the run. */
    void freeOutboxes(String reason) {
        closeOutboxes(reason);
        byName.values().stream().map(RunTask::outbox).forEach(Outbox::free);
    }

    /** The channel for a message of the scheduler function. */
    Channel<TaskMsg> outboxFor(TaskMsg message) {
        return get(message.taskName()).toTask();
    }
}
