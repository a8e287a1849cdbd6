package org.gotask.examples.elevator.control;

import java.util.List;
import org.gotask.examples.elevator.Direction;

/**
 * The visible state of the building after a tick. Immutable.
 *
 * @param tick the number of the tick
 * @param shafts the elevators, by number
 * @param landings the floors, from the ground up
 * @param totals the totals so far
 */
record Scene(int tick, List<Shaft> shafts, List<Landing> landings, Totals totals) {

    /** Copies the lists. */
    Scene {
        shafts = List.copyOf(shafts);
        landings = List.copyOf(landings);
    }

    /** The doors of a car. */
    enum Doors {
        OPEN,
        SHUT
    }

    /** An elevator: floor, direction and load of its car, and its doors. */
    record Shaft(int floor, Direction direction, int load, Doors doors) {}

    /** The number of riders waiting on a floor, by direction. */
    record Landing(int goingUp, int goingDown) {}
}
