package org.gotask.executor.task;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.gotask.TaskContext;
import org.gotask.TaskMsg;
import org.gotask.TaskName;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.gotask.executor.agent.LaunchedTask;
import org.gotask.launch.TaskLaunch;

/**
 * The setup of a launched task, from which its context is made.
 *
 * @param specName the name of its function
 * @param count the number of tasks of its spec; empty if the scheduler does not provide it
 * @param args the user's arguments
 * @param env the user's entries and those of GoTask
 * @param announcement the announcement of this executor's link; empty if the scheduler is of mesosgot. Not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TaskSetup(
        String taskId,
        String taskName,
        String specName,
        int index,
        OptionalInt count,
        List<String> args,
        Map<String, String> env,
        byte[] announcement) {

    private static final byte[] NO_ANNOUNCEMENT = new byte[0];

    TaskSetup {
        args = List.copyOf(args);
        env = Map.copyOf(env);
    }

    /**
     * Reads a launch. A launch without data is from a scheduler of mesosgot, which provides only the task's name.
     *
     * @param announcement the announcement of this executor's link to schedulers of GoTask
     * @throws IllegalArgumentException if it cannot be read, or the task's name is invalid
     */
    static TaskSetup of(LaunchedTask launched, byte[] announcement) {
        TaskName.requireValid(launched.name());
        return launched.data().length == 0 ? ofName(launched) : ofData(launched, announcement);
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
        return new TaskSetup(
                launched.taskId(),
                name,
                name.substring(0, dash),
                number(launched, index),
                OptionalInt.empty(),
                List.of(),
                env,
                NO_ANNOUNCEMENT);
    }

    private static int number(LaunchedTask launched, String index) {
        try {
            return Integer.parseInt(index);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "task launched with an index that is too large: name=" + OneLine.of(launched.name())
                            + ", expected at most " + Integer.MAX_VALUE,
                    e);
        }
    }

    private static TaskSetup ofData(LaunchedTask launched, byte[] announcement) {
        TaskLaunch launch = TaskLaunch.decode(launched.data());
        if (launch.index() < 0 || launch.index() >= launch.count()) {
            throw new IllegalArgumentException("invalid task launch data: index=" + launch.index() + ", count="
                    + launch.count() + ", expected 0 <= index < count");
        }
        Map<String, String> env = new HashMap<>(launch.env());
        env.put("GOTASK_NAME", launched.name());
        env.put("GOTASK_INDEX", Integer.toString(launch.index()));
        env.put("GOTASK_COUNT", Integer.toString(launch.count()));
        return new TaskSetup(
                launched.taskId(),
                launched.name(),
                launch.specName(),
                launch.index(),
                OptionalInt.of(launch.count()),
                launch.args(),
                env,
                announcement);
    }

    /** The context of the task function. */
    TaskContext context(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out) {
        TaskContext.Builder builder =
                TaskContext.builder(taskName, in, out).index(index).args(args).env(env);
        count.ifPresent(builder::count);
        return builder.build();
    }
}
