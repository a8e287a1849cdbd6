package org.gotask.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitedLogTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // the clock may wrap around
    private final List<String> lines = new ArrayList<>();
    private final RateLimitedLog log = new RateLimitedLog(nanos::get, lines::add);

    @Test
    void saysTheFirstAtOnceAndTheNextWithTheNumberKeptBack() {
        log.log("a");
        log.log("b");
        nanos.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
        log.log("c");
        nanos.addAndGet(1);
        log.log("d");
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        log.log("e");

        assertThat(lines).containsExactly("a", "d; 2 more like it since the last line", "e");
    }
}
