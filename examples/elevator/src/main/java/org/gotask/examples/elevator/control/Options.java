package org.gotask.examples.elevator.control;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The flags of the elevator control system, beside those that every GoTask scheduler has. */
final class Options {

    private static final int MOST_TASKS_OF_A_KIND = 1_000;
    private static final int LARGEST_SEED_DRAWN = 999_999;
    private static final int MOST_SECONDS = 86_400;
    private static final int MOST_TICKS_PER_SECOND = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    @Option(
            names = "--floors",
            paramLabel = "COUNT",
            converter = FloorCount.class,
            description = "Floors of the building, 2 to 1000. Default: 8.")
    private int floors = 8;

    @Option(
            names = "--elevators",
            paramLabel = "COUNT",
            converter = ElevatorCount.class,
            description = "Elevators, 1 to 1000. Default: 4.")
    private int elevators = 4;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            converter = Seconds.class,
            description = "How long to run, up to 86400. Default: 30.")
    private double seconds = 30;

    @Option(
            names = "--speed",
            paramLabel = "TICKS",
            converter = Speed.class,
            description = "Ticks per second, up to 1000; a car moves one floor in a tick. Default: 1.")
    private double speed = 1;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            converter = Seed.class,
            description = "Seed of the riders: the same seed gives the same riders. Default: random, and shown.")
    private long seed = ThreadLocalRandom.current().nextLong(1, LARGEST_SEED_DRAWN + 1);

    /** The plan with these flags; a missing or invalid flag has its default. */
    Plan plan() {
        int ticks = (int) Math.max(1, Math.round(seconds * speed));
        Duration tickLength = Duration.ofNanos(Math.round(NANOS_PER_SECOND * Math.min(1 / speed, seconds)));
        int ticksPerPeriod = (int) Math.max(1, Math.round(speed));
        return new Plan(floors, elevators, ticks, tickLength, ticksPerPeriod, seed);
    }

    /** Two floors at least, because a rider needs another floor to go to. */
    static final class FloorCount implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return wholeNumberFrom(2, text);
        }
    }

    /** At least one elevator. */
    static final class ElevatorCount implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return wholeNumberFrom(1, text);
        }
    }

    /** Up to a day. */
    static final class Seconds implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return numberUpTo(MOST_SECONDS, text);
        }
    }

    /** Up to one tick per millisecond. */
    static final class Speed implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return numberUpTo(MOST_TICKS_PER_SECOND, text);
        }
    }

    /** Any whole number. */
    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                throw notExpected("a whole number", text);
            }
        }
    }

    private static int wholeNumberFrom(int least, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= MOST_TASKS_OF_A_KIND) {
                return number;
            }
        } catch (NumberFormatException e) {
            // as wrong as a number out of range
        }
        throw notExpected("a whole number from " + least + " to " + MOST_TASKS_OF_A_KIND, text);
    }

    private static double numberUpTo(int most, String text) {
        try {
            double number = Double.parseDouble(text);
            if (number > 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // as wrong as a number out of range
        }
        throw notExpected("a number above 0, at most " + most, text);
    }

    private static TypeConversionException notExpected(String expected, String text) {
        return new TypeConversionException("expected " + expected + ", not \"" + text + "\"");
    }
}
