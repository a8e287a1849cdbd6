package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Watches a run that waits for resources: says now and then what is still missing, and gives up when the time that the
 * user has set is over. Confined to the run's thread.
 */
final class PlacementWatch {

    /** When the first word comes; the next ones at the report interval. */
    private static final Duration FIRST_REPORT = Duration.ofSeconds(5);

    private final RunLoop loop;
    private final RunSettings settings;
    private final Consumer<String> console;
    private final BooleanSupplier waiting;
    private final Supplier<String> missing;
    private final Consumer<String> giveUp;

    /**
     * Watches nothing yet.
     *
     * @param waiting whether the run still waits
     * @param missing what it waits for, in one line
     * @param giveUp takes the reason when the time is over
     */
    PlacementWatch(
            RunLoop loop,
            RunSettings settings,
            Consumer<String> console,
            BooleanSupplier waiting,
            Supplier<String> missing,
            Consumer<String> giveUp) {
        this.loop = loop;
        this.settings = settings;
        this.console = console;
        this.waiting = waiting;
        this.missing = missing;
        this.giveUp = giveUp;
    }

    void start() {
        loop.after(FIRST_REPORT, this::report);
        settings.offerTimeout().ifPresent(timeout -> loop.after(timeout, () -> timedOut(timeout)));
    }

    private void report() {
        if (waiting.getAsBoolean()) {
            console.accept("waiting for resources: " + missing.get());
            loop.after(settings.reportInterval(), this::report);
        }
    }

    private void timedOut(Duration timeout) {
        if (waiting.getAsBoolean()) {
            giveUp.accept("not all tasks could be placed within " + timeout.toMillis() / 1000.0
                    + " s, so none was launched: " + missing.get());
        }
    }
}
