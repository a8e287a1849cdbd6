package org.gotask.examples.elevator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.gotask.TaskMsg;
import org.gotask.examples.elevator.Direction;
import org.gotask.examples.elevator.Report;
import org.gotask.examples.elevator.Rider;
import org.gotask.examples.elevator.Tick;
import org.junit.jupiter.api.Test;

class BuildingTest {

    private static final Rider RIDER = new Rider(1, 2, 1);

    private final Building building = new Building(new Plan(3, 2, 10, Duration.ofMillis(1), 2, 7));

    @Test
    void everyTaskReceivesEveryTick() {
        assertThat(building.orders(1))
                .extracting(TaskMsg::taskName)
                .containsExactlyInAnyOrderElementsOf(building.taskNames())
                .containsExactly("floor-0", "floor-1", "floor-2", "elevator-0", "elevator-1");
    }

    @Test
    void riderWhoCallsIsGivenToOneElevatorInTheNextTick() {
        building.apply(1, "floor-1", new Report.Calls(1, List.of(RIDER)));

        assertThat(building.orders(2).stream()
                        .map(order -> order.as(Tick.CODEC))
                        .flatMap(tick -> tick.assigned().stream()))
                .containsExactly(RIDER);
        assertThat(building.orders(3).stream().map(order -> order.as(Tick.CODEC)))
                .allMatch(tick -> tick.assigned().isEmpty());
    }

    @Test
    void orderOfReportsDoesNotChangeTheAssignment() {
        Building other = new Building(new Plan(3, 2, 10, Duration.ofMillis(1), 2, 7));
        Report above = new Report.Calls(1, List.of(new Rider(2, 0, 1)));
        Report below = new Report.Calls(1, List.of(RIDER));

        building.apply(1, "floor-1", below);
        building.apply(1, "floor-2", above);
        other.apply(1, "floor-2", above);
        other.apply(1, "floor-1", below);

        assertThat(building.orders(2)).isEqualTo(other.orders(2));
    }

    @Test
    void followsRiderFromCallToArrival() {
        building.apply(1, "floor-1", new Report.Calls(1, List.of(RIDER)));
        assertThat(building.scene(1).totals()).isEqualTo(new Totals(1, 1, 0, 0));
        assertThat(building.scene(1).landings().get(1)).isEqualTo(new Scene.Landing(1, 0));
        building.orders(2);
        building.apply(2, "elevator-0", new Report.CarMoved(2, 1, Direction.UP, List.of(), List.of()));
        building.apply(3, "elevator-0", new Report.CarMoved(3, 1, Direction.UP, List.of(), List.of(RIDER)));
        assertThat(building.scene(3).totals()).isEqualTo(new Totals(1, 0, 1, 0));
        assertThat(building.scene(3).shafts().get(0)).isEqualTo(new Scene.Shaft(1, Direction.UP, 1, Scene.Doors.OPEN));

        building.apply(4, "elevator-0", new Report.CarMoved(4, 2, Direction.UP, List.of(), List.of()));
        building.apply(5, "elevator-0", new Report.CarMoved(5, 2, Direction.NONE, List.of(RIDER), List.of()));

        assertThat(building.scene(5).totals()).isEqualTo(new Totals(1, 0, 0, 1));
        assertThat(building.summary().waits()).isEqualTo(new Spread(1, 2, 2));
        assertThat(building.summary().rides()).isEqualTo(new Spread(1, 2, 2));
        assertThat(building.summary().early()).isEqualTo(1);
        assertThat(building.summary().earlyDelivered()).isEqualTo(1);
    }

    @Test
    void reportThatCannotBeTrueIsRefused() {
        assertRefused("floor-1", new Report.Ready());
        assertRefused("floor-1", new Report.Calls(2, List.of()));
        assertRefused("elevator-0", new Report.Calls(1, List.of()));
        assertRefused("floor-0", new Report.Calls(1, List.of(RIDER)));
        assertRefused("floor-1", new Report.Calls(1, List.of(new Rider(1, 3, 1))));
        assertRefused("floor-1", new Report.Calls(1, List.of(new Rider(1, 2, 9))));
        assertRefused("floor-1", moved(1, List.of(), List.of()));
        assertRefused("stranger", moved(1, List.of(), List.of()));
        assertRefused("elevator-0", moved(2, List.of(), List.of()));
        assertRefused("elevator-0", moved(3, List.of(), List.of()));
        assertRefused("elevator-0", moved(1, List.of(RIDER), List.of()));
        assertRefused("elevator-0", moved(1, List.of(), List.of(RIDER)));
    }

    private static Report moved(int floor, List<Rider> off, List<Rider> on) {
        return new Report.CarMoved(1, floor, Direction.UP, off, on);
    }

    private void assertRefused(String taskName, Report report) {
        assertThatThrownBy(() -> building.apply(1, taskName, report))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("invalid report: task=" + taskName + ", tick=1, report=");
    }

    @Test
    void ridersWhoAreNotAccountedForAreNoticed() {
        assertThatThrownBy(() -> new Totals(5, 1, 1, 2))
                .hasMessage("riders are not all accounted for: called=5, waiting=1, riding=1, delivered=2");
    }
}
