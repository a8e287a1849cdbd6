package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
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
        LongAdder datagrams = new LongAdder();
        LongAdder faults = new LongAdder();
        LongAdder messages = new LongAdder();
        LongAdder broken = new LongAdder();
        LongStream.range(FIRST, FIRST + SEEDS).parallel().forEach(seed -> {
            LinkSimulation simulation = new LinkSimulation(seed);
            simulation.run();
            datagrams.add(simulation.datagrams());
            faults.add(simulation.faults());
            messages.add(simulation.messages());
            broken.add(simulation.broke() ? 1 : 0);
        });
        log.info(
                "seeds={}, datagrams={}, faults={}, messages={}, declared failures={}",
                SEEDS,
                datagrams,
                faults,
                messages,
                broken);
        assertThat(faults.sum()).isPositive();
    }
}
