package org.gotask.examples.elevator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CarTest {

    private static final int FLOORS = 9;
    private static final int CARS = 200;

    @Test
    void standsIdleWhileNobodyCalls() {
        Car.Step step = Car.onGroundFloor().step();

        assertThat(step.car()).isEqualTo(Car.onGroundFloor());
        assertThat(step.on()).isEmpty();
    }

    @Test
    void movesOneFloorATickThenOpensItsDoors() {
        Rider rider = new Rider(2, 1, 1);
        Car car = Car.onGroundFloor().assign(List.of(rider));

        Car.Step first = car.step();
        Car.Step second = first.car().step();
        Car.Step boarding = second.car().step();
        Car.Step riding = boarding.car().step();
        Car.Step arriving = riding.car().step();

        assertThat(List.of(first, second, boarding, riding, arriving))
                .extracting(step -> step.car().floor())
                .containsExactly(1, 2, 2, 1, 1);
        assertThat(boarding.on()).containsExactly(rider);
        assertThat(arriving.off()).containsExactly(rider);
        assertThat(arriving.car()).isEqualTo(new Car(1, Direction.NONE, Car.CAPACITY, List.of(), List.of()));
    }

    @Test
    void leavesThoseStandingWhoWantTheOtherWay() {
        Rider up = new Rider(0, 3, 1);
        Rider down = new Rider(1, 0, 1);
        Car car = Car.onGroundFloor().assign(List.of(up, down));

        List<String> stops = stops(car);

        assertThat(stops).containsExactly("0 on 0>3@1", "3 off 0>3@1", "1 on 1>0@1", "0 off 1>0@1");
    }

    @Test
    void takesNoMoreThanItCanCarryAndComesBackForTheRest() {
        Rider first = new Rider(0, 2, 1);
        Rider second = new Rider(0, 2, 2);
        Rider third = new Rider(0, 1, 3);
        Car car = new Car(0, Direction.NONE, 2, List.of(first, second, third), List.of());

        assertThat(stops(car)).containsExactly("0 on 0>2@1 0>2@2", "2 off 0>2@1 0>2@2", "0 on 0>1@3", "1 off 0>1@3");
    }

    @Test
    void placesThatBecomeFreeAreTakenAtTheSameStop() {
        Rider leaving = new Rider(0, 2, 1);
        Rider boarding = new Rider(2, 3, 1);
        Car full = new Car(2, Direction.UP, 1, List.of(boarding), List.of(leaving));

        assertThat(stops(full)).containsExactly("2 off 0>2@1 on 2>3@1", "3 off 2>3@1");
    }

    @Test
    void refusesMoreRidersThanItCanCarry() {
        List<Rider> two = List.of(new Rider(0, 2, 1), new Rider(0, 2, 2));

        assertThatThrownBy(() -> new Car(0, Direction.UP, 1, List.of(), two))
                .hasMessage("car is overloaded: aboard=2, expected at most 1");
    }

    @Test
    void neverTurnsWhileCallsAreAhead() {
        driveManyCars((before, step) -> {
            Direction old = before.direction();
            if (old != Direction.NONE && step.car().direction() != old) {
                assertThat(before.hasCallsAhead(old)).isFalse();
            }
        });
    }

    @Test
    void staysInTheBuildingAndMovesOnlyWithDoorsShut() {
        driveManyCars((before, step) -> {
            int moved = Math.abs(step.car().floor() - before.floor());
            boolean doorsOpen = !step.off().isEmpty() || !step.on().isEmpty();
            assertThat(moved).isLessThanOrEqualTo(doorsOpen ? 0 : 1);
            assertThat(step.car().floor()).isBetween(0, FLOORS - 1);
        });
    }

    @Test
    void carriesEveryoneTheirOwnWayWithinItsCapacity() {
        driveManyCars((before, step) -> {
            Car car = step.car();
            assertThat(car.aboard()).hasSizeLessThanOrEqualTo(car.capacity());
            assertThat(car.aboard()).allMatch(rider -> rider.direction() == car.direction());
            assertThat(step.off()).allMatch(rider -> rider.to() == before.floor());
            assertThat(step.on()).allMatch(rider -> rider.from() == before.floor());
        });
    }

    @Test
    void deliversEveryoneOnce() {
        for (long seed = 1; seed <= CARS; seed++) {
            Set<Rider> delivered = new HashSet<>();
            Set<Rider> all = drive(seed, (before, step) -> {
                for (Rider rider : step.off()) {
                    assertThat(delivered.add(rider)).isTrue();
                }
            });

            assertThat(delivered).as("seed=%d", seed).isEqualTo(all);
        }
    }

    private interface Check {
        void check(Car before, Car.Step step);
    }

    private static void driveManyCars(Check check) {
        for (long seed = 1; seed <= CARS; seed++) {
            try {
                drive(seed, check);
            } catch (AssertionError e) {
                throw new AssertionError("seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** A busy small car: riders come for 200 ticks, then it has time to deliver them all. Returns all riders. */
    private static Set<Rider> drive(long seed, Check check) {
        Random random = new Random(seed);
        Set<Rider> all = new HashSet<>();
        Car car = new Car(0, Direction.NONE, 3, List.of(), List.of());
        for (int tick = 1; tick <= 200 || !isIdle(car); tick++) {
            assertThat(tick)
                    .as("everyone is delivered in the end, seed=%d", seed)
                    .isLessThan(2_000);
            if (tick <= 200 && random.nextInt(5) == 0) {
                int from = random.nextInt(FLOORS);
                Rider rider = new Rider(from, (from + 1 + random.nextInt(FLOORS - 1)) % FLOORS, tick);
                all.add(rider);
                car = car.assign(List.of(rider));
            }
            Car.Step step = car.step();
            check.check(car, step);
            car = step.car();
        }
        return all;
    }

    private static boolean isIdle(Car car) {
        return car.waiting().isEmpty() && car.aboard().isEmpty();
    }

    /** Where the car opens its doors until it is idle, and for whom. */
    private static List<String> stops(Car start) {
        List<String> stops = new ArrayList<>();
        Car car = start;
        while (!isIdle(car)) {
            Car.Step step = car.step();
            String who = (step.off().isEmpty() ? "" : " off" + words(step.off()))
                    + (step.on().isEmpty() ? "" : " on" + words(step.on()));
            if (!who.isEmpty()) {
                stops.add(car.floor() + who);
            }
            car = step.car();
        }
        return stops;
    }

    private static String words(List<Rider> riders) {
        return riders.stream().map(rider -> " " + rider).collect(Collectors.joining());
    }
}
