package org.gotask.examples.elevator.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gotask.TaskMsg;
import org.gotask.examples.elevator.Car;
import org.gotask.examples.elevator.Direction;
import org.gotask.examples.elevator.Report;
import org.gotask.examples.elevator.Rider;
import org.gotask.examples.elevator.Tick;

/**
 * The state of the building: the cars, and all riders from call to arrival. It creates the messages of each tick, and
 * is updated by the reports. It uses no channels. Confined to one thread.
 */
final class Building {

    /** The part of the building that a task simulates. */
    private sealed interface Part {
        record FloorPart(int number) implements Part {}

        record ElevatorPart(int number) implements Part {}
    }

    private final Plan plan;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final List<Car> cars = new ArrayList<>();
    private final List<Scene.Doors> doors = new ArrayList<>();
    private final List<Rider> unassigned = new ArrayList<>();
    private final Riders riders = new Riders();

    Building(Plan plan) {
        this.plan = plan;
        for (int i = 0; i < plan.floors(); i++) {
            parts.put("floor-" + i, new Part.FloorPart(i));
        }
        for (int i = 0; i < plan.elevators(); i++) {
            parts.put("elevator-" + i, new Part.ElevatorPart(i));
            cars.add(Car.onGroundFloor());
            doors.add(Scene.Doors.SHUT);
        }
    }

    /** The names of all tasks. */
    Set<String> taskNames() {
        return Collections.unmodifiableSet(parts.keySet());
    }

    /** The messages of this tick, one to each task; riders who called in the previous tick are assigned now. */
    List<TaskMsg> orders(int tick) {
        Map<Integer, List<Rider>> assigned = assignRiders();
        List<TaskMsg> orders = new ArrayList<>();
        parts.forEach((name, part) -> {
            List<Rider> forThis = switch (part) {
                case Part.FloorPart floor -> List.of();
                case Part.ElevatorPart elevator -> assigned.getOrDefault(elevator.number(), List.of());
            };
            orders.add(TaskMsg.of(name, Tick.CODEC, new Tick(tick, forThis)));
        });
        return orders;
    }

    private Map<Integer, List<Rider>> assignRiders() {
        Map<Integer, List<Rider>> assigned = new HashMap<>();
        // reports arrive in any order; the assignment must depend only on the seed
        unassigned.sort(Comparator.comparingInt(Rider::from));
        for (Rider rider : unassigned) {
            int elevator = Dispatcher.bestElevator(rider, cars);
            cars.set(elevator, cars.get(elevator).assign(List.of(rider)));
            assigned.computeIfAbsent(elevator, key -> new ArrayList<>()).add(rider);
        }
        unassigned.clear();
        return assigned;
    }

    /**
     * Applies the report of a task.
     *
     * @throws IllegalStateException if the report is not one that this task can make in this tick
     */
    void apply(int tick, String taskName, Report report) {
        boolean possible = switch (report) {
            case Report.Ready ready -> false;
            case Report.Calls calls ->
                parts.get(taskName) instanceof Part.FloorPart floor
                        && calls.tick() == tick
                        && applyCalls(floor.number(), calls);
            case Report.CarMoved moved ->
                parts.get(taskName) instanceof Part.ElevatorPart elevator
                        && moved.tick() == tick
                        && applyMove(elevator.number(), moved);
        };
        if (!possible) {
            throw new IllegalStateException("invalid report: task=" + taskName + ", tick=" + tick + ", report=" + report
                    + "; scheduler and executor must be of the same version");
        }
    }

    private boolean applyCalls(int floor, Report.Calls calls) {
        for (Rider rider : calls.riders()) {
            if (rider.from() != floor || rider.to() >= plan.floors() || rider.calledAt() != calls.tick()) {
                return false;
            }
            riders.call(rider);
            unassigned.add(rider);
        }
        return true;
    }

    private boolean applyMove(int elevator, Report.CarMoved moved) {
        Car car = cars.get(elevator);
        if (moved.floor() >= plan.floors()
                || Math.abs(moved.floor() - car.floor()) > 1
                || !car.aboard().containsAll(moved.off())
                || !car.waiting().containsAll(moved.on())) {
            return false;
        }
        moved.off().forEach(rider -> riders.deliver(rider, moved.tick()));
        moved.on().forEach(rider -> riders.board(rider, moved.tick()));
        cars.set(elevator, car.moved(moved.floor(), moved.direction(), moved.off(), moved.on()));
        doors.set(elevator, moved.off().isEmpty() && moved.on().isEmpty() ? Scene.Doors.SHUT : Scene.Doors.OPEN);
        return true;
    }

    /** The state after this tick, for a display. */
    Scene scene(int tick) {
        List<Scene.Shaft> shafts = new ArrayList<>();
        for (int i = 0; i < cars.size(); i++) {
            Car car = cars.get(i);
            shafts.add(
                    new Scene.Shaft(car.floor(), car.direction(), car.aboard().size(), doors.get(i)));
        }
        int[] up = new int[plan.floors()];
        int[] down = new int[plan.floors()];
        for (Rider rider : riders.waiting()) {
            (rider.direction() == Direction.UP ? up : down)[rider.from()]++;
        }
        List<Scene.Landing> landings = new ArrayList<>();
        for (int floor = 0; floor < plan.floors(); floor++) {
            landings.add(new Scene.Landing(up[floor], down[floor]));
        }
        return new Scene(tick, shafts, landings, riders.totals());
    }

    /** The summary of the run. */
    Summary summary() {
        return Summary.of(plan, riders);
    }
}
