package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Of each kind one line a minute. */
@Timeout(10)
class RateLimitedLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(RateLimitedLogTest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong now = new AtomicLong(-5);
    private final RateLimitedLog log = new RateLimitedLog(logger, now::get);

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
}
