package org.gotask.mesos.runtime;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The thread that owns the state of a driver, a local master or a local agent: runs events one at a time, in order, and
 * timers when they are due. Events must not block. Thread-safe.
 */
public final class EventLoop implements AutoCloseable {

    /** The maximum number of queued events from {@link #executeBounded}. */
    private static final int CAPACITY = 1024;

    private final ScheduledThreadPoolExecutor executor;
    private final Semaphore permits = new Semaphore(CAPACITY);
    private final Consumer<Throwable> fault;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A loop whose thread starts with the first event.
     *
     * @param name the name of its thread
     * @param fault gets exceptions of events, which are faults of the owner of the state; runs on the loop
     */
    public EventLoop(String name, Consumer<Throwable> fault) {
        this.fault = fault;
        executor =
                new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name(name).factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Queues an event; never blocks. After {@link #close} the event is dropped. */
    public void execute(Runnable event) {
        try {
            executor.execute(() -> run(event));
        } catch (RejectedExecutionException late) {
            // a late event, whose state has ended
        }
    }

    /**
     * Queues an event; waits while too many events of this method are queued. The loop never waits for the callers, so
     * there is no deadlock.
     *
     * @throws InterruptedException if the thread is interrupted while waiting; the event was not queued
     */
    public void executeBounded(Runnable event) throws InterruptedException {
        // first without waiting, so that an interrupted thread fails only if it would have to wait
        if (!permits.tryAcquire()) {
            permits.acquire();
        }
        try {
            executor.execute(() -> {
                permits.release();
                run(event);
            });
        } catch (RejectedExecutionException late) {
            permits.release();
        }
    }

    /** Runs a task on the loop after a delay, unless cancelled or closed before. */
    public Timer after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException late) {
            return () -> {};
        }
    }

    /** Whether the loop is closed; the last event may still be running. */
    public boolean isClosed() {
        return closed.get();
    }

    /**
     * Waits until the closed loop has ended; false after the time limit.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return executor.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Drops queued events and ends the thread after the running event. Does not wait; may be called on the loop. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            executor.shutdown();
            // the dropped events will not release their permits
            permits.release(Integer.MAX_VALUE / 2);
        }
    }

    private void run(Runnable event) {
        // the executor itself drops only timers that are not due
        if (closed.get()) {
            return;
        }
        try {
            event.run();
        } catch (Throwable thrown) {
            fault.accept(thrown);
        }
    }
}
