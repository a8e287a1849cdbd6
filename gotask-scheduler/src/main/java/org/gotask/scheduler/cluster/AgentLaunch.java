package org.gotask.scheduler.cluster;

import java.time.Duration;
import java.util.List;

/**
 * The launch of an executor and its tasks on one agent.
 *
 * @param offerIds the offers to use, all of that agent
 * @param agentId the id of the agent
 * @param executor the executor that runs the tasks
 * @param tasks the tasks, at least one
 * @param refuseFor how long the rest of the offers should not be offered again
 */
public record AgentLaunch(
        List<String> offerIds, String agentId, ExecutorLaunch executor, List<TaskToLaunch> tasks, Duration refuseFor) {

    /** Copies the collections. */
    public AgentLaunch {
        offerIds = List.copyOf(offerIds);
        tasks = List.copyOf(tasks);
    }

    /** The address of the executor. */
    public ExecutorAddress executorAddress() {
        return new ExecutorAddress(executor.executorId(), agentId);
    }
}
