package org.gotask.examples.elevator.control;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The result of a run. Riders who called before the last period are counted separately, because they had time to
 * arrive.
 *
 * @param plan the parameters of the run
 * @param totals the riders by state
 * @param waits the time from call to boarding, of all riders who boarded
 * @param rides the time from boarding to arrival, of all riders who arrived
 * @param early the number of riders who called before the last period
 * @param earlyDelivered how many of these have arrived
 */
record Summary(Plan plan, Totals totals, Spread waits, Spread rides, int early, int earlyDelivered) {

    /** The summary of these riders. */
    static Summary of(Plan plan, Riders riders) {
        int lastPeriod = plan.periods();
        int earlyDelivered = (int) riders.trips().stream()
                .filter(trip -> plan.periodOf(trip.rider().calledAt()) < lastPeriod)
                .count();
        int earlyOnTheWay = (int) Stream.concat(riders.waiting().stream(), riders.riding().stream())
                .filter(rider -> plan.periodOf(rider.calledAt()) < lastPeriod)
                .count();
        return new Summary(
                plan,
                riders.totals(),
                Spread.of(riders.waitsTicks()),
                Spread.of(riders.trips().stream().map(Riders.Trip::rideTicks).toList()),
                earlyDelivered + earlyOnTheWay,
                earlyDelivered);
    }

    /** The summary as text; the same for every run with the same plan. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("riders called     " + totals.called());
        lines.add("  delivered       " + totals.delivered());
        lines.add("  still waiting   " + totals.waiting());
        lines.add("  still riding    " + totals.riding());
        lines.add("called before the last period: " + early + ", of these delivered: " + earlyDelivered);
        lines.add("wait  " + waits);
        lines.add("ride  " + rides);
        lines.add("seed  " + plan.seed());
        return lines;
    }
}
