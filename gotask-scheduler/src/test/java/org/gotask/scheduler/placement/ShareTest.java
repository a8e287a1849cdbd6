package org.gotask.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import org.gotask.Resources;
import org.junit.jupiter.api.Test;

class ShareTest {

    @Test
    void isThatOfTheResourceWithTheLargest() {
        assertThat(Share.of(Resources.of("cpus", 1, "mem", 30), Resources.of("cpus", 4, "mem", 40)))
                .isEqualTo(0.75);
        assertThat(Share.of(Resources.NONE, Resources.of("cpus", 4))).isZero();
    }

    @Test
    void equalSharesOfAgentsOfDifferentSizeAreEqual() {
        assertThat(Share.of(Resources.of("cpus", 0.1), Resources.of("cpus", 0.3)))
                .isEqualTo(Share.of(Resources.of("cpus", 0.3), Resources.of("cpus", 0.9)));
    }

    @Test
    void aResourceThatTheWholeLacksMakesItLarge() {
        assertThat(Share.of(Resources.of("gpus", 1), Resources.of("cpus", 4))).isGreaterThan(1);
    }
}
