package org.gotask.go;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.gotask.scope.Scope;

/** Threads that wait, and the proof that they do. */
final class Wait {

    private final Thread thread;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();

    private Wait(Scope.Work work) {
        thread = Thread.ofVirtual().start(() -> {
            try {
                work.run();
                end.complete(true);
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        });
    }

    /** Starts the work in a thread of its own, and returns when that thread waits. */
    static Wait of(Scope.Work work) {
        Wait wait = new Wait(work);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> wait.end.isDone() || wait.thread.getState() == Thread.State.WAITING);
        assertThat(wait.end).as("the work waits").isNotDone();
        return wait;
    }

    /** Checks that the work waits for ever, as far as one can see; ends it. */
    static void assertWaits(Scope.Work work) {
        Wait wait = of(work);
        wait.thread.interrupt();
        assertThat(wait.end)
                .failsWithin(Duration.ofSeconds(60))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(InterruptedException.class);
    }

    /** Waits for the end of the work. */
    void join() {
        assertThat(end).succeedsWithin(Duration.ofSeconds(60));
    }

    /** What the work threw. */
    Throwable failure() {
        try {
            end.join();
            throw new AssertionError("the work did not fail");
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }
}
