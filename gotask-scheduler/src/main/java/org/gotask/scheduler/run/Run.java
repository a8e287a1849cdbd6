package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.gotask.Agent;
import org.gotask.SchedEvent;
import org.gotask.scheduler.cluster.AgentLaunch;
import org.gotask.scheduler.cluster.Cluster;
import org.gotask.scheduler.cluster.ClusterListener;
import org.gotask.scheduler.cluster.ExecutorAddress;
import org.gotask.scheduler.cluster.ResourceOffer;
import org.gotask.scheduler.cluster.TaskState;
import org.gotask.scheduler.cluster.TaskUpdate;
import org.gotask.scheduler.placement.AgentPlacement;
import org.gotask.scheduler.placement.Placement;
import org.gotask.scheduler.placement.Placer;
import org.gotask.text.ForeignText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of all tasks and the scheduler function. Its state belongs to one thread, the {@link RunLoop}; what happens
 * elsewhere, in the cluster, in links and in the scheduler function, becomes a step of that loop.
 *
 * <pre>
 *   COLLECTING ──all placed──▶ RUNNING ──function returned──▶ FINISHING ──all tasks ended──▶ ENDED
 *        │                        │                               │                            ▲
 *        └────────── anything failed: the first cause ────────────┴──▶ FAILING ──grace or end──┘
 * </pre>
 */
public final class Run implements ClusterListener {

    /** Longer than what outsiders contribute to it. */
    private static final int LONGEST_CAUSE = 4000;

    private static final Logger log = LoggerFactory.getLogger(Run.class);

    private static final Duration RECONCILIATION_PAUSE = Duration.ofSeconds(15);

    private static final int EVENTS_BESIDE_TASKS = 256;
    private static final int EVENTS_PER_TASK = 4;

    private final RunPlan plan;
    private final RunSettings settings;
    private final Cluster cluster;
    private final Consumer<String> console;
    private final TaskTable tasks;
    private final TaskFates fates;
    private final OfferCollection offers;
    private final EventStream events;
    private final FunctionThread function;
    private final LateMessages lateMessages;
    private final TaskLinks links;
    private final RunLoop loop = new RunLoop(this::fault);
    private final Reconciliation reconciliation;
    private final CompletableFuture<RunResult> ended = new CompletableFuture<>();

    private volatile RunPhase phase = RunPhase.COLLECTING; // written by the loop only
    private boolean registered;
    private boolean functionRuns;
    private RunResult result = new RunResult.Completed();

    /**
     * Starts nothing.
     *
     * @param console hears the few lines that a person who waits for the run wants to see
     */
    public Run(RunPlan plan, Cluster cluster, Consumer<String> console) {
        this.plan = plan;
        this.settings = plan.settings();
        this.cluster = cluster;
        this.console = console;
        this.tasks = new TaskTable(plan.specs());
        this.reconciliation = new Reconciliation(loop, this::launched, cluster::reconcile, RECONCILIATION_PAUSE);
        this.offers = new OfferCollection(
                cluster,
                new Placer(tasks.needs(), plan.program().overhead(), plan.strategy()),
                settings.offerHold(),
                RandomGenerator.getDefault());
        this.events = new EventStream(
                EVENTS_BESIDE_TASKS + EVENTS_PER_TASK * tasks.all().size());
        this.fates = new TaskFates(tasks, loop, events, () -> phase, new TaskEnds());
        this.function = new FunctionThread(
                plan.function(),
                tasks,
                settings.link(),
                events.channel(),
                thrown -> loop.execute(() -> functionEnded(thrown)));
        this.lateMessages =
                new LateMessages(loop, tasks, function.in(), settings.lateMessages(), this::messagesWereLost);
        this.links = new TaskLinks(
                settings.link(),
                cluster,
                function.in(),
                (executor, reason) -> loop.execute(() -> linkFailed(executor, reason)),
                entry -> loop.execute(() -> lateMessages.inboundEnded(entry)));
    }

    /**
     * Runs to the end: everything that was started has ended, or was told to, when this returns. Called once.
     *
     * @throws InterruptedException if the thread is interrupted while waiting; the run was then cancelled, and has ended
     */
    public RunResult execute() throws InterruptedException {
        loop.execute(() -> {
            new PlacementWatch(
                            loop,
                            settings,
                            console,
                            () -> phase == RunPhase.COLLECTING,
                            this::whatIsMissing,
                            this::fail)
                    .start();
            cluster.start(this);
        });
        try {
            return ended.get();
        } catch (InterruptedException e) {
            cancel("interrupted");
            ended.join(); // bounded by the grace
            throw e;
        } catch (ExecutionException e) {
            throw new AssertionError("a run never ends exceptionally", e);
        } finally {
            events.close("the run has ended");
            links.close();
            cluster.close();
            loop.close();
        }
    }

    /** The present phase, for any thread. */
    public RunPhase phase() {
        return phase;
    }

    /** Fails the run for a reason from outside, such as a signal. Returns at once. */
    public void cancel(String reason) {
        loop.execute(() -> fail(reason));
    }

    @Override
    public void registered(String frameworkId, String master) {
        loop.execute(() -> {
            registered = true;
            events.publish(new SchedEvent.Registered(frameworkId, master));
            reconciliation.registered();
        });
    }

