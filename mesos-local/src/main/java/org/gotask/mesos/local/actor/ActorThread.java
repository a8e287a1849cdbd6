package org.gotask.mesos.local.actor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns a state machine. Events run one at a time, those of one poster in the order posted. The thread
 * itself never waits for a peer: one that is slow to take an answer must not be able to stop the reading of requests, or two
 * of them could stop each other. So {@link #execute} never waits, and {@link #message} waits for the thread only, while many
 * bytes are queued. Thread-safe.
 */
public final class ActorThread implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ActorThread.class);
    private static final long ASK_TIMEOUT_SECONDS = 10;

    private final String name;
    private final ScheduledThreadPoolExecutor executor;
    private final Backlog backlog;

    /** Starts with a backlog of a sixteenth of the heap; {@code name} is that of the thread. */
    public ActorThread(String name) {
        this(name, Backlog.ofHeap());
    }

    ActorThread(String name, Backlog backlog) {
        this.name = name;
        this.backlog = backlog;
        this.executor =
                new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name(name).factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Lets the owner thread run the event; dropped if the loop is closed. */
    public void execute(Runnable event) {
        try {
            executor.execute(() -> runSafely(event));
        } catch (RejectedExecutionException e) {
            log.debug("{} is closed, an event is dropped", name);
        }
    }

    /**
     * Lets the owner thread handle a message from outside. Waits while many others wait to be handled; dropped if the loop is
     * closed.
     *
     * @param bytes how much memory the message takes once it is read
     * @param reading reads the message on this thread as soon as there is room for it, and returns what handles it;
     *     empty if it cannot be read
     * @throws InterruptedException if the thread is interrupted while waiting; the message is dropped
     */
    void message(long bytes, Supplier<Optional<Runnable>> reading) throws InterruptedException {
        long taken = backlog.enter(bytes);
        if (taken == 0) {
            return;
        }
        Optional<Runnable> event = Optional.empty();
        try {
            event = reading.get();
        } finally {
            if (event.isEmpty()) {
                backlog.leave(taken);
            }
        }
        event.ifPresent(action -> execute(() -> {
            try {
                action.run();
            } finally {
                backlog.leave(taken);
            }
        }));
    }

    /** Lets the owner thread run the event after a while, unless the timer is cancelled or the loop closed first. */
    public Timer after(Duration delay, Runnable event) {
        try {
            Future<?> future =
                    executor.schedule(() -> runSafely(event), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    /**
     * Asks the owner thread for a view of its state and waits for the answer; empty if the loop is closed or too busy to
     * answer within ten seconds.
     */
    public <T> Optional<T> ask(Supplier<T> question) throws InterruptedException {
        var answer = new CompletableFuture<T>();
        execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return executor.isShutdown() && !answer.isDone()
                    ? Optional.empty()
                    : Optional.of(answer.get(ASK_TIMEOUT_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("state of " + name + " cannot be shown", e.getCause());
        }
    }

    /** Ends the thread after the event that runs now; waiting events and timers are dropped. Waits a bounded time. */
    @Override
    public void close() {
        executor.shutdownNow();
        backlog.close();
        try {
            if (!executor.awaitTermination(ASK_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                log.warn("thread does not end: name={}", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runSafely(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            log.error("{}: an event failed, the state may be incomplete", name, e);
        }
    }

    /** An event to come. */
    @FunctionalInterface
    public interface Timer {
        /** Takes the event back if it has not begun; else does nothing. */
        void cancel();
    }
}
