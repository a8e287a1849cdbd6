package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Watches the tasks after the return of the scheduler function: names those that have not returned after a while, and
 * fails the run after the time limit of the user. Confined to the run's thread.
 */
final class ReturnWatch {

    /** The delay before the tasks are named. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RunLoop loop;
    private final Duration limit;
    private final Consumer<String> console;
    private final RunTasks tasks;
    private final RunControl run;

    /**
     * Watches nothing yet.
     *
     * @param limit how long tasks may take to return
     */
    ReturnWatch(RunLoop loop, Duration limit, Consumer<String> console, RunTasks tasks, RunControl run) {
        this.loop = loop;
        this.limit = limit;
        this.console = console;
        this.tasks = tasks;
        this.run = run;
    }

    /** The scheduler function has returned. */
    void start() {
        if (PATIENCE.compareTo(limit) < 0) {
            loop.after(PATIENCE, this::report);
        }
        loop.after(limit, this::timedOut);
    }

    private void report() {
        if (run.phase() == RunPhase.FINISHING) {
            console.accept("waiting for tasks to return: " + names() + "; their `in` has ended, and the run fails "
                    + limit.toMillis() / 1000.0 + " s after that");
        }
    }

    private void timedOut() {
        if (run.phase() == RunPhase.FINISHING) {
            run.fail("tasks have not ended " + limit.toMillis() / 1000.0
                    + " s after the scheduler function returned: " + names()
                    + "; let them return when `in` ends, or raise --stop-timeout");
        }
    }

    private String names() {
        return RunTasks.list(tasks.unfinished());
    }
}
