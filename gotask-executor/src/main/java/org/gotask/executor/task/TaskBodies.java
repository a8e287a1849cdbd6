package org.gotask.executor.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.gotask.Task;
import org.gotask.TaskBody;
import org.gotask.TaskFunction;

/** Adapts tasks with mesosgot's signatures to a context. */
public final class TaskBodies {

    private TaskBodies() {}

    /** A body that calls the function, with the task's name as the first argument. */
    public static TaskBody of(TaskFunction function) {
        return task -> {
            List<String> args = new ArrayList<>();
            args.add(task.name());
            args.addAll(task.args());
            function.run(task.in(), task.out(), List.copyOf(args), task.env());
        };
    }

    /** A body that creates a task and runs it, on the task's own thread. */
    public static TaskBody of(String specName, Supplier<? extends Task> factory) {
        return context -> {
            Task task = Objects.requireNonNull(factory.get(), () -> "the factory of " + specName + " returned no task");
            of(task::run).run(context);
        };
    }
}
