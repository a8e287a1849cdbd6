package org.gotask.mesos.libprocess;

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
 * Logs what peers and strangers do, in a limited number of lines a minute for each kind of line in the whole process, so that
 * nobody can fill the log from outside: one warning, and thirty lines of what is as it should be. The first lines of a kind
 * are logged at once. Those that follow within the minute are counted, and the last of them is logged at its end with their
 * number. Thread-safe.
 */
public final class LimitedLog {

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** How many lines of news of one kind are logged in a minute. */
    private static final int NEWS = 30;

    private static final Map<String, Kind> KINDS_OF_THE_PROCESS = new ConcurrentHashMap<>();

    private final Logger log;
    private final Map<String, Kind> kinds;
    private final LongSupplier nanoTime;
    private final Later later;

    /** Logs to the logger of this name. Two instances of one name share their limits. */
    public LimitedLog(String loggerName) {
        this(LoggerFactory.getLogger(loggerName), KINDS_OF_THE_PROCESS, System::nanoTime, LimitedLog::afterwards);
    }

    LimitedLog(Logger log, Map<String, Kind> kinds, LongSupplier nanoTime, Later later) {
        this.log = log;
        this.kinds = kinds;
        this.nanoTime = nanoTime;
        this.later = later;
    }

    /**
     * Warns now, or counts the line.
     *
     * @param kind one of a few texts, not made from what a peer sends
     * @param text may hold what a peer sent
     */
    public void warn(String kind, String text) {
        log(Level.WARN, kind, text);
    }

    /**
     * Logs what is as it should be, such as the arrival of a peer, or counts the line.
     *
     * @param kind one of a few texts, not made from what a peer sends, and not one of a warning
     * @param text may hold what a peer sent
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

    /** Logs the next line of each kind at once: for tests, which run one after the other in one process. */
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

    /** Runs something after a delay. */
    @FunctionalInterface
    interface Later {
        void run(long nanos, Runnable task);
    }

    /** What is known of one kind of line; guarded by its lock. */
    static final class Kind {
        final ReentrantLock lock = new ReentrantLock();
        final Level level;
        final LogLimit limit;
        String lastLine = "";
        boolean reporting;

        Kind(Level level) {
            this.level = level;
            this.limit = new LogLimit(PERIOD, level == Level.INFO ? NEWS : 1);
        }
    }
}
