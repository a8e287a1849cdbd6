package org.gotask.executor;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gotask.Task;
import org.gotask.TaskBody;
import org.gotask.TaskFunction;
import org.gotask.executor.ExecutorOutcome.Kind;
import org.gotask.executor.agent.AgentPort;
import org.gotask.executor.agent.AgentPorts;
import org.gotask.executor.task.ExecutorEnd;
import org.gotask.executor.task.ExecutorRun;
import org.gotask.executor.task.ExecutorSettings;
import org.gotask.executor.task.TaskBodies;
import org.gotask.executor.task.TaskRegistry;
import org.gotask.launch.SetVariables;
import org.gotask.text.ForeignText;

/**
 * The program that an agent starts to run tasks: it registers task functions by name, and runs each launched task on
 * its own virtual thread, which has the name of the task. Register the functions, then run it once:
 *
 * {@snippet file="org/gotask/executor/ExecutorExamples.java" region="main"}
 *
 * <p>Registration is confined to one thread; {@link #run} may be called from any.
 */
public final class GoTaskExecutor {

    private final TaskRegistry registry = new TaskRegistry();
    private final Map<String, String> environment;
    private final Function<Map<String, String>, AgentPort> agents;
    private final PrintStream err;
    private final AtomicBoolean used = new AtomicBoolean();

    /** Does not open or start anything. */
    public GoTaskExecutor() {
        this(System.getenv(), AgentPorts::fromEnvironment, System.err);
    }

    /**
     * An executor for any agent.
     *
     * @param agents returns the agent for an environment; throws IllegalArgumentException if the environment names none
     * @param err receives a line if the executor cannot run
     */
    GoTaskExecutor(Map<String, String> environment, Function<Map<String, String>, AgentPort> agents, PrintStream err) {
        this.environment = SetVariables.of(environment);
        this.agents = agents;
        this.err = err;
    }

    /**
     * Registers a class of tasks.
     *
     * @param name the name that schedulers spawn
     * @param factory creates a new object for every task, on the task's thread
     * @return this executor
     * @throws IllegalArgumentException if the name is not a valid function name, see {@link org.gotask.TaskName}, or is
     *     already registered, or if an argument is null
     * @throws IllegalStateException if the executor was run already
     */
    public GoTaskExecutor registerTask(String name, Supplier<? extends Task> factory) {
        requireGiven(name, factory);
        return register(name, TaskBodies.of(name, factory));
    }

    /**
     * Registers a task function; it is called once for every task, possibly concurrently.
     *
     * @param name the name that schedulers spawn
     * @param function the function of each task
     * @return this executor
     * @throws IllegalArgumentException as {@link #registerTask}
     * @throws IllegalStateException if the executor was run already
     */
    public GoTaskExecutor registerTaskFunc(String name, TaskFunction function) {
        requireGiven(name, function);
        return register(name, TaskBodies.of(function));
    }

    /**
     * Registers a task function that takes a {@link org.gotask.TaskContext}; it is called once for every task, possibly
     * concurrently. A lambda with one parameter has this type, one with four is a {@link TaskFunction}.
     *
     * @param name the name that schedulers spawn
     * @param body the function of each task
     * @return this executor
     * @throws IllegalArgumentException as {@link #registerTask}
     * @throws IllegalStateException if the executor was run already
     */
    public GoTaskExecutor registerTaskFunc(String name, TaskBody body) {
        requireGiven(name, body);
        return register(name, body);
    }

    private static void requireGiven(String name, Object function) {
        if (name == null) {
            throw new IllegalArgumentException(
                    "task function without a name: name=null, expected a name such as worker");
        }
        if (function == null) {
            throw new IllegalArgumentException("task function missing: name=" + name + ", function=null");
        }
    }

    private GoTaskExecutor register(String name, TaskBody body) {
        if (used.get()) {
            throw new IllegalStateException(
                    "task function registered too late: name=" + name + "; register before the executor runs");
        }
        registry.register(name, body);
        return this;
    }

    /**
     * Runs the tasks that the agent launches, until the agent ends this executor or is lost. Then every task's
     * {@code in} is closed, and the tasks get their grace period. Does not wait for threads started by tasks: pass
     * {@link ExecutorOutcome#exitCode} to {@link System#exit}, which ends them. Invalid usage is reported in one line
     * on standard error.
     *
     * @return the outcome of the executor
     * @throws IllegalStateException if it was run before
     */
    public ExecutorOutcome run() {
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("executor was run already; create a new GoTaskExecutor to run again");
        }
        if (registry.isEmpty()) {
            return refuse(
                    "no task function is registered in this executor; call registerTask or registerTaskFunc before run");
        }
        ExecutorRun executorRun;
        try {
            AgentPort agent = agents.apply(environment);
            executorRun = new ExecutorRun(registry, agent, ExecutorSettings.fromEnvironment(environment));
        } catch (IllegalArgumentException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
        ExecutorEnd end = executorRun.run();
        return end.requested()
                ? new ExecutorOutcome(Kind.COMPLETED, "")
                : new ExecutorOutcome(Kind.FAILED, end.reason());
    }

    private ExecutorOutcome refuse(String line) {
        err.println(ForeignText.line(line));
        return new ExecutorOutcome(Kind.REFUSED, line);
    }
}
