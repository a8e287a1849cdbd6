package org.gotask.executor;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.gotask.Task;
import org.gotask.TaskFunction;

/** Runs registered tasks for an agent. Skeleton. */
public final class GoTaskExecutor {

    private final Map<String, Supplier<TaskFunction>> tasks = new HashMap<>();

    /** Opens nothing and starts nothing. */
    public GoTaskExecutor() {}

    /** Registers a class of tasks; a new object is made for every task. */
    public GoTaskExecutor registerTask(String name, Supplier<? extends Task> factory) {
        tasks.put(name, () -> factory.get()::run);
        return this;
    }

    /** Registers a task function. */
    public GoTaskExecutor registerTaskFunc(String name, TaskFunction function) {
        tasks.put(name, () -> function);
        return this;
    }

    /** Runs tasks until the agent ends this executor; returns the process's exit code. */
    public int run() {
        return tasks.size();
    }
}
