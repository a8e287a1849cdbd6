package org.gotask.mesos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process of an executor that does not end by itself when it has to. Stateless.
 *
 * <p>Mesos's own driver kills its whole process group. Java can signal neither a group nor itself, so this kills the
 * processes that it knows to descend from this one; the agent kills what remains in the container.
 */
final class ForcedExit {

    private static final Logger LOG = LoggerFactory.getLogger(ForcedExit.class);

    private ForcedExit() {}

    /**
     * Runs {@code exit} after the time, whatever happens to the driver meanwhile. On a platform thread: busy tasks can
     * keep all carriers of virtual threads to themselves, and a task that never ends is what this is for.
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
