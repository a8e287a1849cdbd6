package org.gotask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A number of tasks that run the same function. Task {@code i} of the spec {@code worker} is named {@code worker-i},
 * for {@code i} from 0. The function has the name of the spec, unless {@link #withFunction} names another; several
 * specs of a run may name the same function. All tasks have the same resources; arguments and environment entries are
 * common to all tasks, or differ by index:
 *
 * {@snippet file="org/gotask/TaskSpecExamples.java" region="sweep"}
 *
 * <p>A spec accepts any values; a scheduler validates all specs when it runs and reports all mistakes together.
 * Immutable.
 */
public final class TaskSpec {

    /** A run refuses specs with more tasks, so their values by index are never needed. */
    private static final int MOST_TASKS = 100_000;

    private final String name;
    private final String function;
    private final int count;
    private final Resources resources;
    private final List<String> args;
    private final Map<String, String> env;
    private final List<List<String>> taskArgs;
    private final List<Map<String, String>> taskEnv;
    private final FailureTolerance tolerance;

    private TaskSpec(Draft draft) {
        this.name = draft.name;
        this.function = draft.function;
        this.count = draft.count;
        this.resources = draft.resources;
        this.args = draft.args;
        this.env = draft.env;
        this.taskArgs = draft.taskArgs;
        this.taskEnv = draft.taskEnv;
        this.tolerance = draft.tolerance;
    }

    /**
     * A spec without arguments and environment entries.
     *
     * @param name the name of the spec, from which its tasks are named; the name of the task function as well, unless
     *     {@link #withFunction} names another
     * @param count the number of tasks, at least 1
     * @param resources the resources of one task
     * @return the spec
     */
    public static TaskSpec of(String name, int count, Resources resources) {
        return new TaskSpec(
                new Draft(Objects.requireNonNull(name, "name"), count, Objects.requireNonNull(resources, "resources")));
    }

    /**
     * The same tasks with this function. Specs of one run have different names, and may have the same function.
     * mesosgot's executors derive the function from the task's name, and therefore need the function's name as the name
     * of the spec.
     *
     * @param functionName the name under which executors register the task function
     * @return a new spec
     */
    public TaskSpec withFunction(String functionName) {
        Draft draft = new Draft(this);
        draft.function = Objects.requireNonNull(functionName, "functionName");
        return new TaskSpec(draft);
    }

    /**
     * The same tasks with these arguments.
     *
     * @param arguments replace the arguments of all tasks; those by index are kept
     * @return a new spec
     */
    public TaskSpec withArgs(String... arguments) {
        return withArgs(List.of(Objects.requireNonNull(arguments, "arguments")));
    }

    /**
     * The same tasks with these arguments.
     *
     * @param arguments replace the arguments of all tasks; those by index are kept; copied
     * @return a new spec
     */
    public TaskSpec withArgs(List<String> arguments) {
        Draft draft = new Draft(this);
        draft.args = List.copyOf(Objects.requireNonNull(arguments, "arguments"));
        return new TaskSpec(draft);
    }

    /**
     * The same tasks with these arguments by index, which follow the common ones.
     *
     * @param arguments the arguments of the task with the given index; replaces the arguments by index. Called at once,
     *     once for each index from 0; its results are copied
     * @return a new spec
     */
    public TaskSpec withTaskArgs(IntFunction<List<String>> arguments) {
        Objects.requireNonNull(arguments, "arguments");
        Draft draft = new Draft(this);
        draft.taskArgs = byIndex("arguments", arguments, List::copyOf);
        return new TaskSpec(draft);
    }

    /**
     * The same tasks with these environment entries.
     *
     * @param entries replace the environment entries of all tasks; those by index are kept; copied
     * @return a new spec
     */
    public TaskSpec withEnv(Map<String, String> entries) {
        Draft draft = new Draft(this);
        draft.env = Map.copyOf(Objects.requireNonNull(entries, "entries"));
        return new TaskSpec(draft);
    }

    /**
     * The same tasks with these environment entries by index, which take precedence over the common ones.
     *
     * @param entries the entries of the task with the given index; replaces the entries by index. Called at once, once
     *     for each index from 0; its results are copied
     * @return a new spec
     */
    public TaskSpec withTaskEnv(IntFunction<Map<String, String>> entries) {
        Objects.requireNonNull(entries, "entries");
        Draft draft = new Draft(this);
        draft.taskEnv = byIndex("entries", entries, Map::copyOf);
        return new TaskSpec(draft);
    }

    /**
     * The same tasks with this tolerance. A task that fails within the tolerance does not fail the run: a
     * {@link SchedEvent.TaskFailed}, {@link SchedEvent.TaskKilled} or {@link SchedEvent.TaskLost} reports it, sending
     * to it throws {@link org.gotask.channel.ChannelClosedException}, and the outcome of the run lists it.
     *
     * @param survived the failures that the run survives; {@link FailureTolerance#NONE} by default
     * @return a new spec
     */
    public TaskSpec withTolerance(FailureTolerance survived) {
        Draft draft = new Draft(this);
        draft.tolerance = Objects.requireNonNull(survived, "survived");
        return new TaskSpec(draft);
    }

    private <T> List<T> byIndex(String what, IntFunction<T> values, Function<T, T> copy) {
        int called = count <= MOST_TASKS ? Math.max(0, count) : 0;
        List<T> copies = new ArrayList<>(called);
        for (int index = 0; index < called; index++) {
            String task = taskName(index);
            T value = Objects.requireNonNull(values.apply(index), () -> what + " of task " + task + " are null");
            copies.add(copy.apply(value));
        }
        return List.copyOf(copies);
    }

    /**
     * The name of the spec.
     *
     * @return the name, from which the tasks are named
     */
    public String name() {
        return name;
    }

    /**
     * The name of the task function.
     *
     * @return the name under which executors register the task function; the name of the spec by default
     */
    public String function() {
        return function;
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
     * The common arguments, which every task gets after its name.
     *
     * @return an unmodifiable list
     */
    public List<String> args() {
        return args;
    }

    /**
     * All arguments of one of the tasks: the common ones, followed by those of its index.
     *
     * @param index the index of the task, from 0
     * @return an unmodifiable list, without the task's name
     * @throws IllegalArgumentException if the index is negative or not below the count
     */
    public List<String> taskArgs(int index) {
        requireTask(index);
        if (taskArgs.isEmpty()) {
            return args;
        }
        List<String> all = new ArrayList<>(args);
        all.addAll(taskArgs.get(index));
        return List.copyOf(all);
    }

    /**
     * The common environment entries, which every task gets.
     *
     * @return an unmodifiable map
     */
    public Map<String, String> env() {
        return env;
    }

    /**
     * All environment entries of one of the tasks: the common ones, and those of its index, which take precedence.
     *
     * @param index the index of the task, from 0
     * @return an unmodifiable map
     * @throws IllegalArgumentException if the index is negative or not below the count
     */
    public Map<String, String> taskEnv(int index) {
        requireTask(index);
        if (taskEnv.isEmpty()) {
            return env;
        }
        Map<String, String> all = new HashMap<>(env);
        all.putAll(taskEnv.get(index));
        return Map.copyOf(all);
    }

    /**
     * The failures of these tasks that the run survives.
     *
     * @return the tolerance; {@link FailureTolerance#NONE} by default
     */
    public FailureTolerance tolerance() {
        return tolerance;
    }

    /**
     * The name of one of the tasks.
     *
     * @param index the index of the task, from 0
     * @return the name, such as {@code worker-0}
     * @throws IllegalArgumentException if the index is negative or not below the count
     */
    public String taskName(int index) {
        requireTask(index);
        return name + "-" + index;
    }

    private void requireTask(int index) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("task index out of range: spec=" + name + ", index=" + index + ", count="
                    + count + ", expected 0 <= index < count");
        }
    }

    /** True for a spec of the same tasks. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TaskSpec spec
                && name.equals(spec.name)
                && function.equals(spec.function)
                && count == spec.count
                && resources.equals(spec.resources)
                && args.equals(spec.args)
                && env.equals(spec.env)
                && taskArgs.equals(spec.taskArgs)
                && taskEnv.equals(spec.taskEnv)
                && tolerance == spec.tolerance;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, function, count, resources, args, env, taskArgs, taskEnv, tolerance);
    }

    /**
     * The spec in one line, without the arguments by index. The values of environment entries are omitted, because they
     * may be secret.
     */
    @Override
    public String toString() {
        return "TaskSpec[name=" + name + (function.equals(name) ? "" : ", function=" + function) + ", count=" + count
                + ", resources=" + resources + ", args=" + args + ", env=" + env.keySet()
                + (tolerance == FailureTolerance.NONE ? "" : ", tolerance=" + tolerance) + "]";
    }

    /** The values of a new spec. Its collections are unmodifiable copies. */
    private static final class Draft {

        private final String name;
        private final int count;
        private final Resources resources;
        private String function;
        private List<String> args;
        private Map<String, String> env;
        private List<List<String>> taskArgs;
        private List<Map<String, String>> taskEnv;
        private FailureTolerance tolerance;

        Draft(String name, int count, Resources resources) {
            this.name = name;
            this.count = count;
            this.resources = resources;
            this.function = name;
            this.args = List.of();
            this.env = Map.of();
            this.taskArgs = List.of();
            this.taskEnv = List.of();
            this.tolerance = FailureTolerance.NONE;
        }

        Draft(TaskSpec spec) {
            this.name = spec.name;
            this.count = spec.count;
            this.resources = spec.resources;
            this.function = spec.function;
            this.args = spec.args;
            this.env = spec.env;
            this.taskArgs = spec.taskArgs;
            this.taskEnv = spec.taskEnv;
            this.tolerance = spec.tolerance;
        }
    }
}
