package org.gotask.examples.elevator.control;

import java.util.List;
import java.util.Locale;

/**
 * Mean and 95th percentile of a number of durations.
 *
 * @param count their number
 * @param meanTicks the mean; 0 without values
 * @param percentile95Ticks the 95th percentile; 0 without values
 */
record Spread(int count, double meanTicks, int percentile95Ticks) {

    private static final int PERCENT = 95;

    /** The spread of these durations. */
    static Spread of(List<Integer> ticks) {
        if (ticks.isEmpty()) {
            return new Spread(0, 0, 0);
        }
        List<Integer> sorted = ticks.stream().sorted().toList();
        double mean = sorted.stream().mapToInt(Integer::intValue).average().orElseThrow();
        int rank = Math.ceilDiv(sorted.size() * PERCENT, 100);
        return new Spread(sorted.size(), mean, sorted.get(rank - 1));
    }

    @Override
    public String toString() {
        return count == 0
                ? "none"
                : String.format(Locale.ROOT, "mean %.1f ticks, 95 %% within %d ticks", meanTicks, percentile95Ticks);
    }
}
