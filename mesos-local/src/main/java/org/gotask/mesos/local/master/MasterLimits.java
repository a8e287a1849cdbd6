package org.gotask.mesos.local.master;

/**
 * The limits of a master's memory for its clients. Immutable.
 *
 * @param infoBytes the largest description of a framework or agent, and the largest kept part of a task
 * @param executorBytes the largest description of an executor
 * @param frameworks registered frameworks, and those that may return
 * @param agents registered agents
 * @param tasks tasks of one framework that have not ended
 * @param executors executors of one framework
 * @param keptBytes the approximate heap size of all of these
 */
record MasterLimits(
        int infoBytes, int executorBytes, int frameworks, int agents, int tasks, int executors, long keptBytes) {

    private static final int KIBIBYTE = 1024;
    private static final int HEAP_PART = 8;
    private static final long LEAST_KEPT_BYTES = 8L * KIBIBYTE * KIBIBYTE;

    /** Limits for an eighth of the heap, at least 8 MiB. */
    static MasterLimits ofHeap() {
        long kept = Math.max(LEAST_KEPT_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART);
        return new MasterLimits(64 * KIBIBYTE, KIBIBYTE * KIBIBYTE, 256, 256, 16 * KIBIBYTE, 4 * KIBIBYTE, kept);
    }
}
