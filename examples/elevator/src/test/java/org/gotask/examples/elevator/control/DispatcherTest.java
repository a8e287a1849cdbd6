package org.gotask.examples.elevator.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gotask.examples.elevator.Car;
import org.gotask.examples.elevator.Direction;
import org.gotask.examples.elevator.Rider;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final Rider UP_FROM_4 = new Rider(4, 6, 10);

    @Test
    void countsTheWayTheDoorsAndTheRide() {
        // 4 floors up, doors, 2 floors up, doors
        assertThat(Dispatcher.ticksToArrival(UP_FROM_4, idleAt(0))).isEqualTo(8);
        assertThat(Dispatcher.ticksToArrival(UP_FROM_4, idleAt(4))).isEqualTo(4);
    }

    @Test
    void sendsTheNearestIdleCar() {
        assertThat(Dispatcher.bestElevator(UP_FROM_4, List.of(idleAt(0), idleAt(5), idleAt(7))))
                .isEqualTo(1);
    }

    @Test
    void prefersCarThatComesByToOneThatMustFirstGoAway() {
        Car goingUp = carAt(2, Direction.UP, new Rider(0, 7, 1));
        Car goingDown = carAt(5, Direction.DOWN, new Rider(6, 0, 1));

        assertThat(Dispatcher.bestElevator(UP_FROM_4, List.of(goingDown, goingUp)))
                .isEqualTo(1);
    }

    @Test
    void avoidsCarThatIsFull() {
        List<Rider> many = new ArrayList<>();
        for (int tick = 1; tick <= Car.CAPACITY; tick++) {
            many.add(new Rider(0, 7, tick));
        }
        Car full = new Car(3, Direction.UP, Car.CAPACITY, List.of(), many);

        assertThat(Dispatcher.bestElevator(UP_FROM_4, List.of(full, idleAt(0)))).isEqualTo(1);
    }

    @Test
    void amongEqualsTakesTheOneWithLessToDoThenTheFirst() {
        Car busyLater = idleAt(3).assign(List.of(new Rider(7, 6, 1)));

        assertThat(Dispatcher.bestElevator(UP_FROM_4, List.of(busyLater, idleAt(3), idleAt(3))))
                .isEqualTo(1);
    }

    private static Car idleAt(int floor) {
        return new Car(floor, Direction.NONE, Car.CAPACITY, List.of(), List.of());
    }

    private static Car carAt(int floor, Direction direction, Rider aboard) {
        return new Car(floor, direction, Car.CAPACITY, List.of(), List.of(aboard));
    }
}
