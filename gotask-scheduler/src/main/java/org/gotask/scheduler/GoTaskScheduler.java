package org.gotask.scheduler;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gotask.Resources;
import org.gotask.SchedulerBody;
import org.gotask.SchedulerFunction;
import org.gotask.SchedulerTask;
import org.gotask.TaskSpec;
import org.gotask.scheduler.RunOutcome.Kind;
import org.gotask.scheduler.artifact.ArtifactServer;
import org.gotask.scheduler.cluster.Cluster;
import org.gotask.scheduler.config.Configuration;
import org.gotask.scheduler.config.Settings;
import org.gotask.scheduler.mesos.MesosCluster;
import org.gotask.scheduler.run.Run;
import org.gotask.scheduler.run.RunPlan;
import org.gotask.scheduler.run.RunResult;
import org.gotask.text.ForeignText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheduler side of an application: what to run, and the function that directs it. All tasks start together or none
 * does; when anything fails, everything stops.
 *
 * {@snippet file="org/gotask/scheduler/SchedulerExamples.java" region="main"}
 *
 * <p>The same function with a {@link org.gotask.SchedulerContext}, which also knows the names of the tasks:
 *
 * {@snippet file="org/gotask/scheduler/SchedulerExamples.java" region="context"}
 *
 * <p>It is made for the {@code main} method of a program: {@link #run} tells a person what went wrong on standard error,
 * one line each, and ends the run in good order when the program is told to end by a signal. Confined to one thread;
 * several schedulers may run in one process.
 */
public final class GoTaskScheduler {

    private static final Logger log = LoggerFactory.getLogger(GoTaskScheduler.class);

    private static final int LONGEST_LINE = 4000;

    private final SchedulerConfig config;
    private final List<TaskSpec> specs = new ArrayList<>();
    private final PrintStream console;
    private final AtomicBoolean started = new AtomicBoolean();
    private @Nullable SchedulerBody function;

    /** Opens nothing and starts nothing. */
    public GoTaskScheduler(SchedulerConfig config) {
        this(config, System.err);
    }

    GoTaskScheduler(SchedulerConfig config, PrintStream console) {
        this.config = Objects.requireNonNull(config, "config");
        this.console = console;
    }

    /**
     * Adds {@code count} tasks to be run, each with these resources; mistakes are reported by {@link #run}.
     *
     * @throws IllegalStateException if the scheduler was run already
     */
    public GoTaskScheduler spawnTask(String name, int count, Resources resources) {
        return spawnTasks(TaskSpec.of(name, count, resources));
    }

    /**
     * Adds tasks to be run; mistakes are reported by {@link #run}.
     *
     * @throws IllegalStateException if the scheduler was run already
     */
    public GoTaskScheduler spawnTasks(TaskSpec... tasks) {
        requireNotStarted();
        specs.addAll(List.of(Objects.requireNonNull(tasks, "tasks")));
        return this;
    }

    /**
     * Sets what directs the tasks; the last one set counts.
     *
     * @throws IllegalStateException if the scheduler was run already
     */
    public GoTaskScheduler registerSchedFunc(SchedulerFunction schedulerFunction) {
        Objects.requireNonNull(schedulerFunction, "schedulerFunction");
        return registerSchedFunc(run -> schedulerFunction.run(run.in(), run.out(), run.events()));
    }

    /**
     * Sets what directs the tasks, as a function of a {@link org.gotask.SchedulerContext}; the last one set counts. A lambda
     * with one parameter is of this shape, one with three is a {@link SchedulerFunction}.
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
     * Sets what directs the tasks; the last one set counts.
     *
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
     * Runs everything and waits for the end. When it returns nothing of the run is left, on this machine or on agents
     * that can be reached. Interrupting the waiting thread stops the run.
     *
     * @return how it ended; {@link RunOutcome#exitCode} is what the program should exit with
     * @throws IllegalStateException if it was called before
     */
    public RunOutcome run() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a scheduler runs once; make a new one for another run");
        }
        CarrierThreads.provide();
        try (SignalStop signal = SignalStop.install(this::tell)) {
            RunOutcome outcome = switch (config.configuration()) {
                case Configuration.Help(String text) -> new RunOutcome(Kind.HELP, text);
                case Configuration.Invalid(List<String> problems) -> refused(problems);
                case Configuration.Valid(Settings settings, List<String> warnings) -> {
                    warnings.forEach(this::tell);
                    yield run(settings, signal);
                }
            };
            outcome.message().lines().forEach(outcome.kind() == Kind.HELP ? System.out::println : this::tell);
            return outcome;
        }
    }

    private void tell(String line) {
        console.println("gotask: " + ForeignText.line(line, LONGEST_LINE));
    }

    private RunOutcome refused(List<String> configProblems) {
        List<String> problems = new ArrayList<>(configProblems);
        problems.addAll(programProblems());
        return new RunOutcome(Kind.REFUSED, String.join("\n", problems));
    }

    private List<String> programProblems() {
        List<String> problems = new ArrayList<>(SpecCheck.problems(specs));
        if (function == null) {
            problems.add("no scheduler function; call registerSchedFunc before run");
        }
        return problems;
    }

    private RunOutcome run(Settings settings, SignalStop signal) {
        SchedulerBody directs = function;
        if (directs == null || !programProblems().isEmpty()) {
            return refused(List.of());
        }
        try (ArtifactServer artifacts = ArtifactServer.start(
                        settings.program().file(),
                        settings.address(),
                        settings.publishedHost(),
                        settings.artifactPort());
                Cluster cluster = new MesosCluster(settings)) {
            Run run = new Run(plan(settings, directs, artifacts.uri()), cluster, this::tell);
            signal.stops(() -> run.cancel("stopped by a signal"), settings.run().longestEnd());
            RunResult result = run.execute();
            log.info("run ended: {}", result);
            return switch (result) {
                case RunResult.Completed() -> new RunOutcome(Kind.COMPLETED, "");
                case RunResult.Failed(String cause) -> new RunOutcome(Kind.FAILED, cause);
            };
        } catch (IOException e) {
            return new RunOutcome(Kind.FAILED, ForeignText.line(String.valueOf(e.getMessage()), LONGEST_LINE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RunOutcome(Kind.FAILED, "interrupted");
        }
    }

    private RunPlan plan(Settings settings, SchedulerBody directs, URI artifact) {
        return new RunPlan(
                specs,
                directs,
                settings.masterShown(),
                settings.program(),
                artifact,
                settings.placement(),
                settings.run());
    }
}
