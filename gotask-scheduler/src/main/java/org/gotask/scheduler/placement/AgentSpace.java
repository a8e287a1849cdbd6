package org.gotask.scheduler.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.gotask.Resources;
import org.gotask.scheduler.cluster.ResourceOffer;

/** One agent during an attempt to place tasks: the sum of its offers, and the tasks placed on it so far. */
final class AgentSpace {

    private final List<ResourceOffer> offers;
    private final Resources offered;
    private final Resources executor;
    private final List<TaskNeed> tasks = new ArrayList<>();
    private Resources used = Resources.NONE;

    AgentSpace(List<ResourceOffer> offers, Resources executor) {
        this.offers = List.copyOf(offers);
        this.offered = offers.stream().map(ResourceOffer::resources).reduce(Resources.NONE, Resources::plus);
        this.executor = executor;
    }

    int taskCount() {
        return tasks.size();
    }

    /** Places a task here if the offers suffice for it, and for the executor if it is the first. */
    boolean add(TaskNeed task) {
        Resources before = tasks.isEmpty() ? executor : used;
        Resources after = before.plus(task.resources());
        if (!offered.contains(after)) {
            return false;
        }
        used = after;
        tasks.add(task);
        return true;
    }

    /** The used part of the resource that is used most, from 0 to 1. */
    double load() {
        return Share.of(used, offered);
    }

    AgentPlacement placement(Map<String, Integer> order) {
        List<TaskNeed> inOrder = new ArrayList<>(tasks);
        inOrder.sort(Comparator.comparing(task -> order.get(task.taskName())));
        return new AgentPlacement(
                offers.getFirst().agentId(),
                offers.getFirst().host(),
                offers.stream().map(ResourceOffer::offerId).toList(),
                inOrder,
                used);
    }
}