    @Override
    public void reregistered(String master) {
        loop.execute(() -> {
            registered = true;
            offers.clear();
            events.publish(new SchedEvent.Reregistered(master));
            reconciliation.registered();
        });
    }

    /** The tasks that were launched and have not ended, each with its agent. */
    private Map<String, String> launched() {
        return tasks.unfinished().stream()
                .filter(entry -> entry.executor().isPresent())
                .collect(Collectors.toMap(
                        TaskEntry::name, entry -> entry.executor().orElseThrow().agentId()));
    }

    @Override
    public void disconnected() {
        loop.execute(() -> {
            registered = false;
            reconciliation.disconnected();
            offers.clear();
            events.publish(new SchedEvent.Disconnected());
        });
    }

    @Override
    public void offered(List<ResourceOffer> offered) {
        loop.execute(() -> {
            if (phase != RunPhase.COLLECTING) {
                offered.forEach(offer -> cluster.decline(offer.offerId(), OfferCollection.REFUSAL_FOR_GOOD));
                return;
            }
            offers.add(offered, System.nanoTime());
            switch (offers.place()) {
                case Placement.Complete(List<AgentPlacement> agents) -> launch(agents);
                case Placement.Incomplete incomplete ->
                    loop.after(settings.offerHold(), () -> offers.declineExpired(System.nanoTime()));
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

    private String whatIsMissing() {
        return registered ? offers.missing() : "not registered with the master at " + plan.master() + " yet";
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
                OfferCollection.REFUSAL_FOR_GOOD);
    }

    /** Opens this side of the link first: an executor may speak as soon as it is launched. */
    private void prepare(AgentLaunch launch, String host) {
        launch.tasks().forEach(task -> {
            TaskEntry entry = tasks.get(task.taskName());
            entry.launched(launch.executorAddress(), host, links.open(launch.executorAddress(), entry));
            events.publish(new SchedEvent.TaskLaunched(entry.name(), new Agent(launch.agentId(), host)));
        });
    }

    @Override
    public void updated(TaskUpdate update) {
        loop.execute(() -> fates.updated(update));
    }

    private void functionEnded(Optional<Throwable> thrown) {
        functionRuns = false;
        if (phase == RunPhase.RUNNING) {
            if (thrown.isPresent()) {
                log.error("the scheduler function threw", thrown.get());
                fail("the scheduler function failed: " + thrown.get());
                return;
            }
            phase = RunPhase.FINISHING;
            function.closeOut();
            // nobody receives any more: what tasks still send must not pile up until their link fails
            function.in().close("the scheduler function has returned");
            loop.after(settings.stopTimeout(), this::stopTimedOut);
        }
        endIfOver();
    }

    private void stopTimedOut() {
        if (phase == RunPhase.FINISHING) {
            String names = tasks.unfinished().stream().map(TaskEntry::name).collect(Collectors.joining(", "));
            fail("tasks have not ended " + settings.stopTimeout().toMillis() / 1000.0
                    + " s after the scheduler function returned: " + names
                    + "; let them return when `in` ends, or raise --stop-timeout");
        }
    }

    @Override
    public void message(ExecutorAddress executor, byte[] data) {
        links.receive(executor, data);
    }

    /** A link that has nothing more to carry may break: its executor has ended before the run. */
    private void linkFailed(ExecutorAddress executor, String reason) {
        boolean needed = tasks.all().stream()
                .filter(entry -> entry.runsOn(executor))
                .anyMatch(entry -> !entry.hasEnded() || entry.messagesAreMissing());
        if (needed) {
            fail(reason);
        } else {
            log.info("no longer needed: {}", reason);
        }
    }

    private void messagesWereLost(String which) {
        if (phase == RunPhase.RUNNING) {
            fail(which);
        }
    }

    @Override
    public void executorLost(ExecutorAddress executor, String reason) {
        loop.execute(() -> fates.executorLost(executor, reason));
    }

    @Override
    public void agentLost(String agentId) {
        loop.execute(() -> fates.agentLost(agentId));
    }

    @Override
    public void error(String message) {
        loop.execute(() -> fates.clusterFailed(message));
    }

    private final class TaskEnds implements TaskFates.Listener {

        @Override
        public void ended(TaskEntry entry) {
            if (entry.state() == TaskState.FINISHED) {
                lateMessages.taskFinished(entry);
            }
            endIfOver();
        }

        @Override
        public void failed(String cause) {
            fail(cause);
        }
    }

    private void fault(Throwable fault) {
        log.error("fault in the run", fault);
        fail("fault in the run, see the log: " + fault);
    }

    /** The first cause counts; what fails because of it does not. */
    private void fail(String reason) {
        if (phase == RunPhase.FAILING || phase == RunPhase.ENDED) {
            endIfOver();
            return;
        }
        String cause = ForeignText.line(reason, LONGEST_CAUSE);
        boolean launched = phase != RunPhase.COLLECTING;
        phase = RunPhase.FAILING;
        result = new RunResult.Failed(cause);
        events.publish(new SchedEvent.Shutdown(cause));
        events.close("the run has failed");
        function.in().close("the run has failed");
        tasks.closeOutboxes("the run has failed");
        if (launched) {
            tasks.unfinished().forEach(entry -> cluster.kill(entry.name()));
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
            case FINISHING -> tasks.allEnded();
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
