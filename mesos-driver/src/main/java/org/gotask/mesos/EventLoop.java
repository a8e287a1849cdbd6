package org.gotask.mesos;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one thread that owns a driver's state: it runs what it is given one at a time, in the order given, and timers when
 * they are due. Nothing that runs here may block. Thread-safe.
 */
final class EventLoop implements AutoCloseable {

    /** How many events of the kind that comes in floods may wait. */
    private static final int ROOM = 1024;

    private final ScheduledThreadPoolExecutor executor;
    private final Semaphore room = new Semaphore(ROOM);
    private final Consumer<Throwable> fault;
    private volatile boolean closed;

    /**
     * A loop without a thread yet.
     *
     * @param name the name of its thread
     * @param fault hears of what an event throws, which is a fault of the driver itself; runs on the loop
     */
    EventLoop(String name, Consumer<Throwable> fault) {
        this.fault = fault;
        executor =
                new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name(name).factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Queues an event and returns at once; after {@link #close} it is dropped. */
    void execute(Runnable event) {
        try {
            executor.execute(() -> run(event));
        } catch (RejectedExecutionException late) {
            // a late event of a driver that has ended
        }
    }

    /**
     * Queues an event, waiting while too many of this kind wait already. The loop never waits for those who call this, so
     * they cannot wait for ever.
     *
     * @throws InterruptedException if the thread is interrupted while waiting; the event was not queued
     */
    void executeWhenRoom(Runnable event) throws InterruptedException {
        // tried first without waiting, so that an interrupted thread is only turned away when it would have to wait
        if (!room.tryAcquire()) {
            room.acquire();
        }
        try {
            executor.execute(() -> {
                room.release();
                run(event);
            });
        } catch (RejectedExecutionException late) {
            room.release();
        }
    }

    /** Runs a task on the loop after a delay, unless cancelled or closed before. */
    Timer after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException late) {
            return () -> {};
        }
    }

    /** Drops what waits and ends the thread after the running event. Does not wait; may be called on the loop, but by one thread only. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            executor.shutdown();
            // nobody runs the events any more that would have given these back
            room.release(Integer.MAX_VALUE / 2);
        }
    }

    private void run(Runnable event) {
        // the executor itself drops only what is not due yet
        if (closed) {
            return;
        }
        try {
            event.run();
        } catch (Throwable thrown) {
            fault.accept(thrown);
        }
    }
}
