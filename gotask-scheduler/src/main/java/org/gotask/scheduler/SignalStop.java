package org.gotask.scheduler;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.gotask.exit.ExitCause;
import org.gotask.exit.Signals;

/**
 * Ends a run in an orderly way when the process is about to end, because of a signal such as SIGTERM or SIGINT or
 * because the program has called {@link System#exit}: the process continues until this is closed, after the run has
 * ended and its outcome was printed, or until a time limit. A second signal skips the grace periods. The exit code is
 * that of the JVM for the signal, or that of the call. Thread-safe.
 */
final class SignalStop implements AutoCloseable {

    /** A run that can be stopped. No method blocks. */
    interface Stoppable {

        /** Stops the run for a reason of one line. */
        void stop(String reason);

        /** Ends the run, which was stopped, without the grace periods. */
        void hurry();

        /** The virtual threads that may have called {@link System#exit}. */
        List<Thread> functionThreads();
    }

    /** A stoppable run, and the time limit for its end. */
    private record Stop(Stoppable run, Duration longest) {}

    /** Before the start of the run there is nothing to stop. */
    private static final Stop NOTHING = new Stop(
            new Stoppable() {
                @Override
                public void stop(String reason) {}

                @Override
                public void hurry() {}

                @Override
                public List<Thread> functionThreads() {
                    return List.of();
                }
            },
            Duration.ZERO);

    /** The interval between checks for further signals, which Java does not report. */
    private static final long LOOK_MILLIS = 100;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "gotask-signal-stop");
    private final Consumer<String> console;
    private final IntSupplier signals;
    private final ReentrantLock lock = new ReentrantLock();
    private Stop stop = NOTHING; // guarded by lock
    private boolean ending; // guarded by lock

    SignalStop(Consumer<String> console, IntSupplier signals) {
        this.console = console;
        this.signals = signals;
    }

    /**
     * Installs the handler: from now on the end of the process waits for {@link #close}.
     *
     * @param console receives a line if the process ends before the run has started, or the run does not end in time;
     *     the process then ends after the other shutdown hooks
     */
    static SignalStop install(Consumer<String> console) {
        EarlySignal.end();
        SignalStop signalStop = new SignalStop(console, Signals::received);
        try {
            Runtime.getRuntime().addShutdownHook(signalStop.hook);
        } catch (IllegalStateException e) {
            // the process is ending already, and no hook will wait for a run
            signalStop.stopAndWait();
        }
        return signalStop;
    }

    /**
     * From now on the end of the process stops this run, and waits for the close up to this limit.
     *
     * @return false if the process is ending already, so that the run must not start
     */
    boolean stops(Stoppable run, Duration longest) {
        lock.lock();
        try {
            stop = new Stop(run, longest);
            return !ending;
        } finally {
            lock.unlock();
        }
    }

    /** The action of the hook. */
    void stopAndWait() {
        Stop present;
        lock.lock();
        try {
            ending = true;
            present = stop;
        } finally {
            lock.unlock();
        }
        ExitCause cause = ExitCause.find(present.run().functionThreads());
        String reason = reason(cause);
        if (present.equals(NOTHING)) {
            console.accept(reason + ", before the run started");
            return;
        }
        present.run().stop(reason);
        try {
            if (!awaitClose(present, cause instanceof ExitCause.Signal ? 1 : 0)) {
                console.accept(reason + "; not ended within "
                        + present.longest().toSeconds() + " s, remaining processes are killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitClose(Stop present, int first) throws InterruptedException {
        long end = System.nanoTime() + present.longest().toNanos();
        boolean hurried = false;
        while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            if (!hurried && signals.getAsInt() > first) {
                hurried = true;
                present.run().hurry();
            }
        }
        return true;
    }

    static String reason(ExitCause cause) {
        return switch (cause) {
            case ExitCause.Signal(String name) -> "stopped by a signal (" + name + ")";
            case ExitCause.Call(Thread caller, String place) ->
                "stopped by a call of System.exit in the thread " + caller.getName()
                        + (place.isEmpty() ? "" : " (" + place + ")");
            case ExitCause.Unknown() -> "stopped by the end of the program";
        };
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
