package org.gotask.scheduler.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.gotask.Agent;
import org.gotask.SchedEvent;
import org.gotask.TaskFailure;
import org.gotask.exit.ExitCause;
import org.gotask.scheduler.cluster.AgentLaunch;
import org.gotask.scheduler.cluster.Cluster;
import org.gotask.scheduler.cluster.ClusterListener;
import org.gotask.scheduler.cluster.ExecutorAddress;
import org.gotask.scheduler.cluster.ResourceOffer;
import org.gotask.scheduler.cluster.TaskUpdate;
import org.gotask.scheduler.placement.AgentPlacement;
import org.gotask.scheduler.placement.Placement;
import org.gotask.scheduler.placement.Placer;
import org.gotask.text.ForeignText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of all tasks and the scheduler function. Its state is confined to one thread, the {@link RunLoop}: callbacks
 * of the cluster, the links and the scheduler function become steps of that loop.
 *
 * <pre>
 *   COLLECTING ──all placed──▶ RUNNING ──function returned──▶ FINISHING ──all tasks ended──▶ ENDED
 *        │                        │                               │                            ▲
 *        └────────── anything failed: the first cause ────────────┴──▶ FAILING ──grace or end──┘
 * </pre>
 */
public final class Run implements ClusterListener {

    /** Longer than any part of it that comes from another process. */
    private static final int LONGEST_CAUSE = 4000;

    private static final Logger log = LoggerFactory.getLogger(Run.class);

    /** Made in advance: at the time of a fault it may be impossible to load a class. */
    private static final RunResult INDESCRIBABLE = new RunResult.Failed(
            "fault in the run, which cannot be described: memory or file descriptors may be exhausted",
            Optional.empty());

    private static final Duration RECONCILIATION_PAUSE = Duration.ofSeconds(15);

    private static final int EVENTS_BESIDE_TASKS = 256;
    private static final int EVENTS_PER_TASK = 4;

    private final RunPlan plan;
    private final RunSettings settings;
    private final Cluster cluster;
    private final RunLoop loop = new RunLoop(this::fault);
    private final RunTasks tasks;
    private final OfferCollection offers;
    private final PlacementWatch placementWatch;
    private final Runnable stopAccepting;
    private final ReturnWatch returnWatch;
    private final EventStream events;
    private final FunctionThread function;
    private final InboundDrain drain;
    private final TaskOutcomes outcomes;
    private final TaskLinks links;
    private final Reconciliation reconciliation;
    private final CompletableFuture<RunResult> ended = new CompletableFuture<>();

    private volatile RunPhase phase = RunPhase.COLLECTING; // written by the loop only
    private boolean functionRuns;
    private RunResult result = new RunResult.Completed();
    private final Map<String, TaskFailure> survived = new LinkedHashMap<>();
    private boolean outputExplains; // whether the output of the executors may explain the failure

    /**
     * Starts nothing.
     *
     * @param console receives the few lines that inform a person about the progress of the run
     * @param stopAccepting closes the ports of this process, other than the cluster's, to new connections; must not
     *     block
     */
    public Run(RunPlan plan, Cluster cluster, Consumer<String> console, Runnable stopAccepting) {
        this(plan, cluster, console, stopAccepting, System::nanoTime);
    }

    /** @param nanoTime the clock */
    Run(RunPlan plan, Cluster cluster, Consumer<String> console, Runnable stopAccepting, LongSupplier nanoTime) {
        this.plan = plan;
        Faults.prepare();
        this.settings = plan.settings();
        this.cluster = cluster;
        this.stopAccepting = stopAccepting;
        RunControl control = new Control();
        tasks = new RunTasks(plan.specs());
        offers = new OfferCollection(
                plan.cluster(),
                cluster,
                new Placer(tasks.needs(), plan.program().overhead(), plan.strategy()),
                settings.offerHold(),
                RandomGenerator.getDefault(),
                nanoTime);
        placementWatch = new PlacementWatch(loop, settings, console, offers, control);
        returnWatch = new ReturnWatch(loop, settings.stopTimeout(), console, tasks, control);
        events = new EventStream(
                EVENTS_BESIDE_TASKS + EVENTS_PER_TASK * tasks.all().size());
        function = new FunctionThread(plan.function(), tasks, settings.link(), events.channel(), loop, control);
        drain = new InboundDrain(loop, tasks, function.in(), settings.drainTimeout(), control);
        outcomes = new TaskOutcomes(tasks, loop, events, control);
        links = new TaskLinks(settings.link(), cluster, tasks, function.in(), loop, drain, control, nanoTime);
        reconciliation = new Reconciliation(loop, tasks::agentIdsOfLaunched, cluster::reconcile, RECONCILIATION_PAUSE);
    }

    /**
     * Runs to the end: everything that was started has ended, or was requested to, when this returns. Called once.
     *
     * @throws InterruptedException if the thread is interrupted while waiting; the run was then cancelled, and has
     *     ended
     */
    public RunResult execute() throws InterruptedException {
        loop.execute(() -> {
            placementWatch.start();
            cluster.start(this);
        });
        try {
            return withOutput(ended.get());
        } catch (InterruptedException e) {
            cancel("interrupted");
            ended.join(); // bounded by the grace
            throw e;
        } catch (ExecutionException e) {
            throw new AssertionError("a run never ends exceptionally", e);
        } finally {
            events.close("the run has ended");
            tasks.freeOutboxes("the run has ended");
            links.close();
            cluster.close();
            loop.close();
        }
    }

