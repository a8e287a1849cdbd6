package org.gotask.examples.elevator.tasks;

import java.util.List;
import java.util.SplittableRandom;
import org.gotask.examples.elevator.Rider;

/**
 * The calls on one floor. They depend only on the seed, the floor, the tick and the number of floors, so that a run can
 * be repeated. The ground floor is the entrance: more riders call there than on any other floor, and half of the riders
 * from the other floors go there. Immutable.
 */
final class RiderSource {

    private static final double CHANCE_ON_GROUND_FLOOR = 0.16;
    private static final double CHANCE_ON_OTHER_FLOORS = 0.06;

    private final long seed;
    private final int floors;
    private final int floor;

    RiderSource(long seed, int floors, int floor) {
        this.seed = seed;
        this.floors = floors;
        this.floor = floor;
    }

    /** The riders who call in this tick: one or none. */
    List<Rider> ridersAt(int tick) {
        SplittableRandom random = new SplittableRandom(scrambled(scrambled(scrambled(seed) + floor) + tick));
        double chance = floor == 0 ? CHANCE_ON_GROUND_FLOOR : CHANCE_ON_OTHER_FLOORS;
        return random.nextDouble() < chance ? List.of(new Rider(floor, destination(random), tick)) : List.of();
    }

    private int destination(SplittableRandom random) {
        if (floor > 0 && random.nextBoolean()) {
            return 0;
        }
        int other = random.nextInt(floors - 1);
        return other < floor ? other : other + 1;
    }

    /** Mixes the bits, so that the calls for neighbouring seeds, floors and ticks are independent. */
    private static long scrambled(long number) {
        return new SplittableRandom(number).nextLong();
    }
}
