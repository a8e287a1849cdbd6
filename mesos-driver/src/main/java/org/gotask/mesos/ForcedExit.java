package org.gotask.mesos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process of an executor that exceeds its shutdown grace period. Stateless.
 *
 * <p>Mesos's own driver kills its whole process group. Java cannot signal a group, so this kills the descendants of the
 * process; the agent kills other processes of the container.
 */
final class ForcedExit {

    private static final Logger LOG = LoggerFactory.getLogger(ForcedExit.class);

    private ForcedExit() {}

    /**
     * Runs {@code exit} after the grace period, whatever the state of the driver. Uses a platform thread, because busy
     * tasks can occupy all carriers of virtual threads.
     */
    static void after(Duration gracePeriod, Runnable exit) {
        Thread.ofPlatform().name("executor-forced-exit").daemon(true).start(() -> {
            try {
                TimeUnit.NANOSECONDS.sleep(gracePeriod.toNanos());
                LOG.error(
                        "shutdown took longer than its grace period, ending the process: gracePeriod={}", gracePeriod);
                exit.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Kills all descendants of this process and halts the virtual machine. */
    static void now() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(1);
    }
}
