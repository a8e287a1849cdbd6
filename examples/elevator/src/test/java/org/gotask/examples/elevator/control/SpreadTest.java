package org.gotask.examples.elevator.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void percentileIsTheSmallestThatCoversNinetyFiveOfAHundred() {
        List<Integer> oneToHundred =
                new ArrayList<>(IntStream.rangeClosed(1, 100).boxed().toList());
        Collections.shuffle(oneToHundred, new Random(1));

        assertThat(Spread.of(oneToHundred)).isEqualTo(new Spread(100, 50.5, 95));
        assertThat(Spread.of(IntStream.rangeClosed(1, 20).boxed().toList()).percentile95Ticks())
                .isEqualTo(19);
        assertThat(Spread.of(IntStream.rangeClosed(1, 21).boxed().toList()).percentile95Ticks())
                .isEqualTo(20);
    }

    @Test
    void oneDurationIsItsOwnMeanAndPercentile() {
        assertThat(Spread.of(List.of(4)))
                .isEqualTo(new Spread(1, 4, 4))
                .hasToString("mean 4.0 ticks, 95 % within 4 ticks");
    }

    @Test
    void nothingHasNoSpread() {
        assertThat(Spread.of(List.of())).hasToString("none");
    }
}
