package org.gotask.examples.elevator.control;

import java.time.Duration;

/**
 * The parameters of a simulation.
 *
 * @param floors the number of floors, at least 2
 * @param elevators the number of elevators, at least 1
 * @param ticks the length of the run, at least 1
 * @param tickLength the real time of one tick
 * @param ticksPerPeriod the number of ticks in a period, at least 1
 * @param seed the seed of the riders
 */
record Plan(int floors, int elevators, int ticks, Duration tickLength, int ticksPerPeriod, long seed) {

    /** The number of periods; the last may be shorter than the others. */
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
