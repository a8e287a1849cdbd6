package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Queries the states of tasks after each registration with the cluster, since updates may have been lost before it. A
 * cluster may not know all tasks yet, and answers may be lost, so the query is repeated at growing intervals until the
 * connection is lost again. Confined to the run's thread.
 */
final class Reconciliation {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final RunLoop loop;
    private final Supplier<Map<String, String>> launched;
    private final Consumer<Map<String, String>> query;
    private final Duration firstPause;
    private int registrations;

    /**
     * Queries nothing yet.
     *
     * @param launched the tasks that were launched and have not ended, each with the id of its agent
     * @param query requests the states of these tasks
     */
    Reconciliation(
            RunLoop loop,
            Supplier<Map<String, String>> launched,
            Consumer<Map<String, String>> query,
            Duration firstPause) {
        this.loop = loop;
        this.launched = launched;
        this.query = query;
        this.firstPause = firstPause;
    }

    /** The cluster is connected, but may have missed updates of tasks that were launched before. */
    void registered() {
        registrations++;
        query(registrations, firstPause);
    }

    /** The cluster is unreachable. */
    void disconnected() {
        registrations++;
    }

    private void query(int registration, Duration pause) {
        Map<String, String> tasks = launched.get();
        if (registration != registrations || tasks.isEmpty()) {
            return;
        }
        query.accept(tasks);
        Duration doubled = pause.multipliedBy(2);
        Duration next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        loop.after(pause, () -> query(registration, next));
    }
}