    /** Before the cluster is closed, which would remove the output. */
    private RunResult withOutput(RunResult reached) {
        return reached instanceof RunResult.Failed(String cause, Optional<Path> none) && outputExplains
                ? new RunResult.Failed(cause, cluster.keepOutput())
                : reached;
    }

    /** The failures that the run has survived, in their order. Called after {@link #execute} has returned. */
    public List<TaskFailure> survivedFailures() {
        return List.copyOf(survived.values());
    }

    /** The present phase, for any thread. */
    public RunPhase phase() {
        return phase;
    }

    /** Stops the run for a reason from outside, such as a signal. Returns immediately. */
    public void cancel(String reason) {
        // for the end only connected peers are needed, and a flood of connections would delay it
        stopAccepting.run();
        cluster.stopAccepting();
        loop.execute(() -> {
            if (ExitCause.exits(function.thread())) {
                // it waits for the end of the process, which waits for the end of this run
                functionRuns = false;
            }
            fail(new RunResult.Stopped(ForeignText.line(reason, LONGEST_CAUSE)));
        });
    }

    /** Fails the run for a cause that no part of it has reported, such as an error of the process. Returns immediately. */
    public void failWith(String cause) {
        loop.execute(() -> fail(cause));
    }

    /** Ends a run that is being stopped at once, without the remaining grace periods. Returns immediately. */
    public void hurry() {
        loop.execute(() -> {
            if (phase == RunPhase.FAILING) {
                end();
            }
        });
    }

    /** The virtual threads of the user's code. */
    public List<Thread> functionThreads() {
        return List.of(function.thread());
    }

    @Override
    public void registered(String runId, String endpoint) {
        loop.execute(() -> {
            offers.registered();
            events.publish(new SchedEvent.Registered(runId, endpoint));
            reconciliation.registered();
        });
    }

    @Override
    public void reregistered(String endpoint) {
        loop.execute(() -> {
            offers.registered();
            events.publish(new SchedEvent.Reregistered(endpoint));
            reconciliation.registered();
        });
    }

    @Override
    public void disconnected() {
        loop.execute(() -> {
            reconciliation.disconnected();
            offers.disconnected();
            events.publish(new SchedEvent.Disconnected());
        });
    }

    @Override
    public void offered(List<ResourceOffer> offered) {
        loop.execute(() -> {
            if (phase != RunPhase.COLLECTING) {
                offered.forEach(offer -> cluster.decline(offer.offerId(), OfferCollection.REFUSE_UNNEEDED_FOR));
                return;
            }
            offers.add(offered);
            switch (offers.place()) {
                case Placement.Complete(List<AgentPlacement> agents) -> launch(agents);
                case Placement.Incomplete incomplete -> loop.after(settings.offerHold(), offers::declineExpired);
            }
        });
    }

    @Override
    public void rescinded(String offerId) {
        loop.execute(() -> {
            offers.rescinded(offerId);
            events.publish(new SchedEvent.OfferRescinded(offerId));
        });
    }

    private void launch(List<AgentPlacement> agents) {
        List<AgentLaunch> launches = agents.stream()
                .map(agent -> agentLaunch("executor-" + agents.indexOf(agent), agent))
                .toList();
        for (int i = 0; i < launches.size(); i++) {
            prepare(launches.get(i), agents.get(i).host());
        }
        phase = RunPhase.RUNNING;
        offers.declineAllBut(agents);
        launches.forEach(cluster::launch);
        cluster.suppressOffers();
        functionRuns = true;
        function.start();
    }

    private AgentLaunch agentLaunch(String executorId, AgentPlacement agent) {
        return new AgentLaunch(
                agent.offerIds(),
                agent.agentId(),
                plan.program()
                        .launch(
                                executorId,
                                plan.artifact(),
                                agent.granted(),
                                agent.tasks().size()),
                agent.tasks().stream()
                        .map(need -> tasks.get(need.taskName()).toLaunch())
                        .toList(),
                OfferCollection.REFUSE_UNNEEDED_FOR);
    }

    /** Opens this side of the link first: an executor may send as soon as it is launched. */
    private void prepare(AgentLaunch launch, String host) {
        launch.tasks().forEach(toLaunch -> {
            RunTask task = tasks.get(toLaunch.taskName());
            task.launched(launch.executorAddress(), host, links.open(launch.executorAddress(), task));
            events.publish(new SchedEvent.TaskLaunched(task.name(), new Agent(launch.agentId(), host)));
        });
    }

    @Override
    public void updated(TaskUpdate update) {
        loop.execute(() -> outcomes.updated(update));
    }

