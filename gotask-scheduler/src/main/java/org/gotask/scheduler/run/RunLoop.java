package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one thread that owns a run's state. Everything that happens to the run is a step of this loop; steps do not block.
 * After {@link #close} steps are silently dropped.
 */
final class RunLoop implements AutoCloseable {

    private final ScheduledThreadPoolExecutor thread;
    private final Consumer<Throwable> onFault;

    /**
     * Starts the thread with the first step.
     *
     * @param onFault hears of an exception that a step threw, on the same thread
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
        @SuppressWarnings("unused") // nobody waits for a step: what it throws goes to onFault
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
