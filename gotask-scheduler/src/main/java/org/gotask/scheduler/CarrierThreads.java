package org.gotask.scheduler;

/**
 * Provides enough carrier threads that a scheduler function which never blocks does not starve the driver. Virtual
 * threads are not preempted, and a machine with one core has only one carrier thread by default.
 */
final class CarrierThreads {

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
    private static final int FEWEST = 4;

    private CarrierThreads() {}

    /** Has an effect only before the first virtual thread of the process is started, and if the property is not set. */
    static void provide() {
        if (System.getProperty(PARALLELISM) == null) {
            int processors = Runtime.getRuntime().availableProcessors();
            System.setProperty(PARALLELISM, Integer.toString(Math.max(FEWEST, processors)));
        }
    }
}
