package org.gotask.scheduler;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gotask.Resources;
import org.gotask.SchedulerBody;
import org.gotask.TaskFailure;
import org.gotask.TaskSpec;
import org.gotask.link.LinkConfig;
import org.gotask.scheduler.RunOutcome.Kind;
import org.gotask.scheduler.artifact.ArtifactServer;
import org.gotask.scheduler.cluster.Cluster;
import org.gotask.scheduler.cluster.ClusterSettings;
import org.gotask.scheduler.config.Configuration;
import org.gotask.scheduler.config.Settings;
import org.gotask.scheduler.run.Faults;
import org.gotask.scheduler.run.Run;
import org.gotask.scheduler.run.RunPlan;
import org.gotask.scheduler.run.RunResult;
import org.gotask.text.FailureLine;
import org.gotask.text.ForeignText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run of a scheduler from its configuration to its outcome. Used once, by one thread. */
final class Execution {

    /** Receives the run after its set-up, to stop and observe it. */
    @FunctionalInterface
    interface Listener {

        /**
         * Called before the cluster is contacted. Must not block.
         *
         * @param run the run
         * @param longestEnd the longest time that the run takes to end after it was cancelled
         * @return false if the run must not start, because the process is ending
         */
        boolean starting(Run run, Duration longestEnd);
    }

    /** The longest line that is printed. */
    static final int LONGEST_LINE = 4000;

    private static final Logger log = LoggerFactory.getLogger(Execution.class);

    private final Configuration configuration;
    private final List<TaskSpec> specs;
    private final @Nullable SchedulerBody function;
    private final Consumer<String> console;

    /**
     * Starts nothing.
     *
     * @param console receives warnings and the progress of the run, for a person
     */
    Execution(
            Configuration configuration,
            List<TaskSpec> specs,
            @Nullable SchedulerBody function,
            Consumer<String> console) {
        this.configuration = configuration;
        this.specs = List.copyOf(specs);
        this.function = function;
        this.console = console;
    }

    /** Runs everything and waits for the end. Interrupting the thread stops the run and leaves the flag set. */
    RunOutcome execute(Listener listener) {
        return switch (configuration) {
            case Configuration.Help(String text) -> new RunOutcome(Kind.HELP, text);
            case Configuration.Invalid(List<String> problems) -> refused(problems);
            case Configuration.Valid(Settings settings, List<String> warnings) -> {
                warnings.forEach(console);
                yield execute(settings, listener);
            }
        };
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

    private RunOutcome execute(Settings settings, Listener listener) {
        SchedulerBody directs = function;
        if (directs == null || !programProblems().isEmpty()) {
            return refused(List.of());
        }
        List<String> shortages = heapShortages(settings);
        if (!shortages.isEmpty()) {
            return new RunOutcome(Kind.REFUSED, String.join("\n", shortages));
        }
        ClusterSettings engine = settings.cluster();
        Optional<String> tooSmall = CapacityCheck.problem(settings, specs);
        if (tooSmall.isPresent()) {
            return refused(List.of(tooSmall.get()));
        }
        try (ArtifactServer artifacts = ArtifactServer.start(
                        settings.program().file(),
                        settings.program().nameOnAgent(),
                        engine.address(),
                        engine.publishedHost(),
                        settings.artifactPort());
                Cluster cluster = engine.newCluster()) {
            Run run = new Run(plan(settings, directs, artifacts.uri()), cluster, console, artifacts::stopAccepting);
            artifacts.onOverwritten(run::failWith);
            if (!listener.starting(run, settings.run().longestEnd())) {
                return new RunOutcome(Kind.FAILED, "");
            }
            RunResult result = run.execute();
            log.info("run ended: {}", result);
            return outcome(result, run.survivedFailures());
        } catch (IOException e) {
            String reason = e.getMessage() == null ? FailureLine.of(e) : e.getMessage();
            return new RunOutcome(Kind.FAILED, ForeignText.line(reason, LONGEST_LINE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RunOutcome(Kind.FAILED, "interrupted");
        } catch (RuntimeException | Error e) {
            // also an Error, for example of a class that cannot be loaded because no file can be opened
            Faults.log(log, "fault in the scheduler", e);
            return new RunOutcome(Kind.FAILED, "fault in the scheduler, see the log: " + Faults.describe(e));
        }
    }

    private static RunOutcome outcome(RunResult result, List<TaskFailure> survived) {
        return switch (result) {
            case RunResult.Completed() -> new RunOutcome(Kind.COMPLETED, "", survived);
            case RunResult.Failed(String cause, Optional<Path> output) ->
                new RunOutcome(
                        Kind.FAILED,
                        cause
                                + output.map(path -> "; output of the tasks: " + path)
                                        .orElse(""),
                        survived);
            case RunResult.Stopped(String cause) -> new RunOutcome(Kind.FAILED, cause, survived);
        };
    }

    /** Checked before anything starts, although too small a heap would fail only when large messages coincide. */
    private List<String> heapShortages(Settings settings) {
        List<String> shortages = new ArrayList<>();
        LinkConfig link = settings.run().link();
        link.heapShortage().ifPresent(shortage -> shortages.add("this program has " + shortage));
        for (TaskSpec spec : specs) {
            Resources granted = settings.program().overhead().plus(spec.resources());
            settings.program()
                    .heapShortage(granted, link.maxMessageBytes())
                    .ifPresent(shortage -> shortages.add("task '" + spec.name() + "': " + shortage));
        }
        return shortages;
    }

    private RunPlan plan(Settings settings, SchedulerBody directs, URI artifact) {
        return new RunPlan(
                specs,
                directs,
                settings.cluster().printableMaster(),
                settings.program(),
                artifact,
                settings.placement(),
                settings.run());
    }
}
