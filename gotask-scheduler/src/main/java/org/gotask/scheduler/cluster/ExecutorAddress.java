package org.gotask.scheduler.cluster;

/**
 * One executor process of the run.
 *
 * @param executorId names the executor among those of the run
 * @param agentId names the agent it runs on
 */
public record ExecutorAddress(String executorId, String agentId) {

    /** For example {@code executor-1 on agent 7d3f-S1}. */
    @Override
    public String toString() {
        return executorId + " on agent " + agentId;
    }
}
