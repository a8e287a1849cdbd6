package org.gotask.executor.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gotask.executor.agent.LaunchedTask;
import org.gotask.launch.TaskLaunch;
import org.gotask.link.Dialect;

/**
 * A launched task as its function will see it.
 *
 * @param specName what the function is registered as
 * @param args the task's name, then the user's arguments
 * @param env the user's entries and our own
 * @param dialect what the scheduler that launched it speaks
 */
record TaskSetup(
        String taskId, String taskName, String specName, List<String> args, Map<String, String> env, Dialect dialect) {

    TaskSetup {
        args = List.copyOf(args);
        env = Map.copyOf(env);
    }

    /**
     * Reads a launch. One without data comes from a scheduler of mesosgot, which says no more than the task's name.
     *
     * @param dialect what schedulers of ours speak to this executor
     * @throws IllegalArgumentException if it cannot be read, or the task's name cannot be used
     */
    static TaskSetup of(LaunchedTask launched, Dialect dialect) {
        if (!TaskRegistry.isUsable(launched.name())) {
            throw new IllegalArgumentException("task with an unusable name: name=" + OneLine.of(launched.name())
                    + ", expected a name without '^', '/' and control characters");
        }
        return launched.data().length == 0 ? ofName(launched) : ofData(launched, dialect);
    }

    private static TaskSetup ofName(LaunchedTask launched) {
        String name = launched.name();
        int dash = name.lastIndexOf('-');
        String index = name.substring(dash + 1);
        if (dash < 1 || index.isEmpty() || !index.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("task launched without data and without an index in its name: name="
                    + name + ", expected the name of its function, '-' and a number");
        }
        Map<String, String> env = Map.of("GOTASK_NAME", name, "GOTASK_INDEX", index);
        return new TaskSetup(launched.taskId(), name, name.substring(0, dash), List.of(name), env, Dialect.MESOSGOT);
    }

    private static TaskSetup ofData(LaunchedTask launched, Dialect dialect) {
        TaskLaunch launch = TaskLaunch.decode(launched.data());
        if (launch.index() < 0 || launch.index() >= launch.count()) {
            throw new IllegalArgumentException("task launch data cannot be right: index=" + launch.index() + ", count="
                    + launch.count() + ", expected 0 <= index < count");
        }
        List<String> args = new ArrayList<>();
        args.add(launched.name());
        args.addAll(launch.args());
        Map<String, String> env = new HashMap<>(launch.env());
        env.put("GOTASK_NAME", launched.name());
        env.put("GOTASK_INDEX", Integer.toString(launch.index()));
        env.put("GOTASK_COUNT", Integer.toString(launch.count()));
        return new TaskSetup(launched.taskId(), launched.name(), launch.specName(), args, env, dialect);
    }
}
