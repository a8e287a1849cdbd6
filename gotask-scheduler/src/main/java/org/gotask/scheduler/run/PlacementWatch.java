package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Reports from time to time which resources a run still misses, and fails it after the time limit of the user. Confined
 * to the run's thread.
 */
final class PlacementWatch {

    /** Before the first report; later ones follow at the report interval. */
    private static final Duration FIRST_REPORT = Duration.ofSeconds(5);

    private final RunLoop loop;
    private final RunSettings settings;
    private final Consumer<String> console;
    private final OfferCollection offers;
    private final RunControl run;

    /** Watches nothing yet. */
    PlacementWatch(
            RunLoop loop, RunSettings settings, Consumer<String> console, OfferCollection offers, RunControl run) {
        this.loop = loop;
        this.settings = settings;
        this.console = console;
        this.offers = offers;
        this.run = run;
    }

    void start() {
        loop.after(FIRST_REPORT, this::report);
        settings.offerTimeout().ifPresent(timeout -> loop.after(timeout, () -> timedOut(timeout)));
    }

    private void report() {
        if (run.phase() == RunPhase.COLLECTING) {
            console.accept("waiting for resources: " + offers.missing());
            loop.after(settings.reportInterval(), this::report);
        }
    }

    private void timedOut(Duration timeout) {
        if (run.phase() == RunPhase.COLLECTING) {
            run.fail("not all tasks could be placed within " + timeout.toMillis() / 1000.0
                    + " s, so none was launched: " + offers.missing());
        }
    }
}
