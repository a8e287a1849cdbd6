package org.gotask.examples.elevator;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of an elevator, which moves by the SCAN rule: it keeps its direction as long as there are calls ahead, and
 * only then turns. In one tick it either opens its doors, or moves one floor, or stands idle. Only riders in its
 * direction board. The elevator task steps its car; the dispatcher steps copies to look ahead. Immutable.
 *
 * @param floor the floor of the car, from 0
 * @param direction the direction of the car
 * @param capacity the number of riders it can carry, at least 1
 * @param waiting the riders assigned to it who have not boarded
 * @param aboard the riders it carries, at most {@code capacity}
 */
public record Car(int floor, Direction direction, int capacity, List<Rider> waiting, List<Rider> aboard) {

    /** The number of riders that each elevator of this building can carry. */
    public static final int CAPACITY = 8;

    /**
     * The result of one tick.
     *
     * @param car the car after the tick
     * @param off the riders who have arrived
     * @param on the riders who have boarded
     */
    public record Step(Car car, List<Rider> off, List<Rider> on) {}

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if more riders are aboard than the car can carry
     */
    public Car {
        waiting = List.copyOf(waiting);
        aboard = List.copyOf(aboard);
        if (aboard.size() > capacity) {
            throw new IllegalArgumentException(
                    "car is overloaded: aboard=" + aboard.size() + ", expected at most " + capacity);
        }
    }

    /** An empty car on the ground floor. */
    public static Car onGroundFloor() {
        return new Car(0, Direction.NONE, CAPACITY, List.of(), List.of());
    }

    /** This car with more riders assigned. */
    public Car assign(List<Rider> riders) {
        return new Car(floor, direction, capacity, joined(waiting, riders), aboard);
    }

    /** This car after the next tick. */
    public Step step() {
        Direction way = nextDirection();
        List<Rider> off = aboard.stream().filter(rider -> rider.to() == floor).toList();
        List<Rider> on = waiting.stream()
                .filter(rider -> rider.from() == floor && rider.direction() == way)
                .limit(capacity - aboard.size() + off.size())
                .toList();
        boolean doorsOpen = !off.isEmpty() || !on.isEmpty();
        int nextFloor = doorsOpen ? floor : floor + way.floorsPerTick();
        return new Step(moved(nextFloor, way, off, on), off, on);
    }

    /** This car on another floor, after these riders got off and on. */
    public Car moved(int newFloor, Direction newDirection, List<Rider> off, List<Rider> on) {
        return new Car(newFloor, newDirection, capacity, without(waiting, on), joined(without(aboard, off), on));
    }

    /** Whether this car has calls or destinations in that direction, or riders here who go that way. */
    public boolean hasCallsAhead(Direction way) {
        return aboard.stream().anyMatch(rider -> Direction.between(floor, rider.to()) == way)
                || waiting.stream().anyMatch(rider -> wayTo(rider) == way);
    }

    private Direction nextDirection() {
        return switch (direction) {
            case UP, NONE -> firstWithCalls(Direction.UP, Direction.DOWN);
            case DOWN -> firstWithCalls(Direction.DOWN, Direction.UP);
        };
    }

    private Direction firstWithCalls(Direction first, Direction second) {
        return hasCallsAhead(first) ? first : hasCallsAhead(second) ? second : Direction.NONE;
    }

    private Direction wayTo(Rider rider) {
        return rider.from() == floor ? rider.direction() : Direction.between(floor, rider.from());
    }

    private static List<Rider> joined(List<Rider> riders, List<Rider> more) {
        List<Rider> all = new ArrayList<>(riders);
        all.addAll(more);
        return all;
    }

    private static List<Rider> without(List<Rider> riders, List<Rider> gone) {
        return riders.stream().filter(rider -> !gone.contains(rider)).toList();
    }
}
