package org.gotask.scheduler.placement;

import java.util.List;
import org.gotask.Resources;

/**
 * The tasks that go to one agent.
 *
 * @param agentId names the agent
 * @param host where the agent runs, for people
 * @param offerIds all offers of that agent, in the order they came
 * @param tasks at least one, in the order they were asked for
 * @param granted what the executor and its tasks get together
 */
public record AgentPlacement(
        String agentId, String host, List<String> offerIds, List<TaskNeed> tasks, Resources granted) {

    /** Copies the collections. */
    public AgentPlacement {
        offerIds = List.copyOf(offerIds);
        tasks = List.copyOf(tasks);
    }
}
