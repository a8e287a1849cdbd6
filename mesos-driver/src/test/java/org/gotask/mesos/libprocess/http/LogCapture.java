package org.gotask.mesos.libprocess.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.log.LogLimits;
import org.slf4j.LoggerFactory;

/** Captures the warnings and errors of the transport while it is open, and keeps them off the terminal. */
final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger(Messenger.class.getPackageName());
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogCapture() {
        LogLimits.forget();
        start();
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            lines.add(event.getFormattedMessage());
        }
    }

    List<String> lines() {
        return lines;
    }

    /** The lines that contain a port. */
    List<String> linesWith(int port) {
        return lines.stream().filter(line -> line.contains(":" + port)).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(null);
        stop();
    }
}
