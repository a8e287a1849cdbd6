package org.gotask.examples.elevator.control;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows a run as one line for each period: for logs and pipes. */
final class PeriodLines implements Display {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Plan plan;
    private final PrintStream output;

    /** Prints a line with the parameters of the run. */
    PeriodLines(Plan plan, PrintStream output) {
        this.plan = plan;
        this.output = output;
        output.printf(
                Locale.ROOT,
                "%d floors, %d elevators, %d ticks of %s ms, seed %d%n",
                plan.floors(),
                plan.elevators(),
                plan.ticks(),
                millis(plan.tickLength()),
                plan.seed());
    }

    @Override
    public void starting(int ready, int tasks) {
        if (ready == 0) {
            output.println("starting " + tasks + " tasks");
        }
    }

    @Override
    public void show(Scene scene) {
        if (!plan.endsPeriod(scene.tick())) {
            return;
        }
        Totals totals = scene.totals();
        output.printf(
                Locale.ROOT,
                "period %d/%d  tick %d  called %d  waiting %d  riding %d  delivered %d  cars %s%n",
                plan.periodOf(scene.tick()),
                plan.periods(),
                scene.tick(),
                totals.called(),
                totals.waiting(),
                totals.riding(),
                totals.delivered(),
                scene.shafts().stream().map(PeriodLines::car).collect(Collectors.joining(" ")));
    }

    /** Floor, direction and load. */
    private static String car(Scene.Shaft shaft) {
        return shaft.floor() + Glyphs.ASCII.arrow(shaft.direction()) + shaft.load();
    }

    private static String millis(Duration duration) {
        double millis = duration.toNanos() / NANOS_PER_MILLI;
        return millis == Math.rint(millis) ? Long.toString((long) millis) : String.format(Locale.ROOT, "%.3f", millis);
    }

    @Override
    public void close() {
        output.flush();
    }
}
