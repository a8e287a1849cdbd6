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
import org.gotask.scheduler.placement.TaskNeed;

/** All tasks of the run by name, in the order of their specs. The table itself never changes. */
final class TaskTable {

    private final List<TaskSpec> specs;
    private final Map<String, TaskEntry> byName = new LinkedHashMap<>();

    TaskTable(List<TaskSpec> specs) {
        this.specs = specs;
        for (TaskSpec spec : specs) {
            for (int index = 0; index < spec.count(); index++) {
                TaskEntry entry = new TaskEntry(spec, index);
                byName.put(entry.name(), entry);
            }
        }
    }

    List<TaskSpec> specs() {
        return specs;
    }

    Collection<TaskEntry> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    Optional<TaskEntry> find(String taskName) {
        return Optional.ofNullable(byName.get(taskName));
    }

    /**
     * The task of that name.
     *
     * @throws IllegalArgumentException if there is none; the text says which there are
     */
    TaskEntry get(String taskName) {
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

    List<TaskNeed> needs() {
        return byName.values().stream().map(TaskEntry::need).toList();
    }

    boolean allEnded() {
        return byName.values().stream().allMatch(TaskEntry::hasEnded);
    }

    boolean allInboundEnded() {
        return byName.values().stream().allMatch(TaskEntry::inboundEnded);
    }

    List<TaskEntry> unfinished() {
        return byName.values().stream().filter(entry -> !entry.hasEnded()).toList();
    }

    void closeOutboxes() {
        byName.values().stream().map(TaskEntry::outbox).forEach(Channel::close);
    }

    void closeOutboxes(String reason) {
        byName.values().stream().map(TaskEntry::outbox).forEach(outbox -> outbox.close(reason));
    }

    /** The channel that takes a message of the scheduler function. */
    Channel<TaskMsg> outboxFor(TaskMsg message) {
        return get(message.taskName()).outbox();
    }
}
