package org.gotask.examples.elevator.control;

import java.util.List;
import org.gotask.examples.elevator.Car;
import org.gotask.examples.elevator.Rider;

/** Assigns riders to elevators: to the one that would deliver this rider first. */
final class Dispatcher {

    private Dispatcher() {}

    /** The number of the best elevator; among equals the one with the fewest riders to serve, then the first. */
    static int bestElevator(Rider rider, List<Car> cars) {
        int best = 0;
        int bestArrival = ticksToArrival(rider, cars.get(0));
        for (int i = 1; i < cars.size(); i++) {
            int arrival = ticksToArrival(rider, cars.get(i));
            if (arrival < bestArrival || (arrival == bestArrival && riders(cars.get(i)) < riders(cars.get(best)))) {
                best = i;
                bestArrival = arrival;
            }
        }
        return best;
    }

    /**
     * The number of ticks in which this car would deliver the rider if nobody else called, found by stepping a copy of
     * the car. The loop ends: SCAN visits every floor in both directions, and each pass leaves fewer riders ahead of
     * this one.
     */
    static int ticksToArrival(Rider rider, Car car) {
        Car.Step step = car.assign(List.of(rider)).step();
        int ticks = 1;
        while (!step.off().contains(rider)) {
            step = step.car().step();
            ticks++;
        }
        return ticks;
    }

    private static int riders(Car car) {
        return car.waiting().size() + car.aboard().size();
    }
}
