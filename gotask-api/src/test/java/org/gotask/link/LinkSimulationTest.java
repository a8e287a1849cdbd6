package org.gotask.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many links on a bad network, each from a seed. {@code -Dgotask.link.seeds=1000000} runs more of them, and
 * {@code -Dgotask.link.seed=S} one again.
 */
@Timeout(value = 4, unit = TimeUnit.HOURS)
class LinkSimulationTest {

    private static final Logger log = LoggerFactory.getLogger(LinkSimulationTest.class);
    private static final int SEEDS = Integer.getInteger("gotask.link.seeds", 2000);
    private static final long FIRST = Long.getLong("gotask.link.firstSeed", 1);
    private static final Long ONE = Long.getLong("gotask.link.seed");

    @Test
    void everySeedEndsWithTheSameStreamsAtBothEndsOrADeclaredFailure() {
        if (ONE != null) {
            new LinkSimulation(ONE).run();
            return;
        }
        long datagrams = 0;
        long faults = 0;
        long messages = 0;
        int broken = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            LinkSimulation simulation = new LinkSimulation(seed);
            simulation.run();
            datagrams += simulation.datagrams();
            faults += simulation.faults();
            messages += simulation.messages();
            broken += simulation.broke() ? 1 : 0;
        }
        log.info(
                "seeds={}, datagrams={}, faults={}, messages={}, declared failures={}",
                SEEDS,
                datagrams,
                faults,
                messages,
                broken);
        assertThat(faults).isPositive();
    }
}
