package org.gotask.scheduler.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.gotask.scheduler.artifact.DownloadLog.Problem;
import org.junit.jupiter.api.Test;

class DownloadLogTest {

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final DownloadLog log = new DownloadLog(lines::add, nanoTime::get);

    @Test
    void suppressesAndCountsLinesOfTheSameKindUntilItsNextLine() {
        for (int i = 1; i <= 100; i++) {
            log.warn(Problem.BROKEN, "line " + i);
        }
        nanoTime.addAndGet(Duration.ofSeconds(11).toNanos());
        log.warn(Problem.BROKEN, "line 101");

        assertThat(lines).containsExactly("line 1", "line 101; 99 more like it since the last line");
    }

    @Test
    void problemsOfOneKindDoNotHideThoseOfAnother() {
        for (Problem problem : Problem.values()) {
            log.warn(problem, problem.name());
        }

        assertThat(lines).containsExactly("NOT_ACCEPTED", "BROKEN", "TOO_MANY", "TOO_SLOW");
    }

    @Test
    void textOfAPeerStaysInItsLine() {
        log.warn(Problem.BROKEN, "one\ntwo\u001b[2J");

        assertThat(lines).containsExactly("one two?[2J");
    }
}
