package org.gotask.scheduler.placement;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gotask.Resources;
import org.gotask.scheduler.cluster.FixedAgents;
import org.gotask.scheduler.cluster.ResourceOffer;

/** Whether tasks fit on the agents of a cluster that are known before it starts. Immutable. */
public final class FixedAgentsFit {

    /** Beyond this number only the largest tasks and the sum are compared, because placing them takes long. */
    private static final int MOST_PLACED = 10_000;

    private final FixedAgents agents;
    private final List<TaskNeed> tasks;
    private final Resources executor;
    private final PlacementStrategy strategy;

    /**
     * Compares nothing yet.
     *
     * @param executor the resources of an executor in addition to those of its tasks
     */
    public FixedAgentsFit(FixedAgents agents, List<TaskNeed> tasks, Resources executor, PlacementStrategy strategy) {
        this.agents = agents;
        this.tasks = List.copyOf(tasks);
        this.executor = executor;
        this.strategy = strategy;
    }

    /** The reason why the tasks will never fit, in one line; empty if they do. */
    public Optional<String> problem() {
        return problem(agents.each());
    }

    private Optional<String> problem(Resources each) {
        Placer placer = new Placer(tasks, executor, strategy);
        Optional<Placer.TooLarge> tooLarge = placer.tooLarge(List.of(each));
        if (tooLarge.isPresent()) {
            return tooLarge.map(task -> task.need() + "; each agent has " + task.nearest());
        }
        if (tasks.size() > MOST_PLACED && each.times(agents.count()).contains(placer.needed())) {
            return Optional.empty();
        }
        return switch (placer.place(offers(each))) {
            case Placement.Complete complete -> Optional.empty();
            case Placement.Incomplete(String missing) -> Optional.of(missing);
        };
    }

    private List<ResourceOffer> offers(Resources each) {
        return IntStream.range(0, agents.count())
                .mapToObj(Integer::toString)
                .map(agent -> new ResourceOffer(agent, agent, agent, each))
                .toList();
    }

    /**
     * Resources with which each of as many agents would suffice: those that it has, and more where they are too few.
     */
    public Resources sufficient() {
        Resources even = AgentsSeen.largest(agents.each(), evenShare());
        return problem(even).isEmpty() ? even : AgentsSeen.largest(agents.each(), sum(tasks));
    }

    /** The most that an agent needs if the agents take turns, the largest tasks first. */
    private Resources evenShare() {
        Resources all = sum(tasks);
        List<TaskNeed> sorted = tasks.stream()
                .sorted(Comparator.comparingDouble((TaskNeed task) -> Share.of(task.resources(), all))
                        .reversed())
                .toList();
        return IntStream.range(0, Math.min(agents.count(), tasks.size()))
                .mapToObj(first -> sum(IntStream.iterate(first, i -> i < sorted.size(), i -> i + agents.count())
                        .mapToObj(sorted::get)
                        .toList()))
                .reduce(Resources.NONE, AgentsSeen::largest);
    }

    /** What one executor with these tasks needs. */
    private Resources sum(List<TaskNeed> some) {
        return some.stream().map(TaskNeed::resources).reduce(executor, Resources::plus);
    }
}
