package org.gotask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts are counted in thousandths, so that what fits exactly does fit. */
class ResourcesTest {

    @ParameterizedTest
    @CsvSource({"12, 1.2", "15, 1.5", "3, 0.3", "1000, 100"})
    void timesATenthIsExact(int count, double total) {
        Resources tasks = Resources.of("cpus", 0.1).times(count);

        assertThat(tasks).isEqualTo(Resources.of("cpus", total));
        assertThat(tasks.get("cpus")).isEqualTo(total);
        assertThat(Resources.of("cpus", total).contains(tasks)).isTrue();
    }

    @Test
    void takingATenthAwayTwelveTimesLeavesNothing() {
        Resources offer = Resources.of("cpus", 1.2, "mem", 384);
        Resources task = Resources.of("cpus", 0.1, "mem", 32);
        for (int i = 0; i < 12; i++) {
            assertThat(offer.contains(task)).as("task %d fits", i).isTrue();
            offer = offer.minus(task);
        }

        assertThat(offer).isEqualTo(Resources.NONE);
        assertThat(offer.isEmpty()).isTrue();
        assertThat(offer.contains(task)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0004, 0",
        "0.0005, 1",
        "0.0014999, 1",
        "1.2000000000000002, 1200",
        "1.4999999999999998, 1500",
        "1e12, 1000000000000000",
        "-0.0, 0"
    })
    void roundsToTheNearestThousandth(double amount, long thousandths) {
        assertThat(Resources.of("cpus", amount).get("cpus")).isEqualTo(thousandths / 1000.0);
    }

    @Test
    void anAmountOfZeroIsNotListed() {
        Resources none = Resources.of("cpus", 0, "mem", 0.0001);

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.names()).isEmpty();
        assertThat(none.get("cpus")).isZero();
        assertThat(Resources.of("cpus", 1).times(0)).isEqualTo(Resources.NONE).hasSameHashCodeAs(Resources.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -0.0,
                0.0004,
                -0.001,
                -1,
                1.1e12,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY
            })
    void keepsAnAmountOutOfRangeAsAProblemForTheSchedulerToReport(double amount) {
        Resources resources = Resources.of("cpus", amount, "mem", 32);

        assertThat(resources.problems())
                .singleElement()
                .asString()
                .startsWith("cpus=")
                .contains(" is out of range; expected a number above 0");
        assertThat(resources.names()).containsExactly("mem");
    }

    @Test
    void namesTheLargestAmountWhereOneIsLarger() {
        assertThat(Resources.of("mem", 1e13).problems())
                .containsExactly(
                        "mem=10000000000000 is out of range; expected a number above 0 and at most" + " 1000000000000");
        assertThat(Resources.of("mem", Resources.MAX_AMOUNT).problems()).isEmpty();
    }

    @Test
    void keepsTheProblemsOfAllThatItIsCalculatedFrom() {
        Resources good = Resources.of("cpus", 1, "mem", 64);
        Resources bad = Resources.of("cpus", -1);
        Resources worse = Resources.of("mem", Double.NaN);

        assertThat(good.plus(bad).problems()).isEqualTo(bad.problems());
        assertThat(bad.plus(good)).isEqualTo(good.plus(bad)).hasSameHashCodeAs(good.plus(bad));
        assertThat(good.minus(bad).problems()).isEqualTo(bad.problems());
        assertThat(bad.minus(good).problems()).isEqualTo(bad.problems());
        assertThat(bad.times(3).problems()).isEqualTo(bad.problems());
        assertThat(bad.times(0).problems()).isEqualTo(bad.problems());
        assertThat(worse.plus(bad).plus(worse).problems())
                .containsExactly(bad.problems().get(0), worse.problems().get(0));
        assertThat(bad.plus(worse)).isEqualTo(worse.plus(bad));
    }

    @Test
    void resourcesWithProblemsAreNotEqualToThoseWithout() {
        Resources bad = Resources.of("cpus", 0, "mem", 32);

        assertThat(bad).isNotEqualTo(Resources.of("mem", 32));
        assertThat(bad).isNotEqualTo(Resources.of("cpus", -1, "mem", 32));
        assertThat(bad)
                .isEqualTo(Resources.of("mem", 32, "cpus", 0))
                .hasSameHashCodeAs(Resources.of("mem", 32, "cpus", 0));
    }

    @Test
    void keepsNamesThatSayNothingAsProblems() {
        assertThat(Resources.of(" ", 1).problems()).containsExactly("a resource of 1.0 has no name");
        assertThat(Resources.of("cpus", 1, "cpus", 2).problems())
                .containsExactly("cpus is given twice; name each resource once");
        assertThat(Resources.of("cpus", 1, "mem", 32).problems()).isEmpty();
    }

    @Test
    void refusesSumsAndProductsThatCannotBeHeld() {
        Resources large = Resources.of("mem", 1e12);

        assertThatThrownBy(() -> large.times(10_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("product of resources too large: mem=1000000000000, count=10000");
        Resources larger = large.times(9_000);
        assertThatThrownBy(() -> larger.plus(larger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sum of resources too large: mem=9000000000000000 plus mem=");
        assertThatThrownBy(() -> large.times(-1)).hasMessage("count=-1; expected 0 or more");
    }

    @Test
    void addsAndTakesAwayByName() {
        Resources one = Resources.of("cpus", 1.5, "mem", 64);
        Resources other = Resources.of("cpus", 2, "disk", 10);

        assertThat(one.plus(other)).isEqualTo(Resources.of(Map.of("cpus", 3.5, "mem", 64.0, "disk", 10.0)));
        assertThat(one.minus(other)).isEqualTo(Resources.of("mem", 64));
        assertThat(one).isEqualTo(Resources.of("cpus", 1.5, "mem", 64));
    }

    @Test
    void containsComparesEachName() {
        Resources offer = Resources.of("cpus", 1, "mem", 64);

        assertThat(offer.contains(Resources.NONE)).isTrue();
        assertThat(offer.contains(offer)).isTrue();
        assertThat(offer.contains(Resources.of("cpus", 1.001))).isFalse();
        assertThat(offer.contains(Resources.of("gpus", 0.001))).isFalse();
    }

    @Test
    void printsNamesInOrderWithoutNeedlessZeros() {
        assertThat(Resources.of("mem", 32, "cpus", 0.1)).hasToString("cpus=0.1, mem=32");
        assertThat(Resources.of("mem", 1000)).hasToString("mem=1000");
        assertThat(Resources.NONE).hasToString("");
    }
}
