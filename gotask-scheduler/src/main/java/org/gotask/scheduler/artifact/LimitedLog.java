package org.gotask.scheduler.artifact;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.text.ForeignText;
import org.slf4j.Logger;

/**
 * Warns of what others do wrong, at most once a minute for each kind of line, so that nobody can fill the log from outside:
 * the first line at once, then the last of each minute with a count. Thread-safe.
 */
final class LimitedLog {

    private static final long PERIOD_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kind> kinds = new HashMap<>(); // guarded by lock

    /** Guarded by the lock. */
    private static final class Kind {
        private long loggedAtNanos;
        private String lastLine = "";
        private long unsaid;
    }

    LimitedLog(Logger log) {
        this.log = log;
    }

    /**
     * Logs the line now, or counts it.
     *
     * @param kind one of a few texts
     */
    void warn(String kind, String text) {
        lock.lock();
        try {
            Kind known = kinds.get(kind);
            if (known != null) {
                known.lastLine = text;
                known.unsaid++;
                return;
            }
            Kind first = new Kind();
            first.loggedAtNanos = System.nanoTime();
            kinds.put(kind, first);
        } finally {
            lock.unlock();
        }
        log.warn("{}", ForeignText.line(text));
    }

    /** Logs what was counted for a minute. */
    void flush(long nowNanos) {
        lock.lock();
        try {
            kinds.values().removeIf(kind -> isOver(kind, nowNanos));
        } finally {
            lock.unlock();
        }
    }

    /** Whether the next line of the kind may be logged at once. */
    private boolean isOver(Kind kind, long nowNanos) {
        if (nowNanos - kind.loggedAtNanos < PERIOD_NANOS) {
            return false;
        }
        if (kind.unsaid == 0) {
            return true;
        }
        log.warn("{} ({} such lines in the last minute)", ForeignText.line(kind.lastLine), kind.unsaid);
        kind.unsaid = 0;
        kind.loggedAtNanos = nowNanos;
        return false;
    }
}
