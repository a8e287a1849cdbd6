package org.gotask.benchmarks.messenger;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Measures the messenger beside its peers in one run, and prints a table in Markdown. {@code scripts/benchmark-messenger}
 * runs it.
 */
public final class MessengerBenchmark {

    private static final Contestant.Plan FULL = new Contestant.Plan(2, 5, 30_000, 3_000, 1_000);
    private static final Contestant.Plan QUICK = new Contestant.Plan(1, 1, 2_000, 500, 1_000);

    private MessengerBenchmark() {}

    /**
     * Runs all contestants, one after another.
     *
     * @param args {@code --quick} to see whether it runs at all; {@code --go FILE} for the program in Go
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Contestant.Plan plan = FULL;
        List<Contestant> contestants = new ArrayList<>(List.of(JavaContestant.messenger(), JavaContestant.plainHttp()));
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> plan = QUICK;
                case "--go" -> contestants.add(new GoContestant(Path.of(args[++i])));
                default -> throw new IllegalArgumentException("unknown argument: " + args[i]);
            }
        }
        PrintStream out = System.out;
        out.printf(
                Locale.ROOT,
                "%d rounds each, of %,d messages flat out and %,d at %,d a second; median (least to most)%n%n",
                plan.rounds(),
                plan.flood(),
                plan.steady(),
                plan.ratePerSecond());
        out.println("| sender | messages per second | latency p50 | latency p99 |");
        out.println("| --- | --- | --- | --- |");
        for (Contestant contestant : contestants) {
            List<Round> rounds = contestant.run(plan);
            out.printf(
                    "| %s | %s | %s | %s |%n",
                    contestant.name(),
                    figure(rounds, Round::perSecond, "%,.0f", ""),
                    figure(rounds, Round::p50Micros, "%,.0f", " µs"),
                    figure(rounds, Round::p99Micros, "%,.0f", " µs"));
        }
    }

    private static String figure(List<Round> rounds, ToDoubleFunction<Round> what, String format, String unit) {
        double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
        return text(format, sorted[sorted.length / 2]) + unit + " (" + text(format, sorted[0]) + " to "
                + text(format, sorted[sorted.length - 1]) + ")";
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
