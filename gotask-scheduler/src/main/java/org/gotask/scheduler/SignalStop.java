package org.gotask.scheduler;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ends a run in good order when the process is told to end by a signal such as SIGTERM or SIGINT: the process stays until
 * this is closed, which is when the run has ended and its outcome was told, or until a limit.
 */
final class SignalStop implements AutoCloseable {

    /** What is to be stopped, and how long that may take. */
    private record Stop(Runnable how, Duration longest) {}

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "gotask-signal-stop");
    private final Consumer<String> late;
    private volatile Stop stop = new Stop(() -> {}, Duration.ZERO);

    private SignalStop(Consumer<String> late) {
        this.late = late;
    }

    /**
     * From now on a signal waits for {@link #close}.
     *
     * @param late hears it if that does not come in time: the process ends then, when the other hooks have done their part
     */
    static SignalStop install(Consumer<String> late) {
        SignalStop signalStop = new SignalStop(late);
        Runtime.getRuntime().addShutdownHook(signalStop.hook);
        return signalStop;
    }

    /** From now on a signal calls {@code how}, which must not block, and waits no longer than this for the close. */
    void stops(Runnable how, Duration longest) {
        stop = new Stop(how, longest);
    }

    /** What the signal starts. */
    void stopAndWait() {
        Stop present = stop;
        present.how().run();
        try {
            if (!closed.await(present.longest().toMillis(), TimeUnit.MILLISECONDS)) {
                late.accept("not ended within " + present.longest().toSeconds()
                        + " s after a signal; what still runs is killed");
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
