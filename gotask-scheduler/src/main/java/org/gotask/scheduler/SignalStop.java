package org.gotask.scheduler;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in good order when the process is told to end by a signal such as SIGTERM or SIGINT: the process stays until
 * the run has ended, for a bounded time.
 */
final class SignalStop implements AutoCloseable {

    private static final int LONGEST_SECONDS = 20;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    private SignalStop(Runnable stop) {
        hook = new Thread(
                () -> {
                    stop.run();
                    awaitEnd();
                },
                "gotask-signal-stop");
    }

    /** From now on a signal calls {@code stop} and waits for {@link #close}. */
    static SignalStop install(Runnable stop) {
        SignalStop signalStop = new SignalStop(stop);
        Runtime.getRuntime().addShutdownHook(signalStop.hook);
        return signalStop;
    }

    private void awaitEnd() {
        try {
            if (!closed.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending: the hook runs already, and was just let go
        }
    }
}
