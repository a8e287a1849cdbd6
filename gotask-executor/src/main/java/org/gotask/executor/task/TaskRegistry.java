package org.gotask.executor.task;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.gotask.TaskFunction;

/** The task functions that an executor knows, by name. Thread-safe. */
public final class TaskRegistry {

    private final Map<String, Supplier<TaskFunction>> factories = new ConcurrentSkipListMap<>();

    /** Makes an empty registry. */
    public TaskRegistry() {}

    /**
     * Registers what makes the functions of the tasks of one name.
     *
     * @param factory called once for every task, on the task's own thread
     * @throws IllegalArgumentException if the name is null or blank, contains {@code ^}, {@code /} or a control character, or is
     *     registered already
     */
    public void register(String name, Supplier<TaskFunction> factory) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(
                    "task function without a name: name=\"\", expected a name such as worker");
        }
        if (!isUsable(name)) {
            throw new IllegalArgumentException("task function with an unusable name: name=" + OneLine.of(name)
                    + ", expected no '^', '/' or control character");
        }
        if (factories.putIfAbsent(name, factory) != null) {
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
     * What makes the functions of this name.
     *
     * @throws IllegalArgumentException if none is registered; the message names those that are
     */
    Supplier<TaskFunction> get(String name) {
        Supplier<TaskFunction> factory = factories.get(name);
        if (factory == null) {
            throw new IllegalArgumentException("no task function is registered as '" + OneLine.of(name)
                    + "' in this executor; registered: " + String.join(", ", factories.keySet()));
        }
        return factory;
    }

    /** True if nothing was registered. */
    public boolean isEmpty() {
        return factories.isEmpty();
    }
}
