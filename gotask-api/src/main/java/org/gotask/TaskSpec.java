package org.gotask;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number of equal tasks. Task {@code i} of the spec {@code worker} is named {@code worker-i}, for {@code i} from 0. A
 * spec accepts any values; a scheduler validates all specs when it runs and reports all mistakes together. Immutable.
 */
public final class TaskSpec {

    private final String name;
    private final int count;
    private final Resources resources;
    private final List<String> args;
    private final Map<String, String> env;

    private TaskSpec(String name, int count, Resources resources, List<String> args, Map<String, String> env) {
        this.name = Objects.requireNonNull(name, "name");
        this.count = count;
        this.resources = Objects.requireNonNull(resources, "resources");
        this.args = List.copyOf(args);
        this.env = Map.copyOf(env);
    }

    /**
     * A spec without arguments and environment entries.
     *
     * @param name the name under which executors register the task function
     * @param count the number of tasks, at least 1
     * @param resources the resources of one task
     * @return the spec
     */
    public static TaskSpec of(String name, int count, Resources resources) {
        return new TaskSpec(name, count, resources, List.of(), Map.of());
    }

    /**
     * The same tasks with these arguments.
     *
     * @param arguments replace the arguments of this spec
     * @return a new spec
     */
    public TaskSpec withArgs(String... arguments) {
        return withArgs(List.of(Objects.requireNonNull(arguments, "arguments")));
    }

    /**
     * The same tasks with these arguments.
     *
     * @param arguments replace the arguments of this spec; copied
     * @return a new spec
     */
    public TaskSpec withArgs(List<String> arguments) {
        return new TaskSpec(name, count, resources, Objects.requireNonNull(arguments, "arguments"), env);
    }

    /**
     * The same tasks with these environment entries.
     *
     * @param entries replace the environment entries of this spec; copied
     * @return a new spec
     */
    public TaskSpec withEnv(Map<String, String> entries) {
        return new TaskSpec(name, count, resources, args, Objects.requireNonNull(entries, "entries"));
    }

    /**
     * The name of the task function.
     *
     * @return the name under which executors register the task function
     */
    public String name() {
        return name;
    }

    /**
     * The number of tasks.
     *
     * @return the number of tasks
     */
    public int count() {
        return count;
    }

    /**
     * The resources of one task.
     *
     * @return the resources of one task
     */
    public Resources resources() {
        return resources;
    }

    /**
     * The arguments that every task gets after its name.
     *
     * @return an unmodifiable list
     */
    public List<String> args() {
        return args;
    }

    /**
     * The environment entries that every task gets.
     *
     * @return an unmodifiable map
     */
    public Map<String, String> env() {
        return env;
    }

    /**
     * The name of one of the tasks.
     *
     * @param index the index of the task, from 0
     * @return the name, such as {@code worker-0}
     * @throws IllegalArgumentException if the index is negative or not below the count
     */
    public String taskName(int index) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("task index out of range: spec=" + name + ", index=" + index + ", count="
                    + count + ", expected 0 <= index < count");
        }
        return name + "-" + index;
    }

    /** True for a spec of the same tasks. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TaskSpec spec
                && name.equals(spec.name)
                && count == spec.count
                && resources.equals(spec.resources)
                && args.equals(spec.args)
                && env.equals(spec.env);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, count, resources, args, env);
    }

    /** The spec in one line. The values of environment entries are omitted, because they may be secret. */
    @Override
    public String toString() {
        return "TaskSpec[name=" + name + ", count=" + count + ", resources=" + resources + ", args=" + args + ", env="
                + env.keySet() + "]";
    }
}
