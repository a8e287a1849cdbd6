package org.gotask.scheduler.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LimitedLogTest {

    private static final long MORE_THAN_A_MINUTE = Duration.ofSeconds(61).toNanos();

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.gotask.limited-log-test");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final LimitedLog log = new LimitedLog(logger);

    @BeforeEach
    void listen() {
        appender.start();
        logger.setAdditive(false);
        logger.setLevel(Level.WARN);
        logger.addAppender(appender);
    }

    @AfterEach
    void end() {
        logger.setLevel(null);
        logger.detachAppender(appender);
    }

    private List<String> lines() {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void logsTheFirstLineOfAKindAtOnceAndTheLastOfEachMinuteWithACount() {
        for (int i = 1; i <= 100; i++) {
            log.warn("kind", "line " + i);
        }
        log.warn("other", "another");
        long now = System.nanoTime();
        log.flush(now);
        assertThat(lines()).containsExactly("line 1", "another");

        log.flush(now + MORE_THAN_A_MINUTE);
        log.flush(now + 2 * MORE_THAN_A_MINUTE);

        assertThat(lines()).containsExactly("line 1", "another", "line 100 (99 such lines in the last minute)");
    }

    @Test
    void logsAtOnceAgainAfterAQuietMinute() {
        log.warn("kind", "line 1");
        log.flush(System.nanoTime() + MORE_THAN_A_MINUTE);

        log.warn("kind", "line 2");

        assertThat(lines()).containsExactly("line 1", "line 2");
    }

    @Test
    void textsOfOthersStayInTheirLine() {
        log.warn("kind", "one\ntwo\u001b[2J");

        assertThat(lines()).containsExactly("one two?[2J");
    }
}
