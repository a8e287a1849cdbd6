package org.gotask.mesos.local.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.Value;
import org.junit.jupiter.api.Test;

class ResourceSetTest {

    @Test
    void countsInThousandthsSoThatTenTenthsAreOne() {
        ResourceSet tenth = ResourceSet.of(List.of(scalar("cpus", 0.1)));
        ResourceSet rest = ResourceSet.of(List.of(scalar("cpus", 1)));

        for (int i = 0; i < 10; i++) {
            assertThat(rest.contains(tenth)).isTrue();
            rest = rest.minus(tenth);
        }

        assertThat(rest.isEmpty()).isTrue();
    }

    @Test
    void addsUpWhatIsNamedTwice() {
        assertThat(ResourceSet.of(List.of(scalar("mem", 32), scalar("mem", 0.5)))
                        .scalar("mem"))
                .isEqualTo(32_500);
    }

    @Test
    void containsOnlyWhatIsThereInFull() {
        ResourceSet all = ResourceSet.ofThousandths(Map.of("cpus", 1000L)).withRange("ports", 100, 110);

        assertThat(all.contains(ResourceSet.NONE.withRange("ports", 105, 110))).isTrue();
        assertThat(all.contains(ResourceSet.NONE.withRange("ports", 105, 111))).isFalse();
        assertThat(all.contains(ResourceSet.of(List.of(scalar("cpus", 1.001))))).isFalse();
        assertThat(all.contains(ResourceSet.of(List.of(scalar("gpus", 1))))).isFalse();
    }

    @Test
    void cutsRangesAndJoinsThemAgain() {
        ResourceSet all = ResourceSet.NONE.withRange("ports", 100, 110);
        ResourceSet middle = ResourceSet.NONE.withRange("ports", 104, 105);

        ResourceSet cut = all.minus(middle);

        assertThat(cut).hasToString("ports [100-103, 106-110]");
        assertThat(cut.toWire().getFirst().getRanges().getRangeCount()).isEqualTo(2);
        assertThat(cut.plus(middle)).isEqualTo(all);
    }

    @Test
    void survivesTheWire() {
        ResourceSet all =
                ResourceSet.ofThousandths(Map.of("cpus", 1500L, "mem", 64_000L)).withRange("ports", 1, 2);

        assertThat(ResourceSet.of(all.toWire())).isEqualTo(all);
    }

    @Test
    void refusesNegativeAndEndlessAmounts() {
        for (double value : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY, 1e18}) {
            assertThatThrownBy(() -> ResourceSet.of(List.of(scalar("cpus", value))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name=cpus");
        }
    }

    /** A sum that overflows would be negative, and fit everywhere. */
    @Test
    void sumOfManyLargeAmountsFitsNowhere() {
        ResourceSet many = ResourceSet.of(Collections.nCopies(10, scalar("mem", 1e15)));
        ResourceSet agent = ResourceSet.of(List.of(scalar("mem", 1e12)));

        assertThat(agent.contains(many)).isFalse();
        assertThat(many.plus(many).scalar("mem")).isEqualTo(many.scalar("mem")).isPositive();
        assertThat(many.minus(agent).scalar("mem")).isPositive();
    }

    @Test
    void refusesRangesThatWouldFillTheMemory() {
        Resource endless = Resource.newBuilder()
                .setName("ports")
                .setType(Value.Type.RANGES)
                .setRanges(Value.Ranges.newBuilder()
                        .addRange(Value.Range.newBuilder().setBegin(0).setEnd(-1)))
                .build();

        assertThatThrownBy(() -> ResourceSet.of(List.of(endless)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 0-18446744073709551615");
    }

    @Test
    void printsForPeople() {
        assertThat(ResourceSet.ofThousandths(Map.of("cpus", 1500L, "mem", 64_000L)))
                .hasToString("cpus 1.5, mem 64");
        assertThat(ResourceSet.NONE).hasToString("nothing");
    }

    private static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }
}
