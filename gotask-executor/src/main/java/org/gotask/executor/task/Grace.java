package org.gotask.executor.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How all tasks at once, which were told to end, are made to: first they may return, then they are interrupted, then they
 * are left to themselves. {@link Reaper} does the same with single tasks while the others go on.
 *
 * @param toReturn how long they may take before they are interrupted
 * @param toHeed how long they may take after that
 */
record Grace(Duration toReturn, Duration toHeed) {

    /** The same time twice. */
    static Grace of(Duration each) {
        return new Grace(each, each);
    }

    /** This one, but over within the time given. */
    Grace within(Duration total) {
        return new Grace(shorter(toReturn, total.multipliedBy(2).dividedBy(3)), shorter(toHeed, total.dividedBy(3)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /**
     * Waits until the ends of all the tasks, which were told to stop, are reported.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    void await(Collection<RunningTask> tasks) throws InterruptedException {
        List<RunningTask> lasting = lasting(tasks, toReturn);
        lasting.forEach(RunningTask::interrupt);
        lasting(lasting, toHeed).forEach(RunningTask::abandon);
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
