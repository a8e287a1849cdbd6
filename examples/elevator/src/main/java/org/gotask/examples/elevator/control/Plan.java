package org.gotask.examples.elevator.control;

import java.time.Duration;

/**
 * What is to be simulated.
 *
 * @param floors how many floors the house has, at least 2
 * @param elevators how many elevators, at least 1
 * @param ticks how long, at least 1
 * @param tickLength how long one tick takes in real time
 * @param ticksPerPeriod how many ticks make a period, at least 1
 * @param seed what the riders are drawn from
 */
record Plan(int floors, int elevators, int ticks, Duration tickLength, int ticksPerPeriod, long seed) {

    /** How many periods there are; the last may be shorter than the others. */
    int periods() {
        return (ticks - 1) / ticksPerPeriod + 1;
    }

    /** The period of a tick, from 1. */
    int periodOf(int tick) {
        return (tick - 1) / ticksPerPeriod + 1;
    }

    /** True for the last tick of a period. */
    boolean endsPeriod(int tick) {
        return tick == ticks || tick % ticksPerPeriod == 0;
    }
}
