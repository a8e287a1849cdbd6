package org.gotask.scheduler.placement;

import java.util.List;
import org.gotask.Resources;

/**
 * The tasks that are placed on one agent.
 *
 * @param agentId the id of the agent
 * @param host the host of the agent, for people
 * @param offerIds all offers of the agent, oldest first
 * @param tasks the tasks, at least one, in the order of their specs
 * @param granted the resources of the executor and its tasks together
 */
public record AgentPlacement(
        String agentId, String host, List<String> offerIds, List<TaskNeed> tasks, Resources granted) {

    /** Copies the collections. */
    public AgentPlacement {
        offerIds = List.copyOf(offerIds);
        tasks = List.copyOf(tasks);
    }
}
