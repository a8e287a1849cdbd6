package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The thread to which a run's state is confined. Every event of the run is a step of this loop; steps do not block.
 * After {@link #close} steps are silently dropped.
 */
final class RunLoop implements AutoCloseable {

    private final ScheduledThreadPoolExecutor thread;
    private final Consumer<Throwable> onFault;

    /**
     * Starts the thread with the first step.
     *
     * @param onFault receives any exception that a step throws, on the same thread
     */
    RunLoop(Consumer<Throwable> onFault) {
        this.onFault = onFault;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("gotask-run").daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
    }

    void execute(Runnable step) {
        thread.execute(guarded(step));
    }

    void after(Duration delay, Runnable step) {
        @SuppressWarnings("unused") // nobody waits for a step, and onFault receives its exceptions
        var scheduled = thread.schedule(guarded(step), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private Runnable guarded(Runnable step) {
        return () -> {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                onFault.accept(e);
            }
        };
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
