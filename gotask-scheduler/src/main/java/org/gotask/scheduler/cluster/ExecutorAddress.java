package org.gotask.scheduler.cluster;

/**
 * The address of an executor of the run.
 *
 * @param executorId the id of the executor, unique within the run
 * @param agentId the id of its agent
 */
public record ExecutorAddress(String executorId, String agentId) {

    /** For example {@code executor-1 on agent 7d3f-S1}. */
    @Override
    public String toString() {
        return executorId + " on agent " + agentId;
    }
}
