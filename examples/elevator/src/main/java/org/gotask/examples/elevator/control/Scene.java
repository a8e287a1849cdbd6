package org.gotask.examples.elevator.control;

import java.util.List;
import org.gotask.examples.elevator.Direction;

/**
 * What there is to see in the house after a tick. Immutable.
 *
 * @param tick after which tick
 * @param shafts the elevators, by number
 * @param landings the floors, from the ground up
 * @param totals how many riders there have been
 */
record Scene(int tick, List<Shaft> shafts, List<Landing> landings, Totals totals) {

    /** Copies the lists. */
    Scene {
        shafts = List.copyOf(shafts);
        landings = List.copyOf(landings);
    }

    /** Of a car. */
    enum Doors {
        OPEN,
        SHUT
    }

    /** Where the car of a shaft is, where it goes, and how many it carries. */
    record Shaft(int floor, Direction direction, int load, Doors doors) {}

    /** How many wait on a floor. */
    record Landing(int goingUp, int goingDown) {}
}
