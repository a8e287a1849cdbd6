package org.gotask.mesos.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One line of each kind a minute in the whole process, and every event is counted. */
class RateLimitedLoggerTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(RateLimitedLoggerTest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong now = new AtomicLong(-5);
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final ConcurrentHashMap<String, RateLimitedLogger.Kind> kinds = new ConcurrentHashMap<>();
    private final RateLimitedLogger log = limited();

    private RateLimitedLogger limited() {
        return new RateLimitedLogger(
                logger,
                kinds,
                now::get,
                (nanos, task) -> later.add(() -> {
                    now.addAndGet(nanos);
                    task.run();
                }));
    }

    @BeforeEach
    void listen() {
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    private List<String> lines() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void logsTheFirstOfEachKindAndThenOneMinuteNothing() {
        log.warn("stranger", "a");
        log.warn("stranger", "b");
        log.warn("garbled", "c");
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        log.warn("stranger", "d");

        assertThat(lines()).containsExactly("a", "c");

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        log.warn("stranger", "e");
        log.warn("garbled", "f");
        assertThat(lines()).containsExactly("a", "c", "e (and 2 like it since the last such line)", "f");
    }

    @Test
    void floodThatEndsIsCountedAtTheEndOfTheMinute() {
        for (int i = 1; i <= 1000; i++) {
            log.warn("stranger", "line " + i);
        }
        assertThat(later).hasSize(1);

        later.remove().run();

        assertThat(lines()).containsExactly("line 1", "line 1000 (and 998 like it since the last such line)");
        log.warn("stranger", "quiet");
        assertThat(lines()).hasSize(2);
    }

    @Test
    void nothingIsReportedWhereNothingWasHeldBack() {
        log.warn("stranger", "a");
        log.warn("stranger", "b");
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        log.warn("stranger", "c");

        later.remove().run();

        assertThat(lines()).containsExactly("a", "c (and 1 like it since the last such line)");
    }

    @Test
    void instancesShareTheLimitOfTheProcess() {
        log.warn("stranger", "a");
        limited().warn("stranger", "b");

        assertThat(lines()).containsExactly("a");
    }

    @Test
    void newsIsLoggedThirtyTimesAMinute() {
        for (int i = 1; i <= 40; i++) {
            log.info("registered", "framework " + i);
        }
        log.warn("refused", "framework 41");

        assertThat(lines()).hasSize(31).contains("framework 1", "framework 30", "framework 41");

        later.remove().run();
        assertThat(lines()).last().isEqualTo("framework 40 (and 9 like it since the last such line)");
    }
}
