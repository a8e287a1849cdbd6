package org.gotask.scheduler.run;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gotask.Resources;
import org.gotask.SchedulerBody;
import org.gotask.SchedulerFunction;
import org.gotask.TaskFailure;
import org.gotask.TaskSpec;
import org.gotask.link.LinkConfig;
import org.gotask.link.LinkKind;
import org.gotask.scheduler.cluster.AgentLaunch;
import org.gotask.scheduler.launch.ExecutorProgram;
import org.gotask.scheduler.placement.PlacementStrategy;

/** A run under way on a {@link FakeCluster}. */
final class RunningRun {

    private static final Duration FOR_EVER = Duration.ofHours(1);

    /** For runs that end, or give up offers, when a time runs out. */
    static final RunSettings QUICK = new RunSettings(
            Optional.empty(),
            Duration.ofMillis(200),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofMillis(300),
            Duration.ofSeconds(2),
            LinkConfig.of(LinkKind.MESOSGOT).withMaxMessageBytes(1 << 20));

    /** For runs that end by events: none of their time limits is reached, however busy the machine is. */
    static final RunSettings PATIENT =
            new RunSettings(Optional.empty(), FOR_EVER, FOR_EVER, FOR_EVER, FOR_EVER, FOR_EVER, QUICK.link());

    final FakeCluster cluster = new FakeCluster();
    final Queue<String> console = new ConcurrentLinkedQueue<>();
    volatile boolean portsClosed;
    private final Run run;
    private final Thread thread;
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();

    private RunningRun(RunSettings settings, SchedulerBody function, TaskSpec... specs) {
        run = new Run(
                new RunPlan(
                        List.of(specs),
                        function,
                        "local",
                        new ExecutorProgram(
                                Path.of("app.jar"),
                                "java",
                                List.of(),
                                Resources.of("cpus", 0.1, "mem", 64),
                                Duration.ofSeconds(1),
                                Map.of()),
                        URI.create("http://127.0.0.1:1/app.jar"),
                        PlacementStrategy.SPREAD,
                        settings),
                cluster,
                console::add,
                () -> portsClosed = true);
        thread = Thread.ofVirtual().name("test-run").start(() -> {
            try {
                result.complete(run.execute());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
    }

    static RunningRun start(SchedulerFunction function, TaskSpec... specs) {
        return start(QUICK, function, specs);
    }

    static RunningRun start(RunSettings settings, SchedulerFunction function, TaskSpec... specs) {
        return startWithContext(settings, run -> function.run(run.in(), run.out(), run.events()), specs);
    }

    static RunningRun startWithContext(RunSettings settings, SchedulerBody body, TaskSpec... specs) {
        RunningRun running = new RunningRun(settings, body, specs);
        running.cluster.register();
        return running;
    }

    static TaskSpec workers(int count) {
        return TaskSpec.of("worker", count, Resources.of("cpus", 0.1, "mem", 32));
    }

    void cancel(String reason) {
        run.cancel(reason);
    }

    void interrupt() {
        thread.interrupt();
    }

    void awaitInterrupted() throws InterruptedException {
        try {
            throw new AssertionError("the run ended: " + result.get(60, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof InterruptedException)) {
                throw new AssertionError("the run did not tell of the interrupt", e);
            }
        } catch (TimeoutException e) {
            throw new AssertionError("the run has not ended", e);
        }
    }

    /** Offers an agent that has enough for all tasks, and waits for the launch. */
    AgentLaunch launch() throws InterruptedException {
        cluster.offer("o", "a", 4, 4096);
        return cluster.awaitLaunch();
    }

    void hurry() {
        run.hurry();
    }

    RunPhase phase() {
        return run.phase();
    }

    List<TaskFailure> survivedFailures() {
        return run.survivedFailures();
    }

    boolean isOver() {
        return result.isDone();
    }

    RunResult awaitEnd() throws InterruptedException {
        try {
            return result.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the run has not ended", e);
        }
    }

    String awaitFailure() throws InterruptedException {
        return switch (awaitEnd()) {
            case RunResult.Unsuccessful failure -> failure.cause();
            case RunResult.Completed() -> throw new AssertionError("the run completed");
        };
    }
}
