package org.gotask.mesos.log;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.gotask.mesos.text.ForeignText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A rate-limited log of events that peers and strangers cause, so that they cannot fill the log. For each kind of line,
 * the whole process logs one warning a minute, or thirty lines at info level. The first lines of a kind are logged
 * immediately. Later ones are counted, and the last of them is logged at the end of the minute, with their number.
 * Thread-safe.
 */
public final class RateLimitedLogger {

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** The maximum number of lines of one kind a minute at info level. */
    private static final int NEWS = 30;

    private static final Map<String, Kind> KINDS_OF_THE_PROCESS = new ConcurrentHashMap<>();

    private final Logger log;
    private final Map<String, Kind> kinds;
    private final LongSupplier nanoTime;
    private final Later later;

    /** Logs to the logger with this name. Instances with the same name share their limits. */
    public RateLimitedLogger(String loggerName) {
        this(
                LoggerFactory.getLogger(loggerName),
                KINDS_OF_THE_PROCESS,
                System::nanoTime,
                RateLimitedLogger::afterwards);
    }

    RateLimitedLogger(Logger log, Map<String, Kind> kinds, LongSupplier nanoTime, Later later) {
        this.log = log;
        this.kinds = kinds;
        this.nanoTime = nanoTime;
        this.later = later;
    }

    /**
     * Logs a warning, or counts it if its kind is at the limit.
     *
     * @param kind one of a few constants, never derived from what a peer sends
     * @param text may contain text from a peer
     */
    public void warn(String kind, String text) {
        log(Level.WARN, kind, text);
    }

    /**
     * Logs an expected event, such as the arrival of a peer, or counts it if its kind is at the limit.
     *
     * @param kind one of a few constants, never derived from what a peer sends, and different from those of warnings
     * @param text may contain text from a peer
     */
    public void info(String kind, String text) {
        log(Level.INFO, kind, text);
    }

    private void log(Level level, String kind, String text) {
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        String line = ForeignText.line(text);
        Kind state = kinds.computeIfAbsent(log.getName() + "/" + kind, unused -> new Kind(level));
        long lines;
        state.lock.lock();
        try {
            long now = nanoTime.getAsLong();
            lines = state.limit.admit(now, 1);
            if (lines == 0) {
                state.lastLine = line;
                if (!state.reporting) {
                    state.reporting = true;
                    later.run(state.limit.quietNanos(now), () -> report(state));
                }
            }
        } finally {
            state.lock.unlock();
        }
        write(level, line, lines);
    }

    private void report(Kind state) {
        long lines;
        String line;
        state.lock.lock();
        try {
            state.reporting = false;
            lines = state.limit.flush(nanoTime.getAsLong());
            line = state.lastLine;
        } finally {
            state.lock.unlock();
        }
        write(state.level, line, lines);
    }

    private void write(Level level, String line, long lines) {
        if (lines == 1) {
            log.atLevel(level).log("{}", line);
        } else if (lines > 1) {
            log.atLevel(level).log("{} (and {} like it since the last such line)", line, lines - 1);
        }
    }

    /** Resets all limits; for tests, which share a process. */
    static void forgetAll() {
        KINDS_OF_THE_PROCESS.clear();
    }

    private static void afterwards(long nanos, Runnable task) {
        CompletableFuture.delayedExecutor(
                        nanos,
                        TimeUnit.NANOSECONDS,
                        ready -> Thread.ofVirtual().name("limited-log").start(ready))
                .execute(task);
    }

    /** Runs a task after a delay. */
    @FunctionalInterface
    interface Later {
        void run(long nanos, Runnable task);
    }

    /** The state of one kind of line; guarded by its lock. */
    static final class Kind {
        final ReentrantLock lock = new ReentrantLock();
        final Level level;
        final LogRateLimit limit;
        String lastLine = "";
        boolean reporting;

        Kind(Level level) {
            this.level = level;
            this.limit = new LogRateLimit(PERIOD, level == Level.INFO ? NEWS : 1);
        }
    }
}
