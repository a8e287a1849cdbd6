package org.gotask.executor.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The grace periods of all tasks at the end of an executor: stopped tasks may first return, then they are interrupted,
 * and then abandoned. {@link Reaper} does the same with single tasks while others run.
 *
 * @param toReturn how long tasks may take before they are interrupted
 * @param afterInterrupt how long they may take after that
 */
record Grace(Duration toReturn, Duration afterInterrupt) {

    /** Two equal periods. */
    static Grace of(Duration each) {
        return new Grace(each, each);
    }

    /** The same periods, shortened to fit into the total. */
    Grace within(Duration total) {
        return new Grace(
                shorter(toReturn, total.multipliedBy(2).dividedBy(3)), shorter(afterInterrupt, total.dividedBy(3)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /**
     * Waits until the ends of all these tasks, which were stopped before, are reported.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    void await(Collection<RunningTask> tasks) throws InterruptedException {
        List<RunningTask> lasting = lasting(tasks, toReturn);
        lasting.forEach(RunningTask::interrupt);
        lasting(lasting, afterInterrupt).forEach(RunningTask::abandon);
    }

    private static List<RunningTask> lasting(Collection<RunningTask> tasks, Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        List<RunningTask> lasting = new ArrayList<>();
        for (RunningTask task : tasks) {
            if (!task.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()))) {
                lasting.add(task);
            }
        }
        return lasting;
    }
}
