package org.gotask.examples.elevator.control;

import java.util.List;
import org.gotask.examples.elevator.Car;
import org.gotask.examples.elevator.Rider;

/** Decides which elevator fetches a rider: the one that would bring this rider to the goal first. */
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
     * How many ticks it would take this car to bring the rider to the goal, if nobody else called meanwhile. The answer
     * comes from a copy of the car that is run ahead. It always arrives: SCAN passes every floor both ways in turn, and
     * each pass leaves fewer riders before this one.
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
