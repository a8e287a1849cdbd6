package org.gotask.mesos.local.master;

/**
 * How much a master keeps for others. Immutable.
 *
 * @param infoBytes of a framework or an agent, as it describes itself, and of what is kept of a task
 * @param executorBytes of an executor
 * @param frameworks that are registered, or may come back
 * @param agents that are registered
 * @param tasks of one framework that have not ended
 * @param executors of one framework
 * @param keptBytes what all of these take of the heap, about
 */
record MasterLimits(
        int infoBytes, int executorBytes, int frameworks, int agents, int tasks, int executors, long keptBytes) {

    private static final int KIBIBYTE = 1024;
    private static final int HEAP_PART = 8;
    private static final long LEAST_KEPT_BYTES = 8L * KIBIBYTE * KIBIBYTE;

    /** An eighth of the heap at most. */
    static MasterLimits ofHeap() {
        long kept = Math.max(LEAST_KEPT_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART);
        return new MasterLimits(64 * KIBIBYTE, KIBIBYTE * KIBIBYTE, 256, 256, 16 * KIBIBYTE, 4 * KIBIBYTE, kept);
    }
}
