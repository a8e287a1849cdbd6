package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks the master what became of tasks while it was away. A master that is new does not answer for tasks of agents that it
 * has not heard of yet, and answers may be lost: so it is asked again, ever more seldom, until it is away again. Confined
 * to the run's loop.
 */
final class Reconciliation {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final RunLoop loop;
    private final Supplier<Map<String, String>> launched;
    private final Consumer<Map<String, String>> ask;
    private final Duration firstPause;
    private int registrations;

    /**
     * Asks nothing yet.
     *
     * @param launched the tasks that were launched and have not ended, each with its agent
     * @param ask has the master tell their states
     */
    Reconciliation(
            RunLoop loop,
            Supplier<Map<String, String>> launched,
            Consumer<Map<String, String>> ask,
            Duration firstPause) {
        this.loop = loop;
        this.launched = launched;
        this.ask = ask;
        this.firstPause = firstPause;
    }

    /** There is a master. If tasks were launched already, it may be another one than theirs, or may have missed something. */
    void registered() {
        registrations++;
        ask(registrations, firstPause);
    }

    /** Nobody is there to be asked. */
    void disconnected() {
        registrations++;
    }

    private void ask(int registration, Duration pause) {
        Map<String, String> tasks = launched.get();
        if (registration != registrations || tasks.isEmpty()) {
            return;
        }
        ask.accept(tasks);
        Duration doubled = pause.multipliedBy(2);
        Duration next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        loop.after(pause, () -> ask(registration, next));
    }
}
