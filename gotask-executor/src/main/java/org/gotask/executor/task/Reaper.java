package org.gotask.executor.task;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends stopped tasks that do not return, each after its own grace period, without waiting. Uses a platform thread,
 * because the tasks to interrupt may be those that never block and occupy all carriers of virtual threads. Thread-safe.
 */
final class Reaper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Reaper.class);

    private final long graceNanos;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("task-reaper").factory(), new ThreadPoolExecutor.DiscardPolicy());

    /** @param grace how long a task may take to return, and again after the interrupt that follows */
    Reaper(Duration grace) {
        graceNanos = grace.toNanos();
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Interrupts the task, which was stopped before, and then abandons it, unless it ends in time. */
    void endInTime(RunningTask task) {
        later(() -> {
            if (!task.isOver()) {
                task.interrupt();
                later(task::abandon);
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a step, and its errors are logged
    private void later(Runnable step) {
        thread.schedule(
                () -> {
                    try {
                        step.run();
                    } catch (RuntimeException | Error e) {
                        log.error("a task cannot be ended", e);
                    }
                },
                graceNanos,
                TimeUnit.NANOSECONDS);
    }

    /** Ends no more tasks. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
