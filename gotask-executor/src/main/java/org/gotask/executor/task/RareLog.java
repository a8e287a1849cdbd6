package org.gotask.executor.task;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says at most one line in ten seconds, and with it how many were kept back since the last one. Thread-safe. */
final class RareLog {

    private static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private final AtomicLong nextNanos;
    private final AtomicLong keptBack = new AtomicLong();

    RareLog(LongSupplier nanoTime, Consumer<String> log) {
        this.nanoTime = nanoTime;
        this.log = log;
        this.nextNanos = new AtomicLong(nanoTime.getAsLong());
    }

    void say(String line) {
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
