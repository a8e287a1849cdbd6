package org.gotask.scheduler;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ends a run in order when the process receives a signal such as SIGTERM or SIGINT: the process continues until this is
 * closed, after the run has ended and its outcome was printed, or until a time limit.
 */
final class SignalStop implements AutoCloseable {

    /** The action that stops the run, and the time limit for its end. */
    private record Stop(Runnable how, Duration longest) {}

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "gotask-signal-stop");
    private final Consumer<String> late;
    private volatile Stop stop = new Stop(() -> {}, Duration.ZERO);

    private SignalStop(Consumer<String> late) {
        this.late = late;
    }

    /**
     * Installs the handler: from now on a signal waits for {@link #close}.
     *
     * @param late receives a line if the run does not end in time; the process then ends after the other shutdown hooks
     */
    static SignalStop install(Consumer<String> late) {
        SignalStop signalStop = new SignalStop(late);
        Runtime.getRuntime().addShutdownHook(signalStop.hook);
        return signalStop;
    }

    /** From now on a signal calls {@code how}, which must not block, and waits for the close up to this limit. */
    void stops(Runnable how, Duration longest) {
        stop = new Stop(how, longest);
    }

    /** The action of the signal. */
    void stopAndWait() {
        Stop present = stop;
        present.how().run();
        try {
            if (!closed.await(present.longest().toMillis(), TimeUnit.MILLISECONDS)) {
                late.accept("not ended within " + present.longest().toSeconds()
                        + " s after a signal; remaining processes are killed");
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
            // the process is ending: the hook is already running, and was released above
        }
    }
}
