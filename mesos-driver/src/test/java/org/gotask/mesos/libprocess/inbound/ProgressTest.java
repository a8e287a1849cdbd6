package org.gotask.mesos.libprocess.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The conditions under which a peer is too slow. */
class ProgressTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long PATIENCE = 30 * SECOND;

    private final Progress progress = new Progress(1000);

    @Test
    void patienceEndsWhileNothingComes() {
        progress.waits(0);

        assertThat(progress.isOverdue(30 * SECOND, PATIENCE)).isFalse();
        assertThat(progress.isOverdue(30 * SECOND + 1, PATIENCE)).isTrue();
    }

    @Test
    void oneByteASecondIsTooSlow() {
        for (int second = 0; second < 30; second++) {
            progress.waits(second * SECOND);
            progress.moved((second + 1) * SECOND, 1);
        }
        progress.waits(30 * SECOND);

        assertThat(progress.isOverdue(30 * SECOND + SECOND / 2, PATIENCE)).isTrue();
    }

    @Test
    void anHourIsNotTooLongForWhatKeepsMoving() {
        for (int second = 0; second < 3600; second++) {
            progress.waits(second * SECOND);
            assertThat(progress.isOverdue((second + 1) * SECOND, PATIENCE)).isFalse();
            progress.moved((second + 1) * SECOND, 1000);
        }
    }

    @Test
    void timeInWhichNobodyWaitedForThePeerDoesNotCount() {
        progress.waits(0);
        progress.moved(20 * SECOND, 1);
        assertThat(progress.isOverdue(1000 * SECOND, PATIENCE)).isFalse();
        progress.waits(1000 * SECOND);

        assertThat(progress.isOverdue(1009 * SECOND, PATIENCE)).isFalse();
        assertThat(progress.isOverdue(1011 * SECOND, PATIENCE)).isTrue();
    }

    @Test
    void nextRequestHasItsOwnTime() {
        progress.waits(0);
        progress.moved(29 * SECOND, 1);
        progress.restart();
        progress.waits(29 * SECOND);

        assertThat(progress.isOverdue(58 * SECOND, PATIENCE)).isFalse();
    }
}
