package org.gotask.executor.task;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.gotask.TaskBody;
import org.gotask.TaskName;

/** The task functions of an executor, by name. Thread-safe. */
public final class TaskRegistry {

    private final Map<String, TaskBody> bodies = new ConcurrentSkipListMap<>();

    /** Makes an empty registry. */
    public TaskRegistry() {}

    /**
     * Registers a task function.
     *
     * @param body called once for every task, on the task's own thread
     * @throws IllegalArgumentException if the name is not a valid function name, see {@link TaskName}, or is already
     *     registered
     */
    public void register(String name, TaskBody body) {
        TaskName.problemOfFunction(Objects.requireNonNull(name, "name")).ifPresent(problem -> {
            throw new IllegalArgumentException("task function name cannot be used: " + problem);
        });
        if (bodies.putIfAbsent(name, body) != null) {
            throw new IllegalArgumentException(
                    "task function registered twice: name=" + name + "; register each name once");
        }
    }

    /**
     * Returns the task function of this name.
     *
     * @throws IllegalArgumentException if no function is registered under this name; the message lists the registered names
     */
    TaskBody get(String name) {
        TaskBody body = bodies.get(name);
        if (body == null) {
            throw new IllegalArgumentException("no task function is registered as '" + OneLine.of(name)
                    + "' in this executor; registered: " + String.join(", ", bodies.keySet()));
        }
        return body;
    }

    /** True if nothing was registered. */
    public boolean isEmpty() {
        return bodies.isEmpty();
    }
}
