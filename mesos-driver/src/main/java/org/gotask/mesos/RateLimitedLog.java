package org.gotask.mesos;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Warns of what peers do wrong, at most once a minute for each kind of thing, so that a peer cannot fill the log.
 * Thread-safe.
 */
final class RateLimitedLog {

    private static final long PERIOD_NANOS = Duration.ofMinutes(1).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Logger log;
    private final LongSupplier nanoTime;

    RateLimitedLog(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /**
     * Logs the line unless one of its kind was logged within the last minute.
     *
     * @param kind one of a few texts, not made from what a peer sends
     */
    void warn(String kind, String line) {
        int unsaid;
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            Kind state = kinds.computeIfAbsent(kind, unused -> new Kind(now - PERIOD_NANOS));
            if (now - state.lastNanos < PERIOD_NANOS) {
                state.unsaid++;
                return;
            }
            unsaid = state.unsaid;
            state.unsaid = 0;
            state.lastNanos = now;
        } finally {
            lock.unlock();
        }
        if (unsaid == 0) {
            log.warn("{}", line);
        } else {
            log.warn("{} (and {} like it since the last such line)", line, unsaid);
        }
    }

    private static final class Kind {
        long lastNanos;
        int unsaid;

        Kind(long lastNanos) {
            this.lastNanos = lastNanos;
        }
    }
}
