package org.gotask.benchmarks.link;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Measures rounds of growing length, the first of which warm up, and prints a line for each scenario. */
final class Rounds {

    /** Sends some messages and waits until all have arrived. */
    @FunctionalInterface
    interface Round {
        /** @param messages for each direction; a multiple of the number of tasks */
        void run(Scenario scenario, long messages) throws InterruptedException;
    }

    /** Sends one message and waits for it to come back. */
    @FunctionalInterface
    interface Ping {
        void run() throws InterruptedException;
    }

    static final String PREFIX = "RESULT ";

    private static final int MAX_GROWTH = 8;
    private static final int PINGS_PER_MILLI = 10;

    private final String contender;
    private final long roundNanos;

    Rounds(String contender, long roundMillis) {
        this.contender = contender;
        this.roundNanos = TimeUnit.MILLISECONDS.toNanos(roundMillis);
    }

    /** Lengthens rounds until one is as long as it has to be; then counts two more, and reports the better one. */
    void measure(Scenario scenario, Round round) throws InterruptedException {
        long messages = scenario.tasks();
        long nanos = timed(scenario, messages, round);
        while (nanos < roundNanos) {
            double growth = Math.min(MAX_GROWTH, 1.3 * roundNanos / Math.max(1, nanos));
            messages = ((long) (messages * Math.max(1.2, growth) / scenario.tasks()) + 1) * scenario.tasks();
            nanos = timed(scenario, messages, round);
        }
        nanos = Math.min(nanos, timed(scenario, messages, round));
        int ways = scenario.direction() == Scenario.Direction.BOTH ? 2 : 1;
        double perSecond = 1e9 * ways * messages / nanos;
        report(scenario, perSecond, perSecond * scenario.sizeBytes() / 1e6);
    }

    private static long timed(Scenario scenario, long messages, Round round) throws InterruptedException {
        long begin = System.nanoTime();
        round.run(scenario, messages);
        return System.nanoTime() - begin;
    }

    /** Measures round trips one after the other; prints p50 and p99 in microseconds. */
    void measurePing(Scenario scenario, Ping ping) throws InterruptedException {
        int count = (int) Math.max(200, TimeUnit.NANOSECONDS.toMillis(roundNanos) * PINGS_PER_MILLI);
        for (int i = 0; i < count; i++) {
            ping.run();
        }
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            ping.run();
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        report(scenario, nanos[count / 2] / 1e3, nanos[count * 99 / 100] / 1e3);
    }

    private void report(Scenario scenario, double first, double second) {
        System.out.println(PREFIX
                + String.format(
                        Locale.ROOT,
                        "%s %s %d %d %.3f %.3f",
                        contender,
                        scenario.direction(),
                        scenario.sizeBytes(),
                        scenario.tasks(),
                        first,
                        second));
        System.out.flush();
    }
}
