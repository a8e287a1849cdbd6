package org.gotask.mesos;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;

/** Records each callback with its arguments, and then runs the action that the test has set for it. */
final class RecordingExecutor implements Executor {

    /** The callbacks, by the names of their methods. */
    static final List<String> CALLBACKS = List.of(
            "registered",
            "reregistered",
            "disconnected",
            "launchTask",
            "killTask",
            "frameworkMessage",
            "shutdown",
            "error");

    record Heard(String name, List<Object> arguments) {
        Object argument(int index) {
            return arguments.get(index);
        }
    }

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final Map<String, Consumer<ExecutorDriver>> reactions = new ConcurrentHashMap<>();

    /** Sets an action that runs inside a callback. */
    RecordingExecutor on(String callback, Consumer<ExecutorDriver> reaction) {
        reactions.put(callback, reaction);
        return this;
    }

    /** Waits for the next callback. */
    Heard next() throws InterruptedException {
        Heard next = heard.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no callback within 15 s");
        }
        return next;
    }

    /** The next callback, which must be this one. */
    Heard next(String name) throws InterruptedException {
        Heard next = next();
        if (!next.name.equals(name)) {
            throw new AssertionError("expected " + name + " but heard " + next);
        }
        return next;
    }

    /** The callbacks that were not taken yet. */
    List<Heard> rest() {
        return List.copyOf(heard);
    }

    private void hear(ExecutorDriver driver, String name, Object... arguments) {
        // chosen before the test sees the callback, because the test may then set the action for the next one
        Consumer<ExecutorDriver> reaction = reactions.getOrDefault(name, unused -> {});
        heard.add(new Heard(name, List.of(arguments)));
        reaction.accept(driver);
    }

    @Override
    public void registered(ExecutorDriver driver, ExecutorInfo executor, FrameworkInfo framework, SlaveInfo agent) {
        hear(driver, "registered", executor, framework, agent);
    }

    @Override
    public void reregistered(ExecutorDriver driver, SlaveInfo agent) {
        hear(driver, "reregistered", agent);
    }

    @Override
    public void disconnected(ExecutorDriver driver) {
        hear(driver, "disconnected");
    }

    @Override
    public void launchTask(ExecutorDriver driver, TaskInfo task) {
        hear(driver, "launchTask", task);
    }

    @Override
    public void killTask(ExecutorDriver driver, TaskID taskId) {
        hear(driver, "killTask", taskId);
    }

    @Override
    public void frameworkMessage(ExecutorDriver driver, ByteString data) {
        hear(driver, "frameworkMessage", data);
    }

    @Override
    public void shutdown(ExecutorDriver driver) {
        hear(driver, "shutdown");
    }

    @Override
    public void error(ExecutorDriver driver, String message) {
        hear(driver, "error", message);
    }
}
