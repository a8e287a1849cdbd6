package org.gotask.mesos.libprocess.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.atomic.LongAdder;
import org.gotask.mesos.libprocess.address.PeerAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A killed peer breaks connections for a moment, until its port is closed as well. */
class DropLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(DropLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final LongAdder losses = new LongAdder();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    @Test
    void breaksBeforeTheEndOfAPeerAreNoWarningWherePeersMayEnd() {
        DropLog log = log(true);

        log.droppedByBreaks("connections break over it");
        log.droppedAtEnd(3, "connection refused");

        assertThat(warnings()).isZero();
        assertThat(losses.sum()).isEqualTo(4);
    }

    @Test
    void breaksOfAPeerThatIsReachedAgainAreAWarning() {
        DropLog log = log(true);

        log.droppedByBreaks("connections break over it");
        log.reached();

        assertThat(warnings()).isEqualTo(1);
        assertThat(lines.list.getFirst().getFormattedMessage()).endsWith("count=1, reason=connections break over it");
    }

    @Test
    void breaksAreAWarningAtOnceElsewhere() {
        log(false).droppedByBreaks("connections break over it");

        assertThat(warnings()).isEqualTo(1);
    }

    private DropLog log(boolean peerMayEnd) {
        DropLog log = new DropLog(new PeerAddress("127.0.0.1", 9), losses, peerMayEnd);
        log.reached();
        return log;
    }

    private long warnings() {
        return lines.list.stream().filter(line -> line.getLevel() == Level.WARN).count();
    }
}
