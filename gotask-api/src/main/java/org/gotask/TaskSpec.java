package org.gotask;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A number of equal tasks. Task {@code i} of the spec {@code worker} is called {@code worker-i}, for {@code i} from 0.
 * The record accepts any values; a scheduler checks them all when it starts and reports every mistake at once.
 *
 * @param name what the task function is registered as in the executor
 * @param count how many tasks to run, at least 1
 * @param resources what one task needs
 * @param args arguments, given to every task after its name
 * @param env environment entries, given to every task
 */
public record TaskSpec(String name, int count, Resources resources, List<String> args, Map<String, String> env) {

    /** Copies the collections. */
    public TaskSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(resources, "resources");
        args = List.copyOf(Objects.requireNonNull(args, "args"));
        env = Map.copyOf(Objects.requireNonNull(env, "env"));
    }

    /** A spec without arguments and environment entries. */
    public static TaskSpec of(String name, int count, Resources resources) {
        return new TaskSpec(name, count, resources, List.of(), Map.of());
    }

    /** The same tasks with these arguments. */
    public TaskSpec withArgs(String... arguments) {
        Objects.requireNonNull(arguments, "arguments");
        return new TaskSpec(name, count, resources, List.of(arguments), env);
    }

    /** The same tasks with these environment entries. */
    public TaskSpec withEnv(Map<String, String> entries) {
        return new TaskSpec(name, count, resources, args, Objects.requireNonNull(entries, "entries"));
    }

    /**
     * The name of task {@code index} of this spec.
     *
     * @throws IllegalArgumentException if there is no such task: the index is negative, or not below the count
     */
    public String taskName(int index) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("task index out of range: spec=" + name + ", index=" + index + ", count="
                    + count + ", expected 0 <= index < count");
        }
        return name + "-" + index;
    }
}
