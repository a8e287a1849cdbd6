package org.gotask.link;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says at most one line in ten seconds, and with it how many were kept back since the last one: what a peer sends cannot
 * fill the log. Thread-safe.
 */
public final class RareLog {

    private static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private final AtomicLong nextNanos;
    private final AtomicLong keptBack = new AtomicLong();

    /**
     * Says nothing yet.
     *
     * @param nanoTime the clock, such as {@link System#nanoTime}
     * @param log takes the lines that are said
     */
    public RareLog(LongSupplier nanoTime, Consumer<String> log) {
        this.nanoTime = nanoTime;
        this.log = log;
        this.nextNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /** Says this line, or keeps it back. */
    public void say(String line) {
        long now = nanoTime.getAsLong();
        long next = nextNanos.get();
        if (now - next >= 0 && nextNanos.compareAndSet(next, now + PERIOD_NANOS)) {
            long kept = keptBack.getAndSet(0);
            log.accept(kept == 0 ? line : line + "; " + kept + " more like it since the last line");
        } else {
            keptBack.incrementAndGet();
        }
    }
}
