package org.gotask.scheduler;

/**
 * Sees to it that a scheduler function that computes without ever waiting does not starve the driver beside it: virtual
 * threads are not preempted, and on a machine of one core there would be one thread to carry them all.
 */
final class CarrierThreads {

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
    private static final int FEWEST = 4;

    private CarrierThreads() {}

    /** Has an effect only before the first virtual thread of the process is started, and if nothing else was chosen. */
    static void provide() {
        if (System.getProperty(PARALLELISM) == null) {
            int processors = Runtime.getRuntime().availableProcessors();
            System.setProperty(PARALLELISM, Integer.toString(Math.max(FEWEST, processors)));
        }
    }
}
