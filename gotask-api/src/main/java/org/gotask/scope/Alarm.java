package org.gotask.scope;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Rings once when a time is up; a test has one that rings when it says. */
interface Alarm {

    /** The JDK's own timer thread: a limit needs no thread, and no carrier that user code occupies. */
    Alarm SYSTEM = (limit, ring) -> {
        CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();
        // added before the time runs, or a short one would ring in the thread that sets it
        CompletableFuture<Void> rung = timer.thenRun(ring);
        timer.completeOnTimeout(null, nanos(limit), TimeUnit.NANOSECONDS);
        return () -> {
            rung.cancel(false);
            timer.cancel(false);
        };
    };

    /** Sets the alarm; it rings in another thread than the caller's. What is returned switches it off, if it is not late. */
    Runnable set(Duration limit, Runnable ring);

    /** The time in nanoseconds, cut to half the range of nanoTime: some 146 years. */
    private static long nanos(Duration limit) {
        return Math.min(TimeUnit.NANOSECONDS.convert(limit), Long.MAX_VALUE / 2);
    }
}
