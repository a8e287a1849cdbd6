package org.gotask.executor.task;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.gotask.TaskBody;

/** The task functions that an executor knows, by name. Thread-safe. */
public final class TaskRegistry {

    private final Map<String, TaskBody> bodies = new ConcurrentSkipListMap<>();

    /** Makes an empty registry. */
    public TaskRegistry() {}

    /**
     * Registers what the tasks of one name do.
     *
     * @param body called once for every task, on the task's own thread
     * @throws IllegalArgumentException if the name is null or blank, contains {@code ^}, {@code /} or a control character, or is
     *     registered already
     */
    public void register(String name, TaskBody body) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(
                    "task function without a name: name=\"\", expected a name such as worker");
        }
        if (!isUsable(name)) {
            throw new IllegalArgumentException("task function with an unusable name: name=" + OneLine.of(name)
                    + ", expected no '^', '/' or control character");
        }
        if (bodies.putIfAbsent(name, body) != null) {
            throw new IllegalArgumentException(
                    "task function registered twice: name=" + name + "; register each name once");
        }
    }

    /** True if the name can be that of a task: it can be sent, and can be part of a path. */
    static boolean isUsable(String name) {
        return !name.isBlank()
                && name.indexOf('^') < 0
                && name.indexOf('/') < 0
                && name.chars().noneMatch(Character::isISOControl);
    }

    /**
     * What the tasks of this name do.
     *
     * @throws IllegalArgumentException if none is registered; the message names those that are
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
