package org.gotask.scheduler;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gotask.Resources;
import org.gotask.SchedulerBody;
import org.gotask.SchedulerFunction;
import org.gotask.SchedulerTask;
import org.gotask.TaskSpec;
import org.gotask.scheduler.RunOutcome.Kind;
import org.gotask.scheduler.run.Run;
import org.gotask.text.ForeignText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheduler side of an application: the tasks to run, and the function that directs them. Either all tasks start or
 * none does; when any part fails, everything stops, except for tasks whose {@link TaskSpec#withTolerance spec} says
 * otherwise.
 *
 * {@snippet file="org/gotask/scheduler/SchedulerExamples.java" region="main"}
 *
 * <p>The same function with a {@link org.gotask.SchedulerContext}, which also provides the names of the tasks:
 *
 * {@snippet file="org/gotask/scheduler/SchedulerExamples.java" region="context"}
 *
 * <p>{@link #run} is for the {@code main} method of a program: it reports mistakes and failures on standard error, one
 * line each, and stops the run when the process receives a signal. {@link #start} embeds a run in a larger program.
 * Confined to one thread; several schedulers may run in one process.
 */
public final class GoTaskScheduler {

    private static final Logger log = LoggerFactory.getLogger(GoTaskScheduler.class);

    private final SchedulerConfig config;
    private final List<TaskSpec> specs = new ArrayList<>();
    private final PrintStream console;
    private final AtomicBoolean started = new AtomicBoolean();
    private @Nullable SchedulerBody function;

    /**
     * Creates a scheduler; opens and starts nothing.
     *
     * @param config the flags, environment variables and settings of the run
     */
    public GoTaskScheduler(SchedulerConfig config) {
        this(config, System.err);
    }

    GoTaskScheduler(SchedulerConfig config, PrintStream console) {
        this.config = Objects.requireNonNull(config, "config");
        this.console = console;
    }

    /**
     * Adds {@code count} tasks to the run, each with these resources; {@link #run} reports mistakes.
     *
     * @param name the name of the task function; the tasks are called {@code name-0}, {@code name-1} and so on
     * @param count the number of tasks, 1 or more
     * @param resources the resources of each task
     * @return this scheduler
     * @throws IllegalStateException if the scheduler was run already
     */
    public GoTaskScheduler spawnTask(String name, int count, Resources resources) {
        return spawnTasks(TaskSpec.of(name, count, resources));
    }

    /**
     * Adds tasks to the run; {@link #run} reports mistakes.
     *
     * @param tasks the tasks, in groups that share a task function
     * @return this scheduler
     * @throws IllegalStateException if the scheduler was run already
     */
    public GoTaskScheduler spawnTasks(TaskSpec... tasks) {
        requireNotStarted();
        specs.addAll(List.of(Objects.requireNonNull(tasks, "tasks")));
        return this;
    }

    /**
     * Sets the scheduler function, replacing any set before.
     *
     * @param schedulerFunction directs the tasks
     * @return this scheduler
     * @throws IllegalStateException if the scheduler was run already
     */
    public GoTaskScheduler registerSchedFunc(SchedulerFunction schedulerFunction) {
        Objects.requireNonNull(schedulerFunction, "schedulerFunction");
        return registerSchedFunc(run -> schedulerFunction.run(run.in(), run.out(), run.events()));
    }

    /**
     * Sets the scheduler function as a function of a {@link org.gotask.SchedulerContext}, replacing any set before. A
     * lambda with one parameter has this type, one with three is a {@link SchedulerFunction}.
     *
     * @param body directs the tasks
     * @return this scheduler
     * @throws IllegalStateException if the scheduler was run already
     */
    public GoTaskScheduler registerSchedFunc(SchedulerBody body) {
        Objects.requireNonNull(body, "body");
        requireNotStarted();
        function = body;
        return this;
    }

    /**
     * Sets the scheduler function, replacing any set before.
     *
     * @param schedulerTask directs the tasks
     * @return this scheduler
     * @throws IllegalStateException if the scheduler was run already
     */
    public GoTaskScheduler registerSchedTask(SchedulerTask schedulerTask) {
        return registerSchedFunc(Objects.requireNonNull(schedulerTask, "schedulerTask")::run);
    }

    private void requireNotStarted() {
        if (started.get()) {
            throw new IllegalStateException("scheduler was run already; spawn tasks and register functions before run");
        }
    }

    /**
     * Starts the run, waits for its end and reports the outcome on standard error. When it returns, the processes of a
     * local cluster have ended, and executors on other clusters have ended or were requested to. A signal such as
     * SIGTERM stops the run, a second one ends it without grace periods, and an interrupt of the waiting thread or a
     * call of {@link System#exit} stops it as well. A {@link VirtualMachineError} other than a stack overflow, or a
     * {@link LinkageError}, that ends any thread of the process fails the run, unless the program has set a default
     * handler for uncaught exceptions.
     *
     * @return the outcome; {@link RunOutcome#exitCode} is the exit code for the program
     * @throws IllegalStateException if the scheduler was run or started before
     */
    public RunOutcome run() {
        markStarted();
        CarrierThreads.provide();
        try (SignalStop signal = SignalStop.install(this::print);
                UncaughtErrors errors = UncaughtErrors.install()) {
            RunOutcome outcome = execution(this::print).execute((run, longestEnd) -> {
                errors.fail(run::failWith);
                return signal.stops(stoppable(run), longestEnd);
            });
            SurvivedLines.of(outcome.survivedFailures()).forEach(this::print);
            outcome.message().lines().forEach(outcome.kind() == Kind.HELP ? System.out::println : this::print);
            return outcome;
        }
    }

    private static SignalStop.Stoppable stoppable(Run run) {
        return new SignalStop.Stoppable() {
            @Override
            public void stop(String reason) {
                run.cancel(reason);
            }

            @Override
            public void hurry() {
                run.hurry();
            }

            @Override
            public List<Thread> functionThreads() {
                return run.functionThreads();
            }
        };
    }

    /**
     * Starts the run and returns immediately. For use inside a larger program: it installs no signal handler, prints
     * nothing and changes no system property; warnings and progress are logged. Several runs of one process
     * may follow one another or overlap. The run has a thread that keeps the process alive until it ends.
     *
     * @return the run; mistakes in the configuration or the tasks are reported as its outcome
     * @throws IllegalStateException if the scheduler was run or started before
     */
    public RunHandle start() {
        markStarted();
        EarlySignal.end();
        return RunHandle.start(execution(log::info));
    }

    private void markStarted() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a scheduler runs once; create a new one for another run");
        }
    }

    private Execution execution(Consumer<String> listener) {
        return new Execution(config.configuration(), specs, function, listener);
    }

    private void print(String line) {
        console.println("gotask: " + ForeignText.line(line, Execution.LONGEST_LINE));
    }
}
