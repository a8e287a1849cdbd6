package org.gotask.scope;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs an action once after a time limit; tests replace it by one that they trigger themselves. */
interface Alarm {

    /** The timer thread of the JDK: a limit needs neither its own thread nor a carrier that user code may occupy. */
    Alarm SYSTEM = (limit, ring) -> {
        CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();
        // registered before the time starts; otherwise a short limit could expire in the thread that sets it
        CompletableFuture<Void> rung = timer.thenRun(ring);
        timer.completeOnTimeout(null, nanos(limit), TimeUnit.NANOSECONDS);
        return () -> {
            rung.cancel(false);
            timer.cancel(false);
        };
    };

    /**
     * Sets the alarm, whose action runs in another thread than the caller's.
     *
     * @return cancels the alarm, unless it has expired
     */
    Runnable set(Duration limit, Runnable ring);

    /** The time in nanoseconds, limited to half the range of nanoTime, about 146 years. */
    private static long nanos(Duration limit) {
        return Math.min(TimeUnit.NANOSECONDS.convert(limit), Long.MAX_VALUE / 2);
    }
}
