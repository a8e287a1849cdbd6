package org.gotask.scheduler.cluster;

import java.time.Duration;
import java.util.List;

/**
 * What is launched on one agent.
 *
 * @param offerIds the offers used, all of that agent
 * @param agentId names the agent
 * @param executor the executor that runs the tasks
 * @param tasks at least one
 * @param refusal for how long the rest of the offers need not be offered again
 */
public record AgentLaunch(
        List<String> offerIds, String agentId, ExecutorLaunch executor, List<TaskToLaunch> tasks, Duration refusal) {

    /** Copies the collections. */
    public AgentLaunch {
        offerIds = List.copyOf(offerIds);
        tasks = List.copyOf(tasks);
    }

    /** The executor's address. */
    public ExecutorAddress executorAddress() {
        return new ExecutorAddress(executor.executorId(), agentId);
    }
}
