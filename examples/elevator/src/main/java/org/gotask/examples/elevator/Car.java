package org.gotask.examples.elevator;

import java.util.ArrayList;
import java.util.List;

/**
 * One elevator and its plan, by the SCAN rule: it keeps its direction as long as there are calls ahead, and only then
 * turns. In a tick it either opens its doors, or moves one floor, or stands idle. It takes in only those who want its
 * way, so everyone aboard wants its way too. Nothing here knows of messages or threads: the elevator task moves the real
 * car with it, the dispatcher looks ahead with copies. Immutable.
 *
 * @param floor where the car is, from 0
 * @param direction where it goes
 * @param capacity how many it can carry, at least 1
 * @param waiting those assigned to it who have not boarded
 * @param aboard those it carries, at most {@code capacity}
 */
public record Car(int floor, Direction direction, int capacity, List<Rider> waiting, List<Rider> aboard) {

    /** How many riders each elevator of this building carries. */
    public static final int CAPACITY = 8;

    /**
     * What one tick brought.
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

    /** This car with more riders to fetch. */
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

    /** This car elsewhere, without those who got off and with those who got on. */
    public Car moved(int newFloor, Direction newDirection, List<Rider> off, List<Rider> on) {
        return new Car(newFloor, newDirection, capacity, without(waiting, on), joined(without(aboard, off), on));
    }

    /** True if somebody further that way, or here and wanting that way, needs this car. */
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
