package org.gotask.scheduler.placement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gotask.Resources;
import org.gotask.scheduler.cluster.ResourceOffer;

/**
 * Places all tasks on the offers of some agents, or none. An agent with tasks also needs resources for the executor.
 *
 * <p>This is vector bin packing, which is NP-hard. Greedy passes over the tasks, largest first, work well for many
 * similar tasks. The first pass follows the strategy. If it fails, the second packs as tightly as possible, since
 * placing all tasks matters more than sharing the load. If that fails although the sum of the offers suffices, a number
 * of passes fill the agents one after the other, in random orders from a fixed seed. Amounts are thousandths
 * throughout, so that offers of exactly the required size suffice. Immutable.
 */
public final class Placer {

    private static final int RANDOM_PASSES = 100;

    private final List<TaskNeed> tasks;
    private final Resources executor;
    private final PlacementStrategy strategy;
    private final Map<String, Integer> order = new HashMap<>();

    /** The first task with each amount of resources. */
    private final Map<Resources, String> kinds = new LinkedHashMap<>();

    /**
     * A placer for these tasks.
     *
     * @param executor the resources of an executor in addition to those of its tasks
     */
    public Placer(List<TaskNeed> tasks, Resources executor, PlacementStrategy strategy) {
        this.tasks = List.copyOf(tasks);
        this.executor = executor;
        this.strategy = strategy;
        for (TaskNeed task : tasks) {
            order.put(task.taskName(), order.size());
            kinds.putIfAbsent(task.resources(), task.taskName());
        }
    }

    /** Tries to place all tasks on these offers. The result is the same for the same offers. */
    public Placement place(Collection<ResourceOffer> offers) {
        return attempt(offers, byPreference(strategy))
                .or(() -> attempt(offers, byPreference(PlacementStrategy.PACK)))
                .or(() -> attemptAtRandom(offers))
                .<Placement>map(Placement.Complete::new)
                .orElseGet(() -> new Placement.Incomplete(missing(offers)));
    }

    /**
     * The first task that fits on none of these agents, even alone; empty if each fits on one, or there are no agents.
     *
     * @param agents the most that each agent has
     */
    public Optional<TooLarge> tooLarge(Collection<Resources> agents) {
        for (Map.Entry<Resources, String> kind : kinds.entrySet()) {
            Resources needed = executor.plus(kind.getKey());
            if (agents.stream().noneMatch(agent -> agent.contains(needed))) {
                return agents.stream()
                        .min(Comparator.comparingDouble(agent -> Share.of(needed, agent)))
                        .map(nearest -> new TooLarge(
                                "task " + kind.getValue() + " needs " + needed + " with its executor", nearest));
            }
        }
        return Optional.empty();
    }

    /**
     * A task that fits on no agent.
     *
     * @param need the task and its resources, for people
     * @param nearest the resources of the agent that comes closest
     */
    public record TooLarge(String need, Resources nearest) {}

    private Optional<List<AgentPlacement>> attemptAtRandom(Collection<ResourceOffer> offers) {
        if (!sum(offers).contains(needed())) {
            return Optional.empty();
        }
        Random random = new Random(tasks.size());
        return IntStream.range(0, RANDOM_PASSES)
                .mapToObj(pass -> {
                    List<ResourceOffer> shuffled = new ArrayList<>(offers);
                    Collections.shuffle(shuffled, random);
                    return attempt(shuffled, UnaryOperator.identity());
                })
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<List<AgentPlacement>> attempt(
            Collection<ResourceOffer> offers, UnaryOperator<Stream<AgentSpace>> preference) {
        List<AgentSpace> agents = spaces(offers);
        for (TaskNeed task : largestFirst(offers)) {
            if (!put(task, agents, preference)) {
                return Optional.empty();
            }
        }
        return Optional.of(agents.stream()
                .filter(agent -> agent.taskCount() > 0)
                .map(agent -> agent.placement(order))
                .toList());
    }

    private static boolean put(TaskNeed task, List<AgentSpace> agents, UnaryOperator<Stream<AgentSpace>> preference) {
        return preference.apply(agents.stream()).anyMatch(agent -> agent.add(task));
    }

    private static UnaryOperator<Stream<AgentSpace>> byPreference(PlacementStrategy strategy) {
        Comparator<AgentSpace> order = switch (strategy) {
            case SPREAD -> Comparator.comparingInt(AgentSpace::taskCount).thenComparingDouble(AgentSpace::load);
            case PACK -> Comparator.comparingDouble(AgentSpace::load).reversed();
        };
        return agents -> agents.sorted(order);
    }

    private List<AgentSpace> spaces(Collection<ResourceOffer> offers) {
        Map<String, List<ResourceOffer>> byAgent = new LinkedHashMap<>();
        for (ResourceOffer offer : offers) {
            byAgent.computeIfAbsent(offer.agentId(), id -> new ArrayList<>()).add(offer);
        }
        return byAgent.values().stream()
                .map(agentOffers -> new AgentSpace(agentOffers, executor))
                .toList();
    }

    /** Tasks by the largest part that they need of any resource offered; equal ones stay in order. */
    private List<TaskNeed> largestFirst(Collection<ResourceOffer> offers) {
        Resources offered = sum(offers);
        List<TaskNeed> sorted = new ArrayList<>(tasks);
        sorted.sort(Comparator.comparingDouble((TaskNeed task) -> Share.of(task.resources(), offered))
                .reversed());
        return sorted;
    }

    private String missing(Collection<ResourceOffer> offers) {
        Resources needed = needed();
        Resources offered = sum(offers);
        Resources missing = needed.minus(offered);
        String have = offers.isEmpty() ? "nothing" : offered + " on " + agentCount(offers);
        if (!missing.isEmpty()) {
            return "missing " + missing + " (needed " + needed + "; offered " + have + ")";
        }
        return "offered " + have + " suffices in total for " + needed + ", but not in these sizes: " + tightest(offers);
    }

    /** Names the first task that does not fit when the others are packed as tightly as possible. */
    private String tightest(Collection<ResourceOffer> offers) {
        List<AgentSpace> agents = spaces(offers);
        for (TaskNeed task : largestFirst(offers)) {
            if (!put(task, agents, byPreference(PlacementStrategy.PACK))) {
                return "task " + task.taskName() + " needs " + task.resources() + ", and each agent " + executor
                        + " for its executor";
            }
        }
        return "";
    }

    /** The least resources for all tasks: one executor runs them. */
    Resources needed() {
        return tasks.stream().map(TaskNeed::resources).reduce(executor, Resources::plus);
    }

    private static Resources sum(Collection<ResourceOffer> offers) {
        return offers.stream().map(ResourceOffer::resources).reduce(Resources.NONE, Resources::plus);
    }

    private static String agentCount(Collection<ResourceOffer> offers) {
        int count = offers.stream()
                .map(ResourceOffer::agentId)
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll)
                .size();
        return count == 1 ? "1 agent" : count + " agents";
    }
}
