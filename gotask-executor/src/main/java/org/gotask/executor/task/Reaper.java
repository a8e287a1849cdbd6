package org.gotask.executor.task;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends tasks that were told to end and do not, one by one as they come, without waiting for any. It does so on a platform
 * thread: tasks that only compute can keep all carriers of virtual threads to themselves, and are just those that have to
 * be interrupted. Thread-safe.
 */
final class Reaper implements AutoCloseable {

    private final long graceNanos;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("task-reaper").factory(), new ThreadPoolExecutor.DiscardPolicy());

    /** @param grace how long a task may take to return, and again to heed the interrupt that follows */
    Reaper(Duration grace) {
        graceNanos = grace.toNanos();
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Interrupts the task, and then leaves it to itself, unless it ends in time. It was told to stop before. */
    void endInTime(RunningTask task) {
        later(() -> {
            if (!task.isOver()) {
                task.interrupt();
                later(task::abandon);
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the steps throw nothing
    private void later(Runnable step) {
        thread.schedule(step, graceNanos, TimeUnit.NANOSECONDS);
    }

    /** Does nothing more, and takes no more tasks. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
