package org.gotask.mesos.local.actor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.gotask.mesos.log.ProcessErrors;
import org.gotask.mesos.runtime.EventLoop;
import org.gotask.mesos.runtime.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns the state machine of a master or agent: an {@link EventLoop} that also answers questions about
 * the state, and bounds the memory of the messages that wait for it. Events of one caller run in the order of the calls.
 * The thread never waits for a peer, because two processes that wait for each other to read would deadlock. Therefore
 * {@link #execute} never waits, and {@link #message} waits only for this thread, while too many bytes are queued.
 * Thread-safe.
 */
public final class ActorThread implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ActorThread.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final EventLoop loop;
    private final Backlog backlog;

    /** A thread with this name, which starts with the first event, and a backlog of a sixteenth of the heap. */
    public ActorThread(String name) {
        this(name, Backlog.ofHeap());
    }

    ActorThread(String name, Backlog backlog) {
        this.name = name;
        this.backlog = backlog;
        this.loop = new EventLoop(name, this::fault);
    }

    /** Runs an event on this thread; drops it if the thread is closed. */
    public void execute(Runnable event) {
        loop.execute(event);
    }

    /**
     * Handles a message from outside on this thread. Waits while too many others are queued; drops the message if the
     * thread is closed.
     *
     * @param bytes the memory of the parsed message
     * @param reading parses the message on the calling thread as soon as there is enough memory, and returns the event
     *     that handles it; empty if the message cannot be parsed
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

    /** Runs an event on this thread after a delay, unless the timer is cancelled or the thread closed before. */
    public Timer after(Duration delay, Runnable event) {
        return loop.after(delay, event);
    }

    /**
     * Computes a value on this thread and waits for it; empty if the thread is closed or does not answer within ten
     * seconds.
     */
    public <T> Optional<T> ask(Supplier<T> question) throws InterruptedException {
        var answer = new CompletableFuture<T>();
        execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return loop.isClosed() && !answer.isDone()
                    ? Optional.empty()
                    : Optional.of(answer.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("state cannot be computed: thread=" + name, e.getCause());
        }
    }

    /** Ends the thread after the current event; drops queued events and timers. Waits at most ten seconds. */
    @Override
    public void close() {
        loop.close();
        backlog.close();
        try {
            if (!loop.awaitEnd(LIMIT)) {
                log.warn("thread does not end: thread={}", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fault(Throwable thrown) {
        if (!ProcessErrors.report(thrown)) {
            log.error("event failed, the state may be inconsistent: thread={}", name, thrown);
        }
    }
}
