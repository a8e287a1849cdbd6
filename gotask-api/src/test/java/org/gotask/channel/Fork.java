package org.gotask.channel;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread that runs one step of a test and hands its result, or what it threw, to the test's own thread. */
final class Fork<R> {

    private final CompletableFuture<R> result = new CompletableFuture<>();
    private final Thread thread;

    private Fork(Thread.Builder builder, Callable<R> step) {
        thread = builder.unstarted(() -> {
            try {
                result.complete(step.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
    }

    interface Step {
        void run() throws Exception;
    }

    static <R> Fork<R> fork(Callable<R> step) {
        return forkOn(Thread.ofVirtual(), step);
    }

    static <R> Fork<R> forkOn(Thread.Builder builder, Callable<R> step) {
        Fork<R> fork = new Fork<>(builder, step);
        fork.thread.start();
        return fork;
    }

    static Fork<Boolean> run(Step step) {
        return fork(() -> {
            step.run();
            return true;
        });
    }

    /** Waits until the thread is parked in a wait without or with a time limit. */
    Fork<R> parked() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
        });
        return this;
    }

    Fork<R> interrupt() {
        thread.interrupt();
        return this;
    }

    boolean isDone() {
        return result.isDone();
    }

    /** The result; throws what the step threw. */
    R join() throws Exception {
        try {
            return result.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (TimeoutException e) {
            throw new AssertionError("still running: " + thread + " " + thread.getState(), e);
        }
    }
}