    private void functionEnded(Optional<Throwable> thrown) {
        functionRuns = false;
        if (phase == RunPhase.RUNNING) {
            if (thrown.isPresent()) {
                fail("the scheduler function failed: " + Faults.describe(thrown.get()));
                Faults.log(log, "the scheduler function threw", thrown.get());
                return;
            }
            phase = RunPhase.FINISHING;
            function.closeOut();
            // nobody receives any more, and messages of tasks must not queue up until their link fails
            function.endIn("the scheduler function has returned");
            returnWatch.start();
        } else {
            function.endIn("the run has failed");
        }
        endIfOver();
    }

    @Override
    public void message(ExecutorAddress executor, byte[] data) {
        links.receive(executor, data);
    }

    /** The link to an executor that ended before the run may break once all messages have arrived. */
    private void linkFailed(ExecutorAddress executor, String reason) {
        List<RunTask> needed = tasks.all().stream()
                .filter(task -> task.runsOn(executor))
                .filter(task -> !task.hasEnded() || (task.messagesAreMissing() && !survived.containsKey(task.name())))
                .toList();
        List<RunTask> running = needed.stream().filter(task -> !task.hasEnded()).toList();
        if (needed.isEmpty()) {
            log.info("no longer needed: {}", reason);
        } else if (outcomes.survivesLinkFailure(executor, needed, reason)) {
            // they may still run, but no message reaches them
            running.forEach(task -> cluster.kill(task.name()));
        } else {
            fail(reason);
            return;
        }
        // a link that has failed delivers no end
        tasks.all().stream()
                .filter(task -> task.runsOn(executor))
                .filter(task -> survived.containsKey(task.name()) && !task.inboundEnded())
                .forEach(drain::inboundEnded);
    }

    @Override
    public void executorLost(ExecutorAddress executor, String reason) {
        loop.execute(() -> outcomes.executorLost(executor, reason));
    }

    @Override
    public void agentLost(String agentId) {
        loop.execute(() -> outcomes.agentLost(agentId));
    }

    @Override
    public void error(String message) {
        loop.execute(() -> outcomes.clusterFailed(message));
    }

    private final class Control implements RunControl {

        @Override
        public RunPhase phase() {
            return phase;
        }

        @Override
        public void fail(String cause) {
            Run.this.fail(cause);
        }

        @Override
        public void functionEnded(Optional<Throwable> thrown) {
            Run.this.functionEnded(thrown);
        }

        @Override
        public void taskEnded(RunTask task) {
            drain.taskFinished(task);
            endIfOver();
        }

        @Override
        public void taskSurvived(RunTask task, String reason) {
            Run.this.taskSurvived(task, reason);
        }

        @Override
        public void linkFailed(ExecutorAddress executor, String reason) {
            Run.this.linkFailed(executor, reason);
        }
    }

    private void taskSurvived(RunTask task, String reason) {
        TaskFailure failure = new TaskFailure(task.name(), ForeignText.line(reason, LONGEST_CAUSE));
        boolean goesOn = phase == RunPhase.RUNNING || phase == RunPhase.FINISHING;
        if (goesOn && survived.putIfAbsent(task.name(), failure) == null) {
            log.info("{} has failed, the run continues: {}", task.describe(), failure.reason());
            drain.taskSurvived(task);
        }
        loop.execute(this::endIfOver); // after the other tasks that were lost for the same reason
    }

    /** Fails the run before anything else, since without memory or files a log may fail as well. */
    private void fault(Throwable fault) {
        try {
            fail("fault in the run, see the log: " + Faults.describe(fault));
        } catch (RuntimeException | Error e) {
            if (result instanceof RunResult.Completed) {
                result = INDESCRIBABLE;
            }
            end();
        }
        Faults.log(log, "fault in the run", fault);
    }

    private void fail(String reason) {
        fail(new RunResult.Failed(ForeignText.line(reason, LONGEST_CAUSE), Optional.empty()));
    }

    /** The first cause counts; failures that follow from it do not. */
    private void fail(RunResult.Unsuccessful failure) {
        if (phase == RunPhase.FAILING || phase == RunPhase.ENDED) {
            endIfOver();
            return;
        }
        boolean launched = phase != RunPhase.COLLECTING;
        phase = RunPhase.FAILING;
        result = failure;
        outputExplains = launched;
        events.publish(new SchedEvent.Shutdown(failure.cause()));
        events.close("the run has failed");
        if (functionRuns) {
            function.in().close("the run has failed"); // it may still read the messages that have arrived
        } else {
            function.endIn("the run has failed");
        }
        tasks.closeOutboxes("the run has failed");
        if (launched) {
            tasks.unfinished().forEach(task -> cluster.kill(task.name()));
            loop.after(settings.grace(), function::interrupt);
            loop.after(settings.grace().multipliedBy(2), this::end);
            endIfOver();
        } else {
            end();
        }
    }

    private void endIfOver() {
        boolean over = switch (phase) {
            case COLLECTING, RUNNING, ENDED -> false;
            case FINISHING -> tasks.allEnded() && !outcomes.awaitsReports();
            case FAILING -> !functionRuns && tasks.allEnded();
        };
        if (over) {
            end();
        }
    }

    private void end() {
        phase = RunPhase.ENDED;
        ended.complete(result);
    }
}
