package org.gotask.examples.elevator.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gotask.examples.elevator.Rider;
import org.junit.jupiter.api.Test;

class RiderSourceTest {

    private static final int FLOORS = 8;

    @Test
    void sameSeedFloorAndTickGiveTheSameRiderInAnyOrder() {
        List<Rider> forward = riders(7, 3, 2_000);
        List<Rider> backward = new ArrayList<>();
        RiderSource source = new RiderSource(7, FLOORS, 3);
        for (int tick = 2_000; tick >= 1; tick--) {
            backward.addAll(source.ridersAt(tick));
        }
        Collections.reverse(backward);

        assertThat(backward).isEqualTo(forward);
    }

    @Test
    void neighbouringSeedsAndFloorsHaveNothingInCommon() {
        List<Integer> ticks = ticks(riders(7, 3, 10_000));

        assertCoincidesByChanceOnly(ticks, ticks(riders(8, 3, 10_000)));
        assertCoincidesByChanceOnly(ticks, ticks(riders(7, 4, 10_000)));
        assertCoincidesByChanceOnly(
                ticks,
                riders(7, 4, 10_000).stream().map(rider -> rider.calledAt() + 1).toList());
    }

    /** Of some 600 calls in 10,000 ticks, 36 fall into the same tick by chance. */
    private static void assertCoincidesByChanceOnly(List<Integer> ticks, List<Integer> others) {
        assertThat(ticks.stream().filter(others::contains)).hasSizeBetween(10, 75);
    }

    @Test
    void everyRiderIsPossible() {
        for (int floors : new int[] {2, 3, FLOORS, 100}) {
            for (int floor = 0; floor < floors; floor++) {
                RiderSource source = new RiderSource(1, floors, floor);
                for (int tick = 1; tick <= 500; tick++) {
                    for (Rider rider : source.ridersAt(tick)) {
                        assertThat(rider.from()).isEqualTo(floor);
                        assertThat(rider.to()).isBetween(0, floors - 1);
                        assertThat(rider.calledAt()).isEqualTo(tick);
                    }
                }
            }
        }
    }

    @Test
    void groundFloorIsBusiestAndWhereHalfOfTheOthersGo() {
        List<Rider> fromGround = riders(1, 0, 20_000);
        List<Rider> fromAbove = riders(1, 5, 20_000);

        assertThat(fromGround).hasSizeBetween(2_900, 3_500);
        assertThat(fromAbove).hasSizeBetween(1_050, 1_350);
        // half of them, and a seventh of the other half
        assertThat(fromAbove.stream().filter(rider -> rider.to() == 0).count() / (double) fromAbove.size())
                .isBetween(0.51, 0.63);
        assertThat(fromGround).extracting(Rider::to).contains(1, 2, 3, 4, 5, 6, 7);
    }

    private static List<Rider> riders(long seed, int floor, int ticks) {
        RiderSource source = new RiderSource(seed, FLOORS, floor);
        List<Rider> riders = new ArrayList<>();
        for (int tick = 1; tick <= ticks; tick++) {
            riders.addAll(source.ridersAt(tick));
        }
        return riders;
    }

    private static List<Integer> ticks(List<Rider> riders) {
        return riders.stream().map(Rider::calledAt).toList();
    }
}
