package org.gotask.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.gotask.Resources;
import org.gotask.scheduler.cluster.ResourceOffer;
import org.junit.jupiter.api.Test;

class OfferPoolTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final OfferPool pool = new OfferPool(Duration.ofSeconds(5));

    @Test
    void givesUpAnOfferAtItsLimitAndNotBefore() {
        pool.add(offer("early"), 0);
        pool.add(offer("late"), 2 * SECOND);

        assertThat(pool.takeExpired(5 * SECOND - 1)).isEmpty();
        assertThat(pool.takeExpired(5 * SECOND))
                .extracting(ResourceOffer::offerId)
                .containsExactly("early");
        assertThat(pool.offers()).extracting(ResourceOffer::offerId).containsExactly("late");
    }

    @Test
    void holdsAcrossTheOverflowOfTheClock() {
        pool.add(offer("o"), Long.MAX_VALUE);

        assertThat(pool.takeExpired(Long.MIN_VALUE + 4 * SECOND)).isEmpty();
        assertThat(pool.takeExpired(Long.MIN_VALUE + 6 * SECOND)).hasSize(1);
    }

    @Test
    void forgetsARescindedOffer() {
        pool.add(offer("o"), 0);

        pool.remove("o");
        pool.remove("never seen");

        assertThat(pool.offers()).isEmpty();
    }

    private static ResourceOffer offer(String id) {
        return new ResourceOffer(id, "agent", "host", Resources.of("cpus", 1));
    }
}
