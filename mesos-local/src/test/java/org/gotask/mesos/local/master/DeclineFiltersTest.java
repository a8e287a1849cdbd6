package org.gotask.mesos.local.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.proto.Filters;
import org.junit.jupiter.api.Test;

class DeclineFiltersTest {

    private static final long START = Long.MAX_VALUE - 5; // so that the clock overflows
    private static final ResourceSet TWO_CPUS = ResourceSet.ofThousandths(Map.of("cpus", 2000L));
    private static final ResourceSet THREE_CPUS = ResourceSet.ofThousandths(Map.of("cpus", 3000L));

    private final DeclineFilters filters = new DeclineFilters();

    @Test
    void refusesTheSameAndLessButNotMore() {
        refuse(10);

        assertThat(refuses(TWO_CPUS, 9_999)).isTrue();
        assertThat(refuses(ResourceSet.ofThousandths(Map.of("cpus", 1L)), 9_999))
                .isTrue();
        assertThat(refuses(THREE_CPUS, 0)).isFalse();
        assertThat(filters.refuses("S1", "*", TWO_CPUS, START)).isFalse();
        assertThat(filters.refuses("S0", "other", TWO_CPUS, START)).isFalse();
    }

    @Test
    void endsWithItsTime() {
        refuse(10);

        assertThat(refuses(TWO_CPUS, 10_000)).isFalse();
    }

    @Test
    void lastsAtLeastOneRound() {
        refuse(0.001);

        assertThat(refuses(TWO_CPUS, 999)).isTrue();
        assertThat(refuses(TWO_CPUS, 1_000)).isFalse();
    }

    @Test
    void zeroIsNoFilter() {
        refuse(0);

        assertThat(refuses(TWO_CPUS, 0)).isFalse();
    }

    @Test
    void takesNonsenseForFiveSeconds() {
        for (double nonsense : new double[] {-1, Double.NaN, Double.NEGATIVE_INFINITY}) {
            filters.clear(List.of());
            refuse(nonsense);

            assertThat(refuses(TWO_CPUS, 4_999)).isTrue();
            assertThat(refuses(TWO_CPUS, 5_000)).isFalse();
        }
    }

    @Test
    void takesForeverForAYear() {
        refuse(Double.MAX_VALUE);

        assertThat(refuses(TWO_CPUS, TimeUnit.DAYS.toMillis(364))).isTrue();
        assertThat(refuses(TWO_CPUS, TimeUnit.DAYS.toMillis(365))).isFalse();
    }

    @Test
    void isForgottenPerRoleAndPerAgent() {
        refuse(10);

        filters.clear(List.of("other"));
        filters.clearAgent("S1");
        assertThat(refuses(TWO_CPUS, 0)).isTrue();
        filters.clear(List.of("*"));
        assertThat(refuses(TWO_CPUS, 0)).isFalse();
        refuse(10);
        filters.clearAgent("S0");
        assertThat(refuses(TWO_CPUS, 0)).isFalse();
    }

    private void refuse(double seconds) {
        filters.add(
                "S0",
                "*",
                TWO_CPUS,
                Filters.newBuilder().setRefuseSeconds(seconds).build(),
                TimeUnit.SECONDS.toNanos(1),
                START);
    }

    private boolean refuses(ResourceSet offered, long afterMillis) {
        return filters.refuses("S0", "*", offered, START + TimeUnit.MILLISECONDS.toNanos(afterMillis));
    }
}
