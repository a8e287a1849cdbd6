package org.gotask.link;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Logs at most one line in ten seconds, with the number of lines suppressed since the last one, so that a peer cannot flood
 * the log. Thread-safe.
 */
public final class RateLimitedLog {

    private static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private final AtomicLong nextNanos;
    private final AtomicLong suppressed = new AtomicLong();

    /**
     * Creates a log that has written nothing.
     *
     * @param nanoTime the clock, such as {@link System#nanoTime}
     * @param log writes a line
     */
    public RateLimitedLog(LongSupplier nanoTime, Consumer<String> log) {
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
        this.log = Objects.requireNonNull(log, "log");
        this.nextNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /** Writes a line or suppresses it. */
    public void log(String line) {
        Objects.requireNonNull(line, "line");
        long now = nanoTime.getAsLong();
        long next = nextNanos.get();
        if (now - next >= 0 && nextNanos.compareAndSet(next, now + PERIOD_NANOS)) {
            long count = suppressed.getAndSet(0);
            log.accept(count == 0 ? line : line + "; " + count + " more like it since the last line");
        } else {
            suppressed.incrementAndGet();
        }
    }
}
